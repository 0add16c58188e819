"""Check 257: an activity is reviewed no later than the course is expected to end."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.review_date, record.predicted_end_date)


CHECK = RecordCheck(
    code="257",
    field="review_date",
    other="predicted_end_date",
    words=(
        "The review is on {value}, after the course is expected to end on {other}. Bring the review forward, or "
        "check the end."
    ),
    fails=fails,
)
