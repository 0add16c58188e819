"""Check 221: whether currency has lapsed is Y or N."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.currency_lapsed not in {"", "Y", "N"}


CHECK = RecordCheck(
    code="221",
    field="currency_lapsed",
    words="Whether currency has lapsed is given as {value}. Use Y or N.",
    fails=fails,
)
