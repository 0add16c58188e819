"""Check 235: someone with activity 650 has characteristic 180."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "650" and "180" not in record.characteristics


CHECK = RecordCheck(
    code="235",
    field="activity_code",
    words="Activity {value} needs characteristic 180 (pregnant). Add the characteristic, or check the activity.",
    fails=fails,
)
