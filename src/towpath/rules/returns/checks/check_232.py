"""Check 232: currency has lapsed after its lapse date."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, context: Context) -> bool:
    return record.currency_lapsed == "N" and is_after(context.header.period_end, record.due_to_lapse_date)


CHECK = RecordCheck(
    code="232",
    field="currency_lapsed",
    other="due_to_lapse_date",
    words=(
        "Currency is said not to have lapsed ({value}) and it lapsed on {other}, before the period end. Change the "
        "flag to Y, or confirm what the young person is doing."
    ),
    fails=fails,
)
