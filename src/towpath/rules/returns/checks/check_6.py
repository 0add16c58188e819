"""Check 6: ethnicity is stated."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.ethnicity


CHECK = RecordCheck(
    code="6",
    field="ethnicity",
    words="There is no ethnicity. Enter an ethnicity code; NOBT says that it was not obtained.",
    fails=fails,
)
