"""Check 244: a lapse date is a date written CCYY-MM-DD."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.due_to_lapse_date.is_unreadable


CHECK = RecordCheck(
    code="244",
    field="due_to_lapse_date",
    words="The lapse date is {value}, which is not a date written CCYY-MM-DD. Write it so, such as 2026-08-31.",
    fails=fails,
)
