"""Check 5: gender is one of the published codes."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.gender) and record.gender not in context.genders


CHECK = RecordCheck(
    code="5",
    field="gender",
    words="The gender is {value}, which is not a gender code. Use F, M, U (not known) or W (withheld).",
    fails=fails,
)
