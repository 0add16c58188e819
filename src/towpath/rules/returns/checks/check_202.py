"""Check 202: there is a start date."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.start_date.text


CHECK = RecordCheck(
    code="202",
    field="start_date",
    words="There is no date on which the activity started. Enter it as CCYY-MM-DD.",
    fails=fails,
)
