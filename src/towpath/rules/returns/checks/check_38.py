"""Check 38: a unique pupil number is 13 characters."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.upn) and len(record.upn) != 13


CHECK = RecordCheck(
    code="38",
    field="upn",
    words=(
        "The unique pupil number is {value}, which is not 13 characters. Enter it as the school has it, or leave it "
        "out."
    ),
    fails=fails,
)
