"""Check 27: a guarantee status is one for that year group."""

from collections.abc import Iterator

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterator[At]:
    eleven = context.guarantee_statuses.get(record.guarantee_11_status)
    if record.guarantee_11_status and (eleven is None or not eleven.for_year_11):
        yield At("guarantee_11_status", record.guarantee_11_status)
    twelve = context.guarantee_statuses.get(record.guarantee_12_status)
    if record.guarantee_12_status and (twelve is None or not twelve.for_year_12):
        yield At("guarantee_12_status", record.guarantee_12_status)


CHECK = FieldsCheck(
    code="27",
    words=(
        "The September Guarantee status is {value}, which is not used for that year group. Choose a status from the "
        "list; 114 and 115 are for Year 12 only."
    ),
    finds=finds,
)
