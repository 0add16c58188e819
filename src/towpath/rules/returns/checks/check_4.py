"""Check 4: gender is stated."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.gender


CHECK = RecordCheck(
    code="4",
    field="gender",
    words="There is no gender. Enter a gender code; U says that it is not known.",
    fails=fails,
)
