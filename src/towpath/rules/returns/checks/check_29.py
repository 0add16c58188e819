"""Check 29: someone on the Youth Contract has its start date."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return record.youth_contract_indicator == "Y" and not record.youth_contract_start_date.text


CHECK = RecordCheck(
    code="29",
    field="youth_contract_start_date",
    words="The Youth Contract indicator is Y and there is no start date. Enter the date as CCYY-MM-DD.",
    fails=fails,
)
