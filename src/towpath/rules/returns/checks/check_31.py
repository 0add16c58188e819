"""Check 31: there is some part of an address."""

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return not (
        record.address_line_1
        or record.address_line_2
        or record.address_line_3
        or record.address_line_4
        or record.town
        or record.county
    )


CHECK = RecordCheck(
    code="31",
    field="address_line_1",
    words="There is no address. Enter at least one line of it, the town or the county.",
    fails=fails,
)
