"""Check 302: an intended destination is one of the published codes."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.intended_destination) and record.intended_destination not in context.destinations


CHECK = RecordCheck(
    code="302",
    field="intended_destination",
    words="The intended destination is {value}, which is not in the list. Choose a code from the list.",
    fails=fails,
)
