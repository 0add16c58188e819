"""Check 42: nobody is transferred to the council that leads."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.transferred_to_la) and record.transferred_to_la == record.lead_la


CHECK = RecordCheck(
    code="42",
    field="transferred_to_la",
    words=(
        "The council that the young person moved to is {value}, which is also the lead council. Enter the council "
        "that they moved to, or set the status back to P."
    ),
    fails=fails,
)
