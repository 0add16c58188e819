"""Check 203: there is a date on which the activity was recorded."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.ascertained_date.text


CHECK = RecordCheck(
    code="203",
    field="ascertained_date",
    words="There is no date on which the activity was recorded. Enter it as CCYY-MM-DD.",
    fails=fails,
)
