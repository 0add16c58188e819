"""Check FR-HDRLA: the header names its councils, by codes in force on the period end."""

from collections.abc import Iterable

from towpath.rules.returns.checks.form import HeaderCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Header


def finds(header: Header, context: Context) -> Iterable[str]:
    return [given for given in header.source_las or ("",) if not context.is_council(given)]


CHECK = HeaderCheck(
    code="FR-HDRLA",
    field="source_las",
    words=(
        "The header's council is {value}, which is not a council's code, so the file would be refused. Enter the "
        "three-digit code in SourceLEAs."
    ),
    finds=finds,
)
