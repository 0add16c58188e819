"""Reading the drawn tables: columns apart by two spaces or more, "-" for unknown, "#" begins a comment."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from towpath.rules.statements import UNDATED, Statement

UNKNOWN = "-"


def rows(table: str) -> list[dict[str, str]]:
    """Return each row of a drawn table under its headings, as it is spelt."""
    lines = [line.split(" #")[0].strip() for line in table.strip().splitlines()]
    heading, *drawn = [re.split(r" {2,}", line) for line in lines if line and not line.startswith("#")]
    for cells in drawn:
        assert len(cells) == len(heading), f"{cells} does not fill the columns {heading}"
    return [dict(zip(heading, cells, strict=True)) for cells in drawn]


def day(cell: str) -> date | None:
    """Return the date that a cell holds, or None where it is not known."""
    return None if cell == UNKNOWN else date.fromisoformat(cell)


def sure_day(cell: str) -> date:
    """Return the date that a cell must hold."""
    return date.fromisoformat(cell)


def total(cell: str) -> int:
    """Return a sum drawn as "30 + 31", so that a reader sees the arithmetic."""
    return sum(int(part) for part in cell.split("+"))


STATEMENT_COLUMNS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "start": ("start_date", sure_day),
    "end": ("end_date", day),
    "verified": ("verified_date", day),
    "review": ("review_date", day),
    "expected": ("expected_end_date", day),
    "stated": ("stated_lapses_date", day),
}


def statements(table: str) -> list[Statement]:
    """Return the statements of a drawn table in the order drawn, which is the order written down."""
    return [_statement(number, cells) for number, cells in enumerate(rows(table), start=1)]


def _statement(number: int, cells: Mapping[str, str]) -> Statement:
    values = {field: read(cells[column]) for column, (field, read) in STATEMENT_COLUMNS.items() if column in cells}
    recorded = day(cells.get("recorded", UNKNOWN))
    recorded_at = datetime(recorded.year, recorded.month, recorded.day, tzinfo=UTC) if recorded else UNDATED
    return Statement(id=number, code=cells["code"], recorded_at=recorded_at, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One drawn case: what it shows, where the expected answer comes from, the statements given, and the answer."""

    name: str
    source: str
    given: str
    expected: str
    why: str = ""
