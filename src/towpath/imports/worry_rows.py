"""
Attendance worries as a file of rows: the columns of the form, or any others once their sender says which is which.

The file itself is not kept: each learner it tells of is, as if the form had been filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from towpath.audit import Actor
from towpath.imports.actions.layouts import (
    ASKABLE,
    LayoutChangedError,
    LayoutRefusedError,
    latest_version,
    layouts_in_force,
    map_of,
    save_layout,
)
from towpath.imports.actions.uploading import ToldWorry
from towpath.imports.formats import columns as c
from towpath.imports.models import LONGEST_NAME, LONGEST_WORRY, Sender
from towpath.imports.reading import values as v
from towpath.imports.reading.column_map import ColumnMap, MappedColumn
from towpath.imports.reading.field_words import words_for
from towpath.imports.reading.layout import Answer, Arrival, Cell, Column, Derived, Format, IncomingRow
from towpath.imports.reading.looking import likeliest_row, likeliest_sheet, look
from towpath.imports.reading.read import read_file
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.imports.reading.row_rules import BOTH_NAMES
from towpath.imports.reading.suggesting import suggest
from towpath.imports.reading.table import read_table
from towpath.imports.told import worth_mending
from towpath.rules.problems import Problem


def _at_most(column: Column, most: int) -> Column:
    """Return the same column, of which a longer value cannot be used."""

    def read(cell: Cell, arrival: Arrival) -> Answer:
        answer = column.read(cell, arrival)
        if answer.value is None or len(str(answer.value)) <= most:
            return answer
        words = f"This is {len(str(answer.value)):,} characters. Say it in {most} at the most."
        return Answer(None, "unusable", "text.long", words)

    return replace(column, read=read)


SEEN_BEFORE_BIRTH = Answer(
    None,
    "doubtful",
    "last_attended.before_birth",
    "The last day they came must lie after their date of birth. Check the years of both.",
)


def _seen_since_birth(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Doubt a last day before the birth: the worry itself refuses it, and with it every other row of its file."""
    born, seen = values.get("birth_date"), values.get("last_attended_date")
    slipped = isinstance(born, date) and isinstance(seen, date) and seen <= born
    return Derived(troubles=(("last_attended_date", SEEN_BEFORE_BIRTH),) if slipped else ())


LIMITS = Limits(file_bytes=1024 * 1024, unpacked_bytes=20 * 1024 * 1024, rows=1_000, cells=100_000)

FORMAT = Format(
    name="attendance_worries",
    title="Worries about attendance",
    kind="people",
    columns=(
        _at_most(c.compulsory(c.given_name), LONGEST_NAME),
        _at_most(c.compulsory(c.family_name), LONGEST_NAME),
        c.full_name,
        c.compulsory(c.birth_date),
        c.postcode,
        c.uln,
        Column(
            "last_attended_date", ("Last day they came", "Last Attended", "Last Attendance", "Last Seen"), v.past_day
        ),
        _at_most(
            Column(
                "words",
                ("What worries you", "Worry", "Concern", "Reason", "Notes", "Comments", "Words"),
                v.text,
                compulsory=True,
            ),
            LONGEST_WORRY,
        ),
    ),
    rules=(*BOTH_NAMES, _seen_since_birth),
    keys=(("legal_given_name", "legal_family_name", "birth_date"),),
)
"""Not among the formats of lists: it is staged as no list, and changes nothing that is believed of anybody."""


OWN_WORDS = {"words": "What worries you?", "last_attended_date": "Last day they came"}
"""What the form asks these in; other fields are called as on any list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field, its words, and the heading that most likely fills it, if any."""

    field: str
    words: str
    is_compulsory: bool
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWorries:
    """
    How a file of worries reads: those told, and the rows to mend; or why it was refused.

    Where nobody can tell what its columns are, `headings` are those it has and `asked` what each field may be in.
    """

    worries: tuple[ToldWorry, ...] = ()
    to_mend: tuple[IncomingRow, ...] = ()
    refused: Problem | None = None
    headings: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


