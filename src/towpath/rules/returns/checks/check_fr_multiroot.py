"""Check FR-MULTIROOT: the file holds one return, with one header."""

from towpath.rules.returns.checks.form import FaultCheck
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="FR-MULTIROOT",
    words={
        FaultKind.SECOND_ROOT: (
            "The file goes on at line {line} after the end of the return, and nothing there was read. Send each "
            "return in a file of its own."
        ),
        FaultKind.SECOND_HEADER: (
            "There is a second FileHeader at line {line}, so the file would be refused. Keep one; it was judged by "
            "the first."
        ),
    },
)
