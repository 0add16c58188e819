"""Check 13: someone who moved to another council has that council's code."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.cohort_status == "T" and not record.transferred_to_la


CHECK = RecordCheck(
    code="13",
    field="transferred_to_la",
    words=(
        "The cohort status is T and there is no council that the young person moved to. Enter that council's "
        "three-digit code."
    ),
    fails=fails,
)
