"""Check 230: nobody in Year 12 or above has a compulsory-age activity."""

from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import YEAR_11, Context
from towpath.rules.returns.model import Record
from towpath.standards import Group


def fails(record: Record, context: Context) -> bool:
    activity, group = context.activity(record), context.year_group(record)
    return activity is not None and activity.group is Group.COMPULSORY and group is not None and group > YEAR_11


CHECK = RecordCheck(
    code="230",
    field="activity_code",
    other=PERIOD_END,
    words=(
        "Activity {value} is for compulsory school age, and the young person was past Year 11 on {other}. Enter "
        "what they are doing now, or 810 where that is not known."
    ),
    fails=fails,
)
