"""What is wrong with something given to us, in words its sender can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    One thing wrong: what, where, the value as given, and what to do.

    `message` is a whole sentence or two for the person who can mend it; `value` is exactly what was given.
    Places that do not apply are None: a spreadsheet has sheet, row and column; an XML file has element and line.
    """

    code: str
    message: str
    severity: str = "error"
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    element: str | None = None
    line: int | None = None
    value: str | None = None
