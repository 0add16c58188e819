"""Check TOWPATH-REPEATED: an element stands once where one is asked for."""

from towpath.rules.returns.checks.form import ERROR, FaultCheck
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="TOWPATH-REPEATED",
    severity=ERROR,
    words={
        FaultKind.REPEATED: (
            "The record has this a second time, at line {line}, and only the first was read. Keep the one that is "
            "right."
        ),
    },
)
