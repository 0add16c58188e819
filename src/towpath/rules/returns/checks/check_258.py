"""Check 258: an expected end is a date written CCYY-MM-DD."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.predicted_end_date.is_unreadable


CHECK = RecordCheck(
    code="258",
    field="predicted_end_date",
    words="The expected end is {value}, which is not a date written CCYY-MM-DD. Write it so, such as 2027-07-31.",
    fails=fails,
)
