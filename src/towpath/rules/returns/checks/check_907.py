"""Check 907: a unique learner number belongs to one young person, leaving aside duplicates sent as M."""

from towpath.rules.returns.checks.form import RepeatCheck
from towpath.rules.returns.model import Record


def key(record: Record) -> str:
    return "" if record.cohort_status == "M" else record.uln


def owner(record: Record) -> str:
    return record.young_persons_id


CHECK = RepeatCheck(
    code="907",
    field="uln",
    words=(
        "The unique learner number {value} is also on the record of {other}. Find whose it is, and take it from the "
        "other."
    ),
    key=key,
    owner=owner,
)
