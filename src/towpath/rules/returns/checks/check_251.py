"""Check 251: nobody became NEET before their 15th birthday."""

from towpath.rules.dates import age
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    born, neet = record.birth_date.day, record.neet_start_date.day
    return born is not None and neet is not None and age(born, neet) < 15


CHECK = RecordCheck(
    code="251",
    field="neet_start_date",
    other="birth_date",
    words="NEET began on {value}, before the 15th birthday of someone born on {other}. Check both dates.",
    fails=fails,
)
