"""Check 35: the place someone moved to is a council, or for those who left England one of 000 to 003."""

from towpath.rules.residence import UNKNOWN_AREA
from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import OUTSIDE_ENGLAND, Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    moved_to = record.transferred_to_la
    if not moved_to or moved_to == UNKNOWN_AREA:
        return False
    return moved_to not in OUTSIDE_ENGLAND if record.cohort_status == "E" else not context.is_council(moved_to)


CHECK = RecordCheck(
    code="35",
    field="transferred_to_la",
    other=PERIOD_END,
    words=(
        "The place that the young person moved to is {value}. Enter a council's code on {other} with status T, or "
        "000, 001, 002 or 003 with status E."
    ),
    fails=fails,
)
