"""Check SG-TOO-YOUNG: nobody below Year 11 has a guarantee offer."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.checks.guarantee import offers
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterable[At]:
    group = context.year_group(record)
    return offers(record, context) if group is not None and group < YEAR_11 else ()


CHECK = FieldsCheck(
    code="SG-TOO-YOUNG",
    words=(
        "There is a September Guarantee offer, {value}, and the young person is below Year 11. Take the offer out, "
        "or check the date of birth."
    ),
    finds=finds,
)
