"""Check 30: a unique learner number is ten digits and does not begin with 0."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.checks.text import is_digits
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.uln) and (not is_digits(record.uln, 10) or record.uln[0] == "0")


CHECK = RecordCheck(
    code="30",
    field="uln",
    words="The unique learner number is {value}. Enter ten digits, the first not 0, or leave it out.",
    fails=fails,
)
