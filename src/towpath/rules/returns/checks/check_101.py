"""Check 101: the level of need is one of the published levels."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.level_of_need) and record.level_of_need not in context.levels_of_need


CHECK = RecordCheck(
    code="101",
    field="level_of_need",
    words="The level of need is {value}. Use 1 (intensive), 2 (supported) or 3 (minimum).",
    fails=fails,
)
