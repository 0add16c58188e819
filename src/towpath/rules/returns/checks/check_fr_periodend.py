"""Check FR-PERIODEND: the header has its period end."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import HeaderCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Header


def finds(header: Header, _: Context) -> Iterable[str]:
    return [header.period_end.text] if header.period_end.day is None else ()


CHECK = HeaderCheck(
    code="FR-PERIODEND",
    field="period_end",
    words=(
        "The header's period end is {value}, so the file would be refused, and checks that rest on it were not "
        "made. Enter the last day of the month as CCYY-MM-DD."
    ),
    finds=finds,
)
