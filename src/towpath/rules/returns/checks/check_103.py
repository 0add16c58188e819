"""Check 103: the SEND flag is stated."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.send_flag


CHECK = RecordCheck(
    code="103",
    field="send_flag",
    words="There is no SEND flag. Enter Y where there is an EHC plan, else N.",
    fails=fails,
)
