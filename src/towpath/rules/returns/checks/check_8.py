"""Check 8: there is a date of birth."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.birth_date.text


CHECK = RecordCheck(
    code="8",
    field="birth_date",
    words="There is no date of birth. Enter it as CCYY-MM-DD.",
    fails=fails,
)
