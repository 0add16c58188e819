"""Check 19: the area where someone is educated has that code on the period end; 000 to 004 are allowed."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return bool(record.educated_la) and not context.is_area(record.educated_la)


CHECK = RecordCheck(
    code="19",
    field="educated_la",
    other=PERIOD_END,
    words=(
        "The area of education is {value}, which is not a code on {other}. Enter a council's code, or one of 000 to "
        "004 for elsewhere."
    ),
    fails=fails,
)
