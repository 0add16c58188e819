"""Check 904: the cohort status is one of the published letters."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record

WITHDRAWN = "X"
"""Check FR-STATUSX tells it."""


def fails(record: Record, context: Context) -> bool:
    return record.cohort_status not in context.cohort_statuses and record.cohort_status not in ("", WITHDRAWN)


CHECK = RecordCheck(
    code="904",
    field="cohort_status",
    words=(
        "The cohort status is {value}, which is not in the list, so the whole file would fail. Choose a status from "
        "the list."
    ),
    fails=fails,
)