def read_worries(sender: Sender, content: bytes, name: str, on: date) -> ReadWorries:
    """Return how a file of worries reads on a day; nothing is asked about anybody, and nothing kept."""
    maps = [map_of(layout) for layout in layouts_in_force(sender, FORMAT.name)]
    try:
        reading = read_file(FORMAT, content, name, arrival=Arrival(on=on), limits=LIMITS, maps=maps)
        rows = [row for row in reading.rows() if row.outcome_hint != "skipped"]
    except FileRefused as refused:
        if refused.problem.code in ASKABLE:
            return _ask(content, name, on, refused.problem)
        return ReadWorries(refused=refused.problem)
    to_mend = tuple(row for row in rows if worth_mending(row) or row.outcome_hint != "ready")
    spoilt = {id(row) for row in to_mend}
    return ReadWorries(worries=tuple(_said(row) for row in rows if id(row) not in spoilt), to_mend=to_mend)


def _ask(content: bytes, name: str, on: date, problem: Problem) -> ReadWorries:
    arrival = Arrival(on=on)
    table = read_table(content, name, LIMITS)
    sheet = table.sheets[likeliest_sheet(table, FORMAT)]
    row, heading_rows = likeliest_row(sheet, FORMAT, arrival, None)
    if not heading_rows:
        return ReadWorries(refused=problem)
    looked = look(sheet, row, heading_rows)
    guessed = suggest(looked.headings, [column.cells for column in looked.columns], FORMAT, arrival)
    likely = {each.column.field: each.column.heading for each in guessed if each.column.field}
    asked = tuple(
        Asked(column.field, _words_of(column.field), column.compulsory, likely.get(column.field, ""))
        for column in FORMAT.columns
    )
    return ReadWorries(refused=problem, headings=looked.headings, asked=asked)


def say_columns(
    *, sender: Sender, headings: Sequence[str], filled_by: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """
    Keep which heading fills which field of a sender's files of worries, so that the next one is read by it.

    :raises LayoutRefusedError: a field that must be filled is not, or one heading fills two
    :raises LayoutChangedError: somebody else said it at the same moment
    """
    by_heading: dict[str, str] = {}
    for field, heading in filled_by.items():
        if not heading:
            continue
        if heading not in headings:
            raise LayoutRefusedError(f"Your file has no column “{heading}” any more. Choose the file again.")
        if heading in by_heading:
            raise LayoutRefusedError(f"You chose the column “{heading}” twice.")
        by_heading[heading] = field
    filled = set(by_heading.values())
    needed = {column.field for column in FORMAT.columns if column.compulsory} - (
        {"legal_given_name", "legal_family_name"} if "full_name" in filled else set()
    )
    for field in (column.field for column in FORMAT.columns if column.field in needed - filled):
        raise LayoutRefusedError(f"Choose the column that gives this: {_words_of(field)}")
    columns = tuple(MappedColumn(heading=heading, field=by_heading.get(heading, "")) for heading in headings)
    said = ColumnMap(columns=columns)
    save_layout(sender=sender, layout=FORMAT, column_map=said, seen_version=latest_version(sender), by=by, at=at)


def _words_of(field: str) -> str:
    return OWN_WORDS.get(field) or words_for(field)


def by_sending(worries: Sequence[ToldWorry]) -> dict[str, ToldWorry]:
    """Return worries by what tells one from the next: its own words, so that a mended file tells none of them twice."""
    return {f"row:{sha256(repr(each).encode()).hexdigest()[:40]}": each for each in worries}


def _said(row: IncomingRow) -> ToldWorry:
    given = row.values
    birth_date, last = given["birth_date"], given.get("last_attended_date")
    assert isinstance(birth_date, date), "a row without a birth date is rejected"
    return ToldWorry(
        given_name=str(given["legal_given_name"]),
        family_name=str(given["legal_family_name"]),
        birth_date=birth_date,
        last_attended_date=last if isinstance(last, date) else None,
        words=str(given["words"]),
        postcode=str(given.get("postcode") or ""),
        uln=str(given.get("uln") or ""),
    )


__all__ = [
    "FORMAT",
    "LayoutChangedError",
    "LayoutRefusedError",
    "ReadWorries",
    "by_sending",
    "read_worries",
    "say_columns",
]
