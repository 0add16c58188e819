"""Check 24: the Year 11 council was one at some time from Year 11 to the period end; 000 to 004 are allowed."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.year_11_la) and not context.is_area(record.year_11_la, since=context.year_11_began(record))


CHECK = RecordCheck(
    code="24",
    field="year_11_la",
    other=PERIOD_END,
    words=(
        "The council at Year 11 is {value}, which was no area's code between Year 11 and {other}. Enter the code as "
        "it stood then, or one of 000 to 004."
    ),
    fails=fails,
)
