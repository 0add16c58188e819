"""Check 909: a compulsory-age activity started or was verified in this academic year."""

from towpath.rules.dates import academic_year
from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record
from towpath.standards import Group


def fails(record: Record, context: Context) -> bool:
    activity, on = context.activity(record), context.period_end
    if activity is None or activity.group is not Group.COMPULSORY or on is None:
        return False
    given = (record.start_date, record.verified_date)
    return not any(
        date.is_unreadable or (date.day is not None and academic_year(date.day) == academic_year(on)) for date in given
    )


CHECK = RecordCheck(
    code="909",
    field="verified_date",
    other=PERIOD_END,
    words=(
        "The compulsory-age activity was last verified on {value}, and neither that nor its start is in the "
        "academic year of {other}. Confirm it and enter the date."
    ),
    fails=fails,
)
