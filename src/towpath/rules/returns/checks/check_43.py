"""Check 43: a postcode has a postcode's shape, with one space."""

from towpath.rules.believable import is_postcode
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return bool(record.postcode) and not is_postcode(record.postcode)


CHECK = RecordCheck(
    code="43",
    field="postcode",
    words=(
        "The postcode is {value}, which is not written as a postcode. Write it in capitals with one space, such as "
        "PR8 1AA; ZZ99 9ZZ is used where there is no address."
    ),
    fails=fails,
)
