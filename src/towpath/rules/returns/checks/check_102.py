"""Check 102: the SEND flag is Y or N."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.send_flag not in {"", "Y", "N"}


CHECK = RecordCheck(
    code="102",
    field="send_flag",
    words="The SEND flag is {value}. Use Y where there is an EHC plan, else N.",
    fails=fails,
)
