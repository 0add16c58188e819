"""Check 41: nobody is transferred to the unknown area, 004."""

from towpath.rules.residence import UNKNOWN_AREA
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.transferred_to_la == UNKNOWN_AREA


CHECK = RecordCheck(
    code="41",
    field="transferred_to_la",
    words=(
        "The council that the young person moved to is {value}, the unknown area. Find out the council, and keep "
        "the record until it is known."
    ),
    fails=fails,
)
