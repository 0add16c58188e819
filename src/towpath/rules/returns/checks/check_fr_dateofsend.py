"""Check FR-DATEOFSEND: the header has its date of sending."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import HeaderCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Header


def finds(header: Header, _: Context) -> Iterable[str]:
    return [header.send_date.text] if header.send_date.day is None else ()


CHECK = HeaderCheck(
    code="FR-DATEOFSEND",
    field="send_date",
    words="The header's date of sending is {value}, so the file would be refused. Enter the date as CCYY-MM-DD.",
    finds=finds,
)
