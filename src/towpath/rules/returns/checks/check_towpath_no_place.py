"""Check TOWPATH-NO-PLACE: everything in the file has a place in the return."""

from towpath.rules.returns.checks.form import ADVICE, FaultCheck, Own
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="TOWPATH-NO-PLACE",
    own=Own(severity=ADVICE, label="Something in the file has no place in the return"),
    words={
        FaultKind.NO_PLACE: (
            "The return has no place for this, first met at line {line} and {other} times in all, so it was not "
            "read. If a later edition asks for it, nothing is wrong; else check how it is spelt."
        ),
    },
)
