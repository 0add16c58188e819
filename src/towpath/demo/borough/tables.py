"""What a sender's file holds before it is written: lines of canonical fields, each knowing whose it truly is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

Value = str | int | float | bool | date | None


@dataclass(slots=True)
class Line:
    """
    One row of a sender's file. It is not frozen: the mess is planted by changing it. `row` is set when the file is
    written.
    """

    person_id: str
    cells: dict[str, Value]
    row: int = 0
    is_faulty: bool = False


@dataclass(slots=True)
class Table:
    """
    One file a sender will send. `path` is inside the inbox; `quirks` are file-wide faults that the writer carries out.

    `owner` is the role that answers for the file; `due_date` is when the sender board expects it.
    """

    path: str
    sender: str
    sender_number: str
    format: str
    what: str
    owner: str
    due_date: date
    style: str
    form: str
    columns: list[str]
    lines: list[Line]
    quirks: set[str] = field(default_factory=set)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """One export habit: header words by canonical field, and how dates, flags and year groups are written."""

    headers: Mapping[str, str]
    date: str
    yes: str
    no: str
    year: str
    title: str

    def text(self, column: str, value: Value) -> str:
        """Return a value as this system's text."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.yes if value else self.no
        if isinstance(value, date):
            return value.strftime(self.date)
        return self.year.format(value) if column == "year_group" and isinstance(value, int) else str(value)


@cache
def load_styles() -> Mapping[str, Style]:
    """Return the export habits by name."""
    given = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text("utf-8"))
    return {name: Style(s["headers"], s["date"], s["yes"], s["no"], s["year"], s["title"]) for name, s in given.items()}
