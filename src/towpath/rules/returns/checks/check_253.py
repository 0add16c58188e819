"""Check 253: only someone of 18 or over has activity 440."""

from towpath.rules.dates import age
from towpath.rules.returns.checks.form import PERIOD_END, RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    born, on = record.birth_date.day, context.period_end
    return record.activity_code == "440" and born is not None and on is not None and age(born, on) < 18


CHECK = RecordCheck(
    code="253",
    field="activity_code",
    other=PERIOD_END,
    words=(
        "Activity {value} is for those of 18 and over, and the young person was younger on {other}. Choose another "
        "training code, or check the date of birth."
    ),
    fails=fails,
)
