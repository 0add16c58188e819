"""Check 37: an earlier identifier is 13 characters."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.previous_young_persons_id) and len(record.previous_young_persons_id) != 13


CHECK = RecordCheck(
    code="37",
    field="previous_young_persons_id",
    words=(
        "The earlier identifier is {value}, which is not 13 characters. Enter it as it was sent before, or leave it "
        "out."
    ),
    fails=fails,
)
