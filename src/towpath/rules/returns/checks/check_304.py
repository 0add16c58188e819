"""Check 304: the SEN support flag is Y or N."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.sen_support_flag not in {"", "Y", "N"}


CHECK = RecordCheck(
    code="304",
    field="sen_support_flag",
    words="The SEN support flag is {value}. Use Y where the school gives SEN support without an EHC plan, else N.",
    fails=fails,
)
