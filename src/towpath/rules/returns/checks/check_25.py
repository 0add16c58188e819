"""Check 25: the Year 11 council is the one that the Year 11 guarantee names, where both are given."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    at_year_11, in_guarantee = record.year_11_la, record.guarantee_11_la
    return bool(at_year_11) and bool(in_guarantee) and at_year_11 != in_guarantee


CHECK = RecordCheck(
    code="25",
    field="year_11_la",
    other="guarantee_11_la",
    words="The council at Year 11 is {value} and the Year 11 September Guarantee says {other}. Make them agree.",
    fails=fails,
)
