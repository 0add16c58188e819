"""Check 40: only someone with an EHC plan is sent from academic age 18."""

from datetime import date

from towpath.rules.dates import YEAR_GROUP_AT_ACADEMIC_AGE_ZERO
from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record

LAST_DAY_TO_19 = date(2016, 3, 31)
"""Until the 2015-16 edition ended, academic ages 18 and 19 were sent with or without a plan."""


def fails(record: Record, context: Context) -> bool:
    group, on = context.year_group(record), context.period_end
    if group is None or on is None:
        return False
    oldest_without_plan = 19 if on <= LAST_DAY_TO_19 else 17
    return group - YEAR_GROUP_AT_ACADEMIC_AGE_ZERO > oldest_without_plan and record.send_flag != "Y"


CHECK = RecordCheck(
    code="40",
    field="send_flag",
    other=PERIOD_END,
    words=(
        "This young person was 18 or over when the academic year of {other} began, and the SEND flag is {value}. "
        "Send the record only with an EHC plan (flag Y)."
    ),
    fails=fails,
)
