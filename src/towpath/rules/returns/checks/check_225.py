"""Check 225: NEET began no later than the activity."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.neet_start_date, record.start_date)


CHECK = RecordCheck(
    code="225",
    field="neet_start_date",
    other="start_date",
    words="NEET began on {value}, after the activity started on {other}. Check both dates.",
    fails=fails,
)
