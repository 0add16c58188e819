"""Check FR-NODETAILS: every record has its personal details."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, _: Context) -> Iterator[At]:
    if not record.has_details:
        yield At("has_details", "")


CHECK = FieldsCheck(
    code="FR-NODETAILS",
    words="The record has no PersonalDetails, so the whole file would be refused. Add them, or take the record out.",
    finds=finds,
)
