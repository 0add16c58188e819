"""Check TOWPATH-REPEATED: an element stands once where one is asked for."""

from towpath.rules.returns.checks.form import ERROR, FaultCheck, Own
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="TOWPATH-REPEATED",
    own=Own(severity=ERROR, label="An element stands more than once"),
    words={
        FaultKind.REPEATED: (
            "The record has this a second time, at line {line}, and only the first was read. Keep the one that is "
            "right."
        ),
    },
)
