"""Check 259: education or training, save an apprenticeship, has an expected end."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    activity = context.activity(record)
    return activity is not None and activity.expected_end == "required" and not record.predicted_end_date.text


CHECK = RecordCheck(
    code="259",
    field="predicted_end_date",
    other="activity_code",
    words=(
        "Activity {other} needs the date on which the course is expected to end and there is none. Enter it as "
        "CCYY-MM-DD."
    ),
    fails=fails,
)
