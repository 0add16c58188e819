"""Check 34: only someone who moved to another council, or left England, has the place they moved to."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record

MOVED = frozenset({"T", "E"})
"""Status E gives the part of the United Kingdom, or abroad, in the same element: check 35 judges it."""


def fails(record: Record, _: Context) -> bool:
    return bool(record.transferred_to_la) and record.cohort_status not in MOVED


CHECK = RecordCheck(
    code="34",
    field="transferred_to_la",
    other="cohort_status",
    words=(
        "There is a council that the young person moved to, {value}, and the cohort status is {other}. Take the "
        "council out, or send the record with status T."
    ),
    fails=fails,
)
