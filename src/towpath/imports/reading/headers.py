"""Find the row of headers, and settle what each column is: read, ignored by name, or unknown and kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from towpath.imports.reading.cells import as_text, fold, tidy
from towpath.imports.reading.layout import Cell, Column, Format
from towpath.imports.reading.left_out import is_result
from towpath.rules.problems import Problem

SEARCHED_ROWS = 30

ROLE_MESSAGES = {
    "unknown": (
        "We do not know this column, so it is kept as given and not used. "
        "Rename it, or take it out if it was not asked for."
    ),
    "repeat": (
        "This heading appears twice. We read the first; rows in which the two differ are held. Rename or remove one."
    ),
    "outranked": "Another column, {used}, says the same more exactly. We read that one and kept this as given.",
}

Role = Literal["read", "ignored", "unknown", "outranked", "repeat", "joined"]


@dataclass(frozen=True, slots=True)
class Place:
    """
    One column of a sheet: where it is, its header as typed, and what becomes of it.

    `outranked`: another header says the same thing better. `repeat`: the same header again, compared with the first.
    `joined`: its words follow those of an earlier column, which has its index among its own `joined`.
    """

    index: int
    header: str
    role: Role
    column: Column | None = None
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Headers:
    """A sheet's header row and its places, with what is wrong with it. `fits` when no compulsory field is missing."""

    row: int
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    fits: bool

    @property
    def folded(self) -> dict[int, str]:
        return {place.index: fold(place.header) for place in self.places}


@lru_cache(maxsize=64)
def synonyms(layout: Format) -> dict[str, tuple[int, Column]]:
    """Return each folded header the format knows, with its rank among its column's own."""
    known: dict[str, tuple[int, Column]] = {}
    for column in layout.columns:
        for rank, header in enumerate((*column.synonyms, column.field)):
            known.setdefault(fold(header), (rank, column))
    return known


@lru_cache(maxsize=64)
def ignored(layout: Format) -> frozenset[str]:
    """Return the folded headers the format ignores by name."""
    return frozenset(fold(header) for header in layout.ignored)


