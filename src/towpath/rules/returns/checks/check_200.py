"""Check 200: there is an activity code."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not record.activity_code


CHECK = RecordCheck(
    code="200",
    field="activity_code",
    words="There is no activity code. Enter what the young person is doing; 810 says that it is not known.",
    fails=fails,
)
