"""Check FR-XML: the file is XML, plain enough to be read safely."""

from towpath.rules.returns.checks.form import FaultCheck
from towpath.rules.returns.model import FaultKind

CHECK = FaultCheck(
    code="FR-XML",
    words={
        FaultKind.MALFORMED: (
            "The file stops being XML at line {line} ({value}), and nothing after that was read. The usual causes "
            "are an & that should be written &amp; and letters saved in another encoding than the file states. Mend "
            "that line."
        ),
        FaultKind.EMPTY: (
            "There is no return in this file ({value}). Check that you have the right file, and that it was written "
            "to the end."
        ),
        FaultKind.ENTITY: (
            "The file declares or uses an entity of its own, {value}, so it was not read any further. Save the "
            "return without a document type's entities."
        ),
        FaultKind.EXTERNAL: (
            "The file's document type points outside the file, to {value}, so it was not read any further. Take the "
            "address out; the bare name of the root is allowed."
        ),
        FaultKind.TOO_LONG: (
            "An element holds more than {value} characters at line {line}, so the file was not read any further. "
            "Shorten it."
        ),
        FaultKind.TOO_DEEP: (
            "Elements stand inside one another too deeply at line {line} ({value}), so the file was not read any "
            "further. Check that this is a return."
        ),
    },
)
