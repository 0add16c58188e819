"""Check FR-DBID: the header names its databases, in digits."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import HeaderCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Header


def finds(header: Header, _: Context) -> Iterable[str]:
    return [given for given in header.database_ids or ("",) if not (given.isascii() and given.isdigit())]


CHECK = HeaderCheck(
    code="FR-DBID",
    field="database_ids",
    words=(
        "The header's database is {value}, which is not a number, so the file would be refused. Enter the three "
        "digits that were allotted to your database."
    ),
    finds=finds,
)
