"""Check 229: nobody in Year 11 or below has a post-16 activity."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record
from towpath.standards import Group


def fails(record: Record, context: Context) -> bool:
    activity, group = context.activity(record), context.year_group(record)
    return activity is not None and activity.group is not Group.COMPULSORY and group is not None and group <= YEAR_11


CHECK = RecordCheck(
    code="229",
    field="activity_code",
    other=PERIOD_END,
    words=(
        "Activity {value} is for after Year 11, and the young person was in Year 11 or below on {other}. Use a "
        "compulsory-age code (110 to 150), or check the date of birth."
    ),
    fails=fails,
)
