"""Check FR-NOCLOSE: the file is whole: its root element is closed."""

from towpath.rules.returns.checks.form import FaultCheck
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="FR-NOCLOSE",
    words={
        FaultKind.NOT_CLOSED: (
            "The file breaks off at line {line} ({value}) before its end. It may have been cut short on its way: "
            "write it again."
        ),
    },
)
