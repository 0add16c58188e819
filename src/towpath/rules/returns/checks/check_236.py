"""Check 236: someone with activity 720 has characteristic 130."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "720" and "130" not in record.characteristics


CHECK = RecordCheck(
    code="236",
    field="activity_code",
    words=(
        "Activity {value} needs characteristic 130 (a refugee or asylum seeker). Add the characteristic, or check "
        "the activity."
    ),
    fails=fails,
)
