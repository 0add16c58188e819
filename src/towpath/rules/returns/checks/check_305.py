"""Check 305: an activity is verified no later than the period end."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, context: Context) -> bool:
    return is_after(record.verified_date, context.header.period_end)


CHECK = RecordCheck(
    code="305",
    field="verified_date",
    other=PERIOD_END,
    words=(
        "The activity was verified on {value}, after the period end, {other}. Send what was known at the period "
        "end, or check the date."
    ),
    fails=fails,
)
