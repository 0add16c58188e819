"""Check 14: there is a lead council."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.lead_la


CHECK = RecordCheck(
    code="14",
    field="lead_la",
    words="There is no lead council. Enter the three-digit code of the council where the young person lives.",
    fails=fails,
)
