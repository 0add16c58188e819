"""Check 233: someone with activity 620 has characteristic 140."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "620" and "140" not in record.characteristics


CHECK = RecordCheck(
    code="233",
    field="activity_code",
    words=("Activity {value} needs characteristic 140 (a young carer). Add the characteristic, or check the activity."),
    fails=fails,
)
