"""Check 231: currency has not lapsed before its lapse date."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record, is_after


def fails(record: Record, context: Context) -> bool:
    return record.currency_lapsed == "Y" and is_after(record.due_to_lapse_date, context.header.period_end)


CHECK = RecordCheck(
    code="231",
    field="currency_lapsed",
    other="due_to_lapse_date",
    words=(
        "Currency is said to have lapsed ({value}) and it lapses on {other}, after the period end. Change the flag "
        "to N, or check the date."
    ),
    fails=fails,
)
