"""Check 33: nobody aged 20 or over is sent without the SEND flag."""

from towpath.rules.dates import age
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, context: Context) -> bool:
    born, on = record.birth_date.day, context.period_end
    return born is not None and on is not None and age(born, on) >= 20 and record.send_flag != "Y"


CHECK = RecordCheck(
    code="33",
    field="send_flag",
    words="This young person is 20 or over and the SEND flag is {value}. Check the date of birth and the flag.",
    fails=fails,
)
