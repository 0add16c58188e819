"""Check 100: there is a level of need."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.level_of_need


CHECK = RecordCheck(
    code="100",
    field="level_of_need",
    words="There is no level of need. Enter 1 (intensive), 2 (supported) or 3 (minimum).",
    fails=fails,
)
