"""Check 43: a postcode has a postcode's shape, with one space."""

import re

from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|GIR 0AA", re.ASCII)


def fails(record: Record, _: Context) -> bool:
    return bool(record.postcode) and POSTCODE.fullmatch(record.postcode) is None


CHECK = RecordCheck(
    code="43",
    field="postcode",
    words=(
        "The postcode is {value}, which is not written as a postcode. Write it in capitals with one space, such as "
        "PR8 1AA; ZZ99 9ZZ is used where there is no address."
    ),
    fails=fails,
)
