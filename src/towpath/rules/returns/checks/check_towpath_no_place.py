"""Check TOWPATH-NO-PLACE: everything in the file has a place in the return."""

from towpath.rules.returns.checks.form import ADVICE, FaultCheck, Own
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="TOWPATH-NO-PLACE",
    own=Own(severity=ADVICE, label="Something in the file has no place in the return"),
    words={
        FaultKind.NO_PLACE: (
            "The return has no place for this, so it was not read (first met at line {line}; times met: {other}). If a "
            "later edition asks for it, nothing is wrong; else check how it is spelt."
        ),
    },
)
