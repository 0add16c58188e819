"""Check 262: an activity that must be reviewed has its review date."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    activity = context.activity(record)
    return activity is not None and activity.review_date == "required" and not record.review_date.text


CHECK = RecordCheck(
    code="262",
    field="review_date",
    other="activity_code",
    words="Activity {other} needs a review date and there is none. Enter it as CCYY-MM-DD.",
    fails=fails,
)
