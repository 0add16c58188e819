"""Check SG-TOO-OLD: nobody past the Year 12 guarantee has a guarantee offer."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.checks.guarantee import offers
from towpath.rules.returns.context import YEAR_12, Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterable[At]:
    group = context.guarantee_year(record)
    return offers(record, context) if group is not None and group > YEAR_12 else ()


CHECK = FieldsCheck(
    code="SG-TOO-OLD",
    words=(
        "There is a September Guarantee offer, {value}, and the young person is past the Year 12 guarantee. Take "
        "the offer out, or check the date of birth."
    ),
    finds=finds,
)
