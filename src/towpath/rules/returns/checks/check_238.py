"""Check 238: currency lapses no later than the course is expected to end."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, _: Context) -> bool:
    return is_after(record.due_to_lapse_date, record.predicted_end_date)


CHECK = RecordCheck(
    code="238",
    field="due_to_lapse_date",
    other="predicted_end_date",
    words=(
        "Currency lapses on {value}, after the course is expected to end on {other}. Bring the lapse date forward, "
        "or check the end."
    ),
    fails=fails,
)
