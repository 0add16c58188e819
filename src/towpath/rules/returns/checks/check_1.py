"""Check 1: the young person's identifier is 13 characters."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return len(record.young_persons_id) != 13


CHECK = RecordCheck(
    code="1",
    field="young_persons_id",
    words=(
        "The young person's identifier is {value}, which is not 13 characters. Write the three digits of the "
        "database, then the local number with zeros in front to make ten digits."
    ),
    fails=fails,
)
