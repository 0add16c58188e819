"""Check 15: the lead council is a council on the period end."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.lead_la) and not context.is_council(record.lead_la)


CHECK = RecordCheck(
    code="15",
    field="lead_la",
    other=PERIOD_END,
    words=(
        "The lead council is {value}, which is not a council's code on {other}. Enter the code of the council where "
        "the young person lives."
    ),
    fails=fails,
)
