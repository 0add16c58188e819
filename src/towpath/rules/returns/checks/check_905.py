"""Check 905: someone kept only for the September Guarantee has its status and council."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import At, FieldsCheck
from towpath.rules.returns.checks.guarantee import missing_from_guarantee
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def finds(record: Record, context: Context) -> Iterable[At]:
    return missing_from_guarantee(record, context) if record.cohort_status == "G" else ()


CHECK = FieldsCheck(
    code="905",
    words=(
        "The cohort status is G and the September Guarantee lacks its status or council. Enter both, or check the "
        "status."
    ),
    finds=finds,
)
