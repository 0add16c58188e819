"""Check 11: there is a cohort status."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.cohort_status


CHECK = RecordCheck(
    code="11",
    field="cohort_status",
    words="There is no cohort status. Enter P where the young person lives here and is still followed.",
    fails=fails,
)
