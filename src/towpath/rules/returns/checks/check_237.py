"""Check 237: an activity is recorded no later than it is verified."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.ascertained_date, record.verified_date)


CHECK = RecordCheck(
    code="237",
    field="ascertained_date",
    other="verified_date",
    words="The activity was recorded on {value}, after it was last verified on {other}. Check both dates.",
    fails=fails,
)
