"""Check 32: there is a postcode."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.postcode


CHECK = RecordCheck(
    code="32",
    field="postcode",
    words="There is no postcode. Enter the postcode of the young person's home.",
    fails=fails,
)
