"""Plant the mess: strike rows and files with the faults of mess.toml, and remember every one."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.colleges import stray_learner
from towpath.demo.borough.faults import FAULTS, Change, Strike, as_given
from towpath.demo.borough.people import Person
from towpath.demo.borough.tables import Line, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault, as mess.toml gives it."""

    kind: str
    level: str
    does: str
    column: str
    forms: tuple[str, ...]
    formats: tuple[str, ...]
    rate: float
    expect: str
    words: str


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault that was planted. `line` is None for a whole file, or for somebody left out."""

    kind: Kind
    table: Table
    line: Line | None
    person_id: str
    column: str
    true: str
    given: str


@cache
def load_kinds() -> tuple[Kind, ...]:
    """Return every kind of fault, read once."""
    rows = tomllib.loads((Path(__file__).parent / "mess.toml").read_text("utf-8"))["fault"]
    return tuple(
        Kind(
            row["kind"],
            row["level"],
            row.get("does", ""),
            row.get("column", ""),
            tuple(row.get("forms", ())),
            tuple(row["formats"]),
            row["rate"],
            row["expect"],
            row["words"],
        )
        for row in rows
    )


def plant(borough: Borough, tables: Sequence[Table], rng: random.Random) -> list[Planted]:
    """
    Strike the tables and return what was planted. A row is struck once at most, so each fault can be scored by
    itself.
    """
    people = {person.id: person for person in borough.people}
    planted: list[Planted] = []
    for kind in load_kinds():
        touched = [table for table in tables if table.format in kind.formats]
        if kind.level == "file":
            planted += _strike_files(kind, touched, rng)
        elif kind.level == "cell":
            planted += _strike_cells(kind, borough, people, touched, rng)
        else:
            planted += _strike_rows(kind, borough, touched, rng)
    return planted


def _strike_files(kind: Kind, tables: Sequence[Table], rng: random.Random) -> list[Planted]:
    encodings = {"windows_encoding", "utf_16", "byte_order_mark", "page_called_xls"}
    dates = {"us_dates", "short_years", "serial_dates"}
    separators = {"semicolons", "tabs", "page_called_xls"}
    free = [
        table
        for table in tables
        if table.form in kind.forms
        and len(table.quirks) < 2
        and len(table.lines) >= 3
        and not any(kind.kind in group and table.quirks & group for group in (encodings, dates, separators))
    ]
    found = []
    for table in rng.sample(free, min(len(free), int(kind.rate))):
        table.quirks.add(kind.kind)
        if kind.kind == "page_called_xls":
            table.form = "html"
            table.path = table.path.removesuffix(".csv") + ".xls"
        found.append(Planted(kind, table, None, "", "", "", ""))
    return found


def _struck(kind: Kind, tables: Sequence[Table], rng: random.Random) -> tuple[list[tuple[Table, Line]], int]:
    """Return the rows a fault might strike, shuffled, and how many it should."""
    rows = [
        (table, line)
        for table in tables
        if not kind.column or kind.column in table.columns
        for line in table.lines
        if not line.is_faulty
    ]
    wanted = max(1, round(len(rows) * kind.rate))
    rng.shuffle(rows)
    return rows, wanted


def _strike_cells(
    kind: Kind, borough: Borough, people: Mapping[str, Person], tables: Sequence[Table], rng: random.Random
) -> list[Planted]:
    found: list[Planted] = []
    rows, wanted = _struck(kind, tables, rng)
    fault = FAULTS[kind.does]
    for table, line in rows:
        if len(found) >= wanted:
            break
        if (
            kind.column in ("", "legal_family_name", "legal_given_name")
            and kind.does != "misspell"
            and "one_name_column" in table.quirks
        ):
            continue
        change = fault(Strike(borough, people[line.person_id], line, kind.column, table.style, table.lines, rng))
        change = {column: value for column, value in change.items() if column in table.columns}
        if not change:
            continue
        columns = list(change)
        before = [as_given(table.style, column, line.cells.get(column)) for column in columns]
        line.cells = line.cells | change
        line.is_faulty = True
        after = [as_given(table.style, column, change[column]) for column in columns]
        found.append(
            Planted(kind, table, line, line.person_id, "; ".join(columns), "; ".join(before), "; ".join(after))
        )
    return found


def _strike_rows(kind: Kind, borough: Borough, tables: Sequence[Table], rng: random.Random) -> list[Planted]:
    rows, wanted = _struck(kind, tables, rng)
    found: list[Planted] = []
    for table, line in rows:
        if len(found) >= wanted:
            break
        extra: Line | None = None
        into = table
        match kind.does:
            case "leave_out":
                if len(table.lines) > 5:
                    table.lines.remove(line)
                    found.append(Planted(kind, table, None, line.person_id, "", "listed", "not listed"))
                continue
            case "repeat_row":
                extra = Line(line.person_id, dict(line.cells))
            case "nearly_repeat_row":
                extra = Line(
                    line.person_id,
                    line.cells
                    | {"upn": "", "uln": "", "legal_given_name": str(line.cells["legal_given_name"]).upper()},
                )
            case "from_elsewhere" | "at_two_colleges":
                into = rng.choice([t for t in tables if t.format == table.format])
                if into.sender == table.sender or any(other.person_id == line.person_id for other in into.lines):
                    continue
                extra = Line(line.person_id, line.cells | _senders_own(into))
            case "since_left" | "still_here":
                extra = stray_learner(borough, into, rng, gone=kind.does == "since_left")
        if extra is None:
            continue
        extra.is_faulty = line.is_faulty = True
        at = into.lines.index(line) + 1 if into is table else rng.randrange(len(into.lines) + 1)
        into.lines.insert(at, extra)
        found.append(Planted(kind, into, extra, extra.person_id, "", "", ""))
    return found


def _senders_own(table: Table) -> Change:
    """Return what every row of a sender's file carries about the sender."""
    if table.format in ("school_roll", "school_indicators"):
        return {"establishment_number": table.sender_number}
    return {"provider_ukprn": table.lines[0].cells["provider_ukprn"]}
