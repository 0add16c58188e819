"""Check 39: a UK provider reference number is eight digits beginning with 1."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.checks.text import is_digits
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.ukprn) and (not is_digits(record.ukprn, 8) or record.ukprn[0] != "1")


CHECK = RecordCheck(
    code="39",
    field="ukprn",
    words="The UK provider reference number is {value}. Enter eight digits beginning with 1, or leave it out.",
    fails=fails,
)
