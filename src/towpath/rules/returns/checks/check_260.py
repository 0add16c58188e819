"""Check 260: characteristic 180 (pregnancy) is queried where gender is M."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.gender == "M" and "180" in record.characteristics


CHECK = RecordCheck(
    code="260",
    field="gender",
    words=(
        "The gender is {value} and characteristic 180, pregnancy, is recorded. Check both, and correct whichever is "
        "wrong."
    ),
    fails=fails,
)
