"""Check 7: ethnicity is one of the published codes."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.ethnicity) and record.ethnicity not in context.ethnicities


CHECK = RecordCheck(
    code="7",
    field="ethnicity",
    words="The ethnicity is {value}, which is not an ethnicity code in this edition. Choose a code from the list.",
    fails=fails,
)
