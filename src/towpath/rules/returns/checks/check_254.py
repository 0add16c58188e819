"""Check 254: someone with activity 280 has the SEND flag."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.activity_code == "280" and record.send_flag != "Y"


CHECK = RecordCheck(
    code="254",
    field="send_flag",
    words=(
        "Activity 280, a special post-16 institution, needs an EHC plan, and the SEND flag is {value}. Set the flag "
        "to Y, or check the activity."
    ),
    fails=fails,
)
