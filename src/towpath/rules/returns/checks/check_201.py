"""Check 201: the activity code is one of the published codes on the period end."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.activity_code) and context.activity(record) is None


CHECK = RecordCheck(
    code="201",
    field="activity_code",
    other=PERIOD_END,
    words="The activity code is {value}, which is not in the list on {other}. Choose a code from the list.",
    fails=fails,
)
