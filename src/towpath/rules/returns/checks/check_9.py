"""Check 9: nobody is past academic age 25, save someone sent as aged out."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record

AT_ACADEMIC_AGE_25 = 21
"""The year group of someone who was 25 on the 31 August before the academic year."""


def fails(record: Record, context: Context) -> bool:
    group = context.year_group(record)
    return group is not None and group > AT_ACADEMIC_AGE_25 and record.cohort_status != "A"


CHECK = RecordCheck(
    code="9",
    field="birth_date",
    other=PERIOD_END,
    words=(
        "Born on {value}, this young person was over 25 when the academic year of the period end, {other}, began. "
        "Check the date of birth, or send the record with cohort status A."
    ),
    fails=fails,
)