def column_letters(index: int) -> str:
    """Return what a spreadsheet calls the column: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def score(cells: Sequence[Cell], layout: Format) -> int:
    """Return how many of these cells are headers the format knows; those it would read count double."""
    known, passed_over = synonyms(layout), ignored(layout)
    folded = {fold(as_text(cell)) for cell in cells if isinstance(cell, str)}
    return sum(2 if header in known else header in passed_over for header in folded if header)


def find(rows: Sequence[tuple[int, Sequence[Cell]]], layout: Format, sheet: str) -> Headers:
    """Return the likeliest header row among the first rows of a sheet: the first of those knowing the most headers."""
    best_number, best_score = 0, 0
    best_cells: tuple[Cell, ...] = ()
    for number, cells in rows[:SEARCHED_ROWS]:
        found = score(cells, layout)
        if found > best_score:
            best_number, best_cells, best_score = number, tuple(cells), found
    if best_score < 2 and (row := _row_in_one_cell(rows, layout)):
        message = (
            "Each row is in one cell, with its columns not yet split apart. Open the list so that every column stands "
            "by itself, save it as CSV or XLSX and send that."
        )
        return Headers(0, (), (Problem(code="headers.one_cell", message=message, sheet=sheet or None, row=row),), False)
    if best_score < 2:
        wanted = (
            ", ".join(column.synonyms[0] for column in layout.columns if column.compulsory)
            or layout.columns[0].synonyms[0]
        )
        message = (
            f"We could not find the row of column headings in the first {SEARCHED_ROWS} rows. Give columns "
            f"headed {wanted}."
        )
        return Headers(0, (), (Problem(code="headers.none", message=message, sheet=sheet or None),), fits=False)
    return settle(best_number, best_cells, layout, sheet)


def _row_in_one_cell(rows: Sequence[tuple[int, Sequence[Cell]]], layout: Format) -> int:
    """Return the number of a row whose one cell would be a row of headings if it were split, or 0."""
    for number, cells in rows[:SEARCHED_ROWS]:
        filled = [cell for cell in cells if cell not in ("", None)]
        if len(filled) == 1 and any(score(str(filled[0]).split(separator), layout) >= 4 for separator in ",;\t|"):
            return number
    return 0


def settle(number: int, cells: Sequence[Cell], layout: Format, sheet: str) -> Headers:
    """Return what each column of the header row is."""
    known, passed_over = synonyms(layout), ignored(layout)
    best: dict[str, tuple[int, int]] = {}
    headers = [" ".join(as_text(cell).split()) for cell in cells]
    for index, header in enumerate(headers):
        rank, column = known.get(fold(header), (0, None))
        if column is not None and (column.field not in best or rank < best[column.field][0]):
            best[column.field] = (rank, index)
    places, problems = [], []
    for index, header in enumerate(headers):
        place = _place(index, header, known, passed_over, best, headers, results=layout.ignores_results)
        places.append(place)
        problem = _problem(place, number, sheet, headers, best)
        if problem:
            problems.append(problem)
    absent = tuple(missing(places, layout, number, sheet))
    return Headers(number, tuple(places), (*absent, *problems), fits=not absent)


def _place(
    index: int,
    header: str,
    known: dict[str, tuple[int, Column]],
    passed_over: frozenset[str],
    best: dict[str, tuple[int, int]],
    headers: list[str],
    *,
    results: bool,
) -> Place:
    folded = fold(header)
    if not header:
        return Place(index, f"Column {column_letters(index)}", "unknown")
    _, column = known.get(folded, (0, None))
    if column is None:
        return Place(
            index, header, "ignored" if folded in passed_over or (results and is_result(header)) else "unknown"
        )
    chosen = best[column.field][1]
    if index == chosen:
        return Place(index, header, "read", column)
    return Place(index, header, "repeat" if fold(headers[chosen]) == folded else "outranked", column)


def _problem(
    place: Place, row: int, sheet: str, headers: list[str], best: dict[str, tuple[int, int]]
) -> Problem | None:
    severity, code, message = "warning", f"column.{place.role}", ROLE_MESSAGES.get(place.role, "")
    if place.role == "outranked" and place.column:
        severity, message = "note", message.format(used=headers[best[place.column.field][1]])
    if not message or not headers[place.index]:
        return None
    return Problem(
        code=code,
        message=message,
        severity=severity,
        sheet=sheet or None,
        row=row,
        column=place.header,
        value=place.header,
    )


def missing(
    places: list[Place], layout: Format, row: int, sheet: str, constants: frozenset[str] = frozenset()
) -> list[Problem]:
    """
    Return a problem for each compulsory field without a column, and one where no row could say whose it is.

    `constants` are fields that every row is known to give.
    """
    there = constants | {
        field
        for place in places
        if place.column and place.role == "read"
        for field in (place.column.field, *place.column.provides)
    }
    problems = [
        Problem(
            code="column.missing",
            sheet=sheet or None,
            row=row,
            column=column.synonyms[0],
            message=(
                f"The column {column.synonyms[0]} is missing. Add it, or give it a heading we know, and send "
                "the file again."
            ),
        )
        for column in layout.columns
        if column.compulsory and column.field not in there
    ]
    if not problems and not any(there.issuperset(key) for key in layout.keys):
        ways = "; or ".join(" and ".join(layout.column(field).synonyms[0] for field in key) for key in layout.keys)
        problems.append(
            Problem(
                code="column.no_key",
                sheet=sheet or None,
                row=row,
                message=f"Nothing here says which person each row is about. Give {ways}.",
            )
        )
    return problems


def is_repeat(cells: Sequence[Cell], filled: Sequence[int], folded: dict[int, str]) -> bool:
    """Return whether this row is the header row again, as printed pages repeat it; `filled` are its filled cells."""
    if len(filled) < 2 or not any(fold(as_text(cells[index])) == folded.get(index) for index in filled[:2]):
        return False
    same = sum(fold(as_text(cells[index])) == folded.get(index) for index in filled)
    return same * 5 >= len(filled) * 4


TOTALS = (
    "total",
    "grandtotal",
    "subtotal",
    "totals",
    "count",
    "average",
    "mean",
    "endofreport",
    "endoflist",
    "printed",
    "page",
    "numberof",
    "reportproduced",
)


A_COUNT = re.compile(r"[\d.,%]{1,7}")


def is_total(cells: Sequence[Cell], filled: Sequence[int], key_indexes: frozenset[int]) -> bool:
    """
    Return whether this row sums up or signs off the list: it opens with such a word and names no one.

    A person called Total has another cell that says who they are, and it is more than a count.
    """
    if not filled or not fold(tidy(cells[filled[0]])).startswith(TOTALS):
        return False
    return all(index not in key_indexes or A_COUNT.fullmatch(tidy(cells[index])) for index in filled[1:])
