"""Check 10: nobody is below Year 11."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    group = context.year_group(record)
    return group is not None and group < YEAR_11


CHECK = RecordCheck(
    code="10",
    field="birth_date",
    other=PERIOD_END,
    words=(
        "Born on {value}, this young person is below Year 11 on the period end, {other}. Check the date of birth, "
        "or leave the record out until Year 11."
    ),
    fails=fails,
)
