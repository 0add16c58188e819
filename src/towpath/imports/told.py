"""
What whoever sent a list is told of it: how it reads on its own.

Nothing here asks who is known. The words follow from the file, the format and what was said of the sender's columns
alone, so that they are the same, to the byte, whomever the council holds.
"""

import csv
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from towpath.imports.actions.layouts import ASKABLE, is_mappable, layouts_in_force, map_of
from towpath.imports.actions.receiving import arrival_of
from towpath.imports.formats import format_named
from towpath.imports.models import Sender
from towpath.imports.reading.layout import IncomingRow
from towpath.imports.reading.read import Reading, read_file
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.rules.cells import plain_row
from towpath.rules.problems import Problem

LIMITS = Limits(file_bytes=5 * 1024 * 1024, unpacked_bytes=100 * 1024 * 1024, rows=20_000, cells=1_500_000)
"""A college of 20,000 learners is above any there is; whoever sends more sends it by the council's own desk."""
SETTLED = ("note",)
"""How heavy a problem is that leaves nothing to be mended."""
NAMES_NOBODY = "row.no_key"
LEFT_WITH_US = Problem(
    code="file.columns_asked",
    message=(
        "We could not tell what some of the columns are. Leave it with us: we have kept the file and will look at it. "
        "Or use the headings that we asked for, and send it again now."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    How a file reads: the rows that are records, those of them with something to mend, and what is said of the whole.

    `refused` says why it could not be read at all; then there are no rows. `is_asked` says that the council will look.
    """

    rows: int = 0
    to_mend: tuple[IncomingRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: Problem | None = None
    is_asked: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether the file was read and nothing in it is left to be mended."""
        return self.refused is None and not self.to_mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One row of a sender's own file as it was read; what could not be read is left empty."""

    row: int
    name: str
    birth_date: date | None
    uln: str
    start_date: date | None
    to_mend: bool


def told_of(sender: Sender, content: bytes, name: str, as_at_date: date) -> Told:
    """Return how a sender's file reads. About a second for 2,500 rows, and no question about anybody."""
    format_ = format_named(sender.format)
    rows, to_mend = 0, []
    try:
        reading = _reading(sender, content, name, as_at_date)
        for row in reading.rows():
            if row.outcome_hint == "skipped":
                continue
            rows += 1
            if worth_mending(row):
                to_mend.append(row)
    except FileRefused as refused:
        is_asked = is_mappable(format_) and refused.problem.code in ASKABLE
        return Told(refused=LEFT_WITH_US if is_asked else refused.problem, is_asked=is_asked)
    return Told(rows=rows, to_mend=tuple(to_mend), problems=reading.problems)


def learners_in(sender: Sender, content: bytes, name: str, as_at_date: date) -> list[Learner]:
    """Return whom a sender's file names, as the file has them, in its order; none of a file that cannot be read."""
    found = []
    try:
        for row in _reading(sender, content, name, as_at_date).rows():
            if row.outcome_hint != "skipped":
                found.append(_learner(row))
    except FileRefused:
        return []
    return found


def _learner(row: IncomingRow) -> Learner:
    names = (row.values.get("legal_given_name"), row.values.get("legal_family_name"))
    days = {name: row.values.get(name) for name in ("birth_date", "start_date")}
    known = {name: day if isinstance(day, date) else None for name, day in days.items()}
    whole = " ".join(str(each) for each in names if each) or str(row.values.get("full_name") or "")
    uln = str(row.values.get("uln") or "")
    return Learner(row=row.row, name=whole, uln=uln, to_mend=worth_mending(row), **known)


def _reading(sender: Sender, content: bytes, name: str, as_at_date: date) -> Reading:
    format_ = format_named(sender.format)
    layouts = layouts_in_force(sender, sender.format) if is_mappable(format_) else []
    return read_file(
        format_,
        content,
        name,
        arrival=arrival_of(sender, as_at_date),
        limits=LIMITS,
        maps=[map_of(layout) for layout in layouts],
    )


def worth_mending(row: IncomingRow) -> bool:
    """Return whether something in a row was not read, or not as it stands."""
    return bool(problems_of(row))


ABOUT = ("Sheet", "Row", "Column", "Value as given", "What to do")


def write_to_mend(told: Told, out: TextIO) -> int:
    """Write each thing to be mended on a line of its own, and return how many lines there are."""
    writer = csv.writer(out)
    writer.writerow(ABOUT)
    count = 0
    for row in told.to_mend:
        for problem in problems_of(row):
            writer.writerow(plain_row((row.sheet, row.row, problem.column, problem.value, problem.message)))
            count += 1
    return count


def problems_of(row: IncomingRow) -> list[Problem]:
    """Return what in a row is to be mended; that it names nobody is not said beside what its names lack."""
    heavy = [problem for problem in row.problems if problem.severity not in SETTLED]
    return [problem for problem in heavy if problem.code != NAMES_NOBODY] or heavy
