"""Check 255: someone with activity 460 has the SEND flag."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "460" and record.send_flag != "Y"


CHECK = RecordCheck(
    code="255",
    field="send_flag",
    words=(
        "Activity 460, a supported internship, needs an EHC plan, and the SEND flag is {value}. Set the flag to Y, "
        "or check the activity."
    ),
    fails=fails,
)
