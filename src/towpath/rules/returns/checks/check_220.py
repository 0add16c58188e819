"""Check 220: it is stated whether currency has lapsed."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.currency_lapsed


CHECK = RecordCheck(
    code="220",
    field="currency_lapsed",
    words="It is not stated whether currency has lapsed. Enter Y or N.",
    fails=fails,
)
