"""Check 306: the SEND flag and the SEN support flag are not both Y."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.send_flag == "Y" and record.sen_support_flag == "Y"


CHECK = RecordCheck(
    code="306",
    field="sen_support_flag",
    words=(
        "The SEND flag and the SEN support flag are both Y. Keep the SEND flag where there is an EHC plan, and set "
        "the other to N."
    ),
    fails=fails,
)
