"""Check 2: there is a given name."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.given_name


CHECK = RecordCheck(
    code="2",
    field="given_name",
    words="There is no given name. Enter the young person's given name.",
    fails=fails,
)
