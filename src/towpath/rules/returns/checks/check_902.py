"""Check 902: an identifier stands once in a file, leaving aside those kept only for the guarantee."""

from towpath.rules.returns.checks.form import RepeatCheck
from towpath.rules.returns.model import Record


def key(record: Record) -> str:
    return "" if record.cohort_status == "G" else record.young_persons_id


def owner(record: Record) -> str:
    return str(record.number)


CHECK = RepeatCheck(
    code="902",
    field="young_persons_id",
    words="The identifier {value} is also on record {other} of the file. Keep one record for each young person.",
    key=key,
    owner=owner,
)
