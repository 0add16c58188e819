"""Check 906: someone marked for the September Guarantee has its status and council."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.checks.guarantee import missing_from_guarantee
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterable[At]:
    return missing_from_guarantee(record, context) if record.guarantee_indicator == "Y" else ()


CHECK = FieldsCheck(
    code="906",
    words=(
        "The guarantee indicator is Y and the September Guarantee lacks its status or council. Enter both, or set "
        "the indicator to N."
    ),
    finds=finds,
)
