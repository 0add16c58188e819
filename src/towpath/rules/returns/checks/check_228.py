"""
Check 228: an establishment number is seven digits beginning with a council's code; that code and 9999 are allowed.

The council may have stood at any time from the activity's start to the period end: schools keep old numbers awhile.
"""

from datetime import date

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.checks.text import is_digits
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    number = record.establishment_number
    if not number:
        return False
    since = record.start_date.day or date.min
    return not (is_digits(number, 7) and context.is_council(number[:3], since=since))


CHECK = RecordCheck(
    code="228",
    field="establishment_number",
    words=(
        "The establishment number is {value}. Enter the council's code and the school's four digits, or the "
        "council's code and 9999 where there is none."
    ),
    fails=fails,
)
