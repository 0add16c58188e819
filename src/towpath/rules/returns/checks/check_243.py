"""Check 243: an activity that can lapse has its lapse date: every one but NEET and not known."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    activity = context.activity(record)
    return activity is not None and activity.lapse_date == "required" and not record.due_to_lapse_date.text


CHECK = RecordCheck(
    code="243",
    field="due_to_lapse_date",
    other="activity_code",
    words="Activity {other} needs a lapse date and there is none. Enter it as CCYY-MM-DD.",
    fails=fails,
)
