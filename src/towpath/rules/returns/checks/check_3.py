"""Check 3: there is a family name."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.family_name


CHECK = RecordCheck(
    code="3",
    field="family_name",
    words="There is no family name. Enter the young person's family name.",
    fails=fails,
)
