"""Check 26: the lead council is one of those that the header names."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.lead_la) and bool(context.source_las) and record.lead_la not in context.source_las


CHECK = RecordCheck(
    code="26",
    field="lead_la",
    words=(
        "The lead council is {value}, which the file's header does not name. Leave the record to the council that "
        "leads, or add the council to SourceLEAs."
    ),
    fails=fails,
)
