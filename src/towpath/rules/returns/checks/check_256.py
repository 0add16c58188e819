"""Check 256: an activity is verified no earlier than it starts."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.start_date, record.verified_date)


CHECK = RecordCheck(
    code="256",
    field="verified_date",
    other="start_date",
    words="The activity was verified on {value}, before it started on {other}. Check both dates.",
    fails=fails,
)
