"""Check FR-STATUSX: no record has cohort status X."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.cohort_status == "X"


CHECK = RecordCheck(
    code="FR-STATUSX",
    field="cohort_status",
    words=(
        "The cohort status is {value}, which is no longer used, so the whole file would be refused. Use A, T, D, M, "
        "L or E for someone who has left."
    ),
    fails=fails,
)
