"""Check FR-NOHEADER: the file has its header, before its records."""

from towpath.rules.returns.checks.form import FaultCheck
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="FR-NOHEADER",
    words={
        FaultKind.NO_HEADER: (
            "There is no FileHeader before line {line}, so the file would be refused, and checks that rest on the "
            "period end were not made. Add the header before the first record."
        ),
    },
)
