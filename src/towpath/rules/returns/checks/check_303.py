"""Check 303: the SEN support flag is stated."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.sen_support_flag


CHECK = RecordCheck(
    code="303",
    field="sen_support_flag",
    words="There is no SEN support flag. Enter Y where the school gives SEN support without an EHC plan, else N.",
    fails=fails,
)
