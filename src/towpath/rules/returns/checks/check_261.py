"""Check 261: the council of a guarantee was one at some time from Year 11 to the period end."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterator[At]:
    for field, code in (("guarantee_11_la", record.guarantee_11_la), ("guarantee_12_la", record.guarantee_12_la)):
        if code and not context.is_council(code, since=context.year_11_began(record)):
            yield At(field, code)


CHECK = FieldsCheck(
    code="261",
    words=(
        "The September Guarantee's council is {value}, which was no council's code since Year 11. Enter the code of "
        "the council where the young person was educated."
    ),
    finds=finds,
)
