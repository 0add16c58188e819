"""Check 226: only someone who is NEET has the date on which that began."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    activity = context.activity(record)
    return activity is not None and not activity.is_neet and bool(record.neet_start_date.text)


CHECK = RecordCheck(
    code="226",
    field="neet_start_date",
    other="activity_code",
    words=(
        "There is a date on which NEET began, {value}, and activity {other} is not NEET. Take the date out, or "
        "check the activity."
    ),
    fails=fails,
)
