"""Check SG-Y12-ON-Y11: nobody in Year 11 has a Year 12 guarantee status."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    return context.year_group(record) == YEAR_11 and bool(record.guarantee_12_status)


CHECK = RecordCheck(
    code="SG-Y12-ON-Y11",
    field="guarantee_12_status",
    other=PERIOD_END,
    words=(
        "There is a Year 12 September Guarantee status, {value}, and the young person was in Year 11 on {other}. "
        "Move it to Year 11, or check the date of birth."
    ),
    fails=fails,
)
