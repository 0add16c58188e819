"""Check 224: someone who is NEET has the date on which that began."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    activity = context.activity(record)
    return activity is not None and activity.is_neet and not record.neet_start_date.text


CHECK = RecordCheck(
    code="224",
    field="neet_start_date",
    other="activity_code",
    words="Activity {other} is NEET and there is no date on which NEET began. Enter it as CCYY-MM-DD.",
    fails=fails,
)
