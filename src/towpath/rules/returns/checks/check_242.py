"""Check 242: an activity is recorded no earlier than it starts."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.start_date, record.ascertained_date)


CHECK = RecordCheck(
    code="242",
    field="ascertained_date",
    other="start_date",
    words="The activity was recorded on {value}, before it started on {other}. Check both dates.",
    fails=fails,
)
