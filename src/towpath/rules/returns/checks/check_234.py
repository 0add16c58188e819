"""Check 234: someone with activity 630 has characteristic 120."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "630" and "120" not in record.characteristics


CHECK = RecordCheck(
    code="234",
    field="activity_code",
    words=(
        "Activity {value} needs characteristic 120 (caring for their own child). Add the characteristic, or check "
        "the activity."
    ),
    fails=fails,
)
