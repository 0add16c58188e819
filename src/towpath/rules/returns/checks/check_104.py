"""Check 104: every characteristic is one of the published codes."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterator[At]:
    for place, code in enumerate(record.characteristics):
        if code not in context.characteristics:
            yield At("characteristics", code, place)


CHECK = FieldsCheck(
    code="104",
    words=(
        "The characteristic is {value}, which is not in the list for this edition. Choose a code from the list, or "
        "take it out."
    ),
    finds=finds,
)
