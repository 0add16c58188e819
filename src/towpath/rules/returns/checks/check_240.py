"""Check 240: every record has its activities."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, _: Context) -> Iterator[At]:
    if not record.has_activities:
        yield At("has_activities", "")


CHECK = FieldsCheck(
    code="240",
    words=(
        "The record has no Activities, so the whole file would fail. Add what the young person is doing; 810 says "
        "that it is not known."
    ),
    finds=finds,
)
