"""Check 36: the Youth Contract indicator is Y or N."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.youth_contract_indicator not in {"", "Y", "N"}


CHECK = RecordCheck(
    code="36",
    field="youth_contract_indicator",
    words="The Youth Contract indicator is {value}. Use Y or N.",
    fails=fails,
)
