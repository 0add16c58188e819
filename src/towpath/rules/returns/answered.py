"""
What DfE says of a return that was sent: a report of errors, or of young people whom two councils sent.

The layout of these reports is not published to us (docs/published-facts.md, Uncertain), so columns are known by what
their headings say, in any order, and whoever loads a report is asked about those that are not. Plain text in, values
out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from towpath.rules.names import folded
from towpath.rules.returns.model import EARLIEST, read_date

ERRORS, DUPLICATES = "errors", "duplicates"
SEARCHED_ROWS = 30

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "young_persons_id": (
        "Young person’s NCCIS identifier",
        ("Young Persons ID", "YoungPersonID", "YPID", "NCCIS ID", "NCCIS identifier", "Record ID", "CCIS ID"),
    ),
    "given_name": ("Given name", ("Given Name", "Forename", "First name", "Forenames")),
    "family_name": ("Family name", ("Family Name", "Surname", "Last name")),
    "birth_date": ("Date of birth", ("DOB", "Date of birth", "Birth date", "D.O.B")),
    "code": (
        "Number of the error",
        ("Error number", "Error no", "Error code", "Error", "Rule", "Rule number", "Check", "Validation number"),
    ),
    "words": (
        "What is said",
        ("Error message", "Error description", "Message", "Description", "Details", "Reason", "Comment"),
    ),
    "other_la": (
        "The other council",
        ("Other LA", "Other LEA", "Duplicate LA", "Other authority", "Other council", "Matched LA", "LA code"),
    ),
    "other_number": (
        "Their identifier at the other council",
        ("Other YPID", "Other Young Persons ID", "Duplicate YPID", "Matched YPID", "Other NCCIS ID"),
    ),
}
"""Each field by the words a person is asked in, and the headings it is known by."""

_KNOWN = {folded(heading): name for name, (_, headings) in FIELDS.items() for heading in (name, *headings)}
_UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredLine:
    """One line of a report as read; `row` is its place in the file, and what was not given is empty or None."""

    row: int
    young_persons_id: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    code: str = ""
    words: str = ""
    other_la: str = ""
    other_number: str = ""

    @property
    def same_as(self) -> tuple[object, ...]:
        """Return what two lines share that are one thing to be done: who, what and with which council."""
        who = self.young_persons_id or (folded(self.given_name), folded(self.family_name), self.birth_date)
        return (who, self.code or folded(self.words), self.other_la)


def headings_of(rows: Sequence[tuple[int, Row]]) -> tuple[int, Row]:
    """Return the number of the row of headings and its cells: the first with the most known ones; (0, ()) for none."""
    best: tuple[int, Row] = (0, ())
    most = 0
    for number, cells in rows[:SEARCHED_ROWS]:
        known = len({_KNOWN[folded(cell)] for cell in cells if folded(cell) in _KNOWN})
        if known > most:
            best, most = (number, cells), known
    return best


def recognised(headings: Row) -> dict[str, int]:
    """Return which column each field stands in, the first where two could be it."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = _KNOWN.get(folded(heading))
        if name:
            found.setdefault(name, place)
    return found


def what_is_missing(columns: Mapping[str, int], kind: str) -> str:
    """Return in words what a report cannot be read without; nothing where it can be read."""
    names_somebody = "young_persons_id" in columns or {"family_name", "birth_date"} <= columns.keys()
    if not names_somebody:
        return "Say which column has the NCCIS identifier, or which have the family name and the date of birth."
    if kind == ERRORS and not {"code", "words"} & columns.keys():
        return "Say which column has the number of the error, or what is said of it."
    if kind == DUPLICATES and "other_la" not in columns:
        return "Say which column has the other council."
    return ""


def lines_of(rows: Sequence[tuple[int, Row]], after: int, columns: Mapping[str, int]) -> Iterator[AnsweredLine]:
    """Yield every line below the headings that says anything in the columns that are read."""
    for number, cells in rows:
        if number <= after:
            continue
        given = {name: _cell(cells, place) for name, place in columns.items()}
        if any(given.values()):
            born = _day(given.pop("birth_date", ""))
            yield AnsweredLine(row=number, birth_date=born, **given)


def _cell(cells: Row, place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _day(text: str) -> date | None:
    """Return a day written as the return or as people here write it; None for anything else."""
    found = _UK_DAY.fullmatch(text)
    if found:
        day, month, year = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    return read_date(text[:10]).day if text >= EARLIEST else None
