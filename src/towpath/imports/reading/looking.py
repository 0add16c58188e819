"""A list as a person looks at it before its columns are known: its first rows, and some values of each column."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from towpath.imports.reading import headers
from towpath.imports.reading.cells import as_text, is_blank, tidy
from towpath.imports.reading.column_map import ColumnMap, find_headings, headings_at
from towpath.imports.reading.layout import Arrival, Cell, Format
from towpath.imports.reading.sheets import Sheet, Table
from towpath.imports.reading.suggesting import BY_VALUE

EXAMPLES = 3
LOOKED_AT = 5_000
MOST_DISTINCT = 60
FIRST_ROWS = 12


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column: its heading, three different values, and every different value, the commonest first, if few."""

    heading: str
    examples: tuple[str, ...]
    cells: tuple[Cell, ...]
    distinct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A sheet whose headings are taken to stand on a row; `first_rows` are its first rows as they stand."""

    sheet: str
    row: int
    heading_rows: int
    columns: tuple[SeenColumn, ...]
    first_rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


def likeliest_sheet(table: Table, layout: Format) -> int:
    """Return which visible sheet most likely holds the list: the one that knows the most headings, else the longest."""
    scored = []
    for index, sheet in enumerate(table.sheets):
        if sheet.visible:
            rows = list(islice(sheet.rows(), headers.SEARCHED_ROWS))
            known = max((headers.score(cells, layout) for _, cells in rows), default=0)
            scored.append((known, sum(any(not is_blank(cell) for cell in cells) for _, cells in rows), -index))
    return -max(scored)[2] if scored else 0


def likeliest_row(sheet: Sheet, layout: Format, arrival: Arrival, before: ColumnMap | None) -> tuple[int, int]:
    """
    Return on which row the headings most likely stand, and how many rows they take; 0 rows where there are none.

    Where no heading is known, it is the first row of two cells or more; where that row holds values, there are none.
    """
    rows = list(islice(sheet.rows(), headers.SEARCHED_ROWS + 1))
    if before is not None and (found := find_headings(rows, before)):
        return found[0], before.heading_rows
    best = max(rows, key=lambda row: (headers.score(row[1], layout), -row[0]), default=(1, ()))
    if headers.score(best[1], layout) >= 2:
        return best[0], 1
    number, cells = next(((n, cells) for n, cells in rows if sum(not is_blank(cell) for cell in cells) > 1), (1, ()))
    return number, 0 if any(_is_value(cell, arrival) for cell in cells) else 1


def _is_value(cell: Cell, arrival: Arrival) -> bool:
    return not is_blank(cell) and any(read(cell, arrival).effect == "fine" for _, read in BY_VALUE)


def look(sheet: Sheet, row: int, heading_rows: int) -> Looked:
    """Return a sheet as seen with its headings on a row."""
    first = list(islice(sheet.rows(), headers.SEARCHED_ROWS + 1))
    below = row + heading_rows
    rows = [cells for number, cells in islice(sheet.rows(), LOOKED_AT + below) if number >= below]
    headings = headings_at(first, row, heading_rows)
    return Looked(
        sheet=sheet.name,
        row=row,
        heading_rows=heading_rows,
        columns=tuple(_seen(heading, index, rows) for index, heading in enumerate(headings)),
        first_rows=tuple((number, tuple(as_text(cell) for cell in cells)) for number, cells in first[:FIRST_ROWS]),
    )


def _seen(heading: str, index: int, rows: Sequence[Sequence[Cell]]) -> SeenColumn:
    cells = [cells[index] for cells in rows if index < len(cells) and not is_blank(cells[index])]
    counts: dict[str, int] = {}
    for cell in cells:
        text = tidy(cell)
        counts[text] = counts.get(text, 0) + 1
    distinct = tuple(sorted(counts, key=lambda text: (-counts[text], text)))
    return SeenColumn(
        heading, distinct[:EXAMPLES], tuple(cells[:200]), distinct if len(distinct) <= MOST_DISTINCT else ()
    )
