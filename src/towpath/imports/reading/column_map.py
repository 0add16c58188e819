"""
A sender's own columns as a person said once what they are: which field each fills, what its words stand for, and what
holds for every row though the file does not say it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from towpath.imports.reading import headers
from towpath.imports.reading.cells import as_text, fold, is_blank
from towpath.imports.reading.headers import Headers, Place, column_letters
from towpath.imports.reading.layout import Answer, Arrival, Cell, Column, Derived, Format, RowRule

LEFT_OUT = ""
"""The field of a column that is not used, and what a word becomes that says nothing."""
AS_AT = "as at"
"""The constant that stands for the day the list speaks of."""
MOST_HEADING_ROWS = 2

JOINABLE = frozenset(
    (
        "legal_given_name middle_names legal_family_name preferred_given_name full_name address_line_1 address_line_2 "
        "address_line_3 address_line_4 provider_name course_title parent_name words"
    ).split()
)
"""The fields that several columns may fill together, their words joined by a space in the order of the file."""

Rows = Sequence[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """
    One column: its heading as typed, the field it fills or nothing, the words of it that stand for other words, and the
    order of day and month where a person settled it.
    """

    heading: str
    field: str = LEFT_OUT
    words: tuple[tuple[str, str], ...] = ()
    date_order: Literal["", "day", "month"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """All columns of a layout in order, and the constants: a field and the text that every row is read as giving."""

    columns: tuple[MappedColumn, ...]
    constants: tuple[tuple[str, str], ...] = ()
    heading_rows: int = 1

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    @property
    def fields(self) -> frozenset[str]:
        """Return every field that is filled, by a column or for every row."""
        return frozenset(column.field for column in self.columns if column.field) | {name for name, _ in self.constants}


@dataclass(frozen=True, slots=True)
class Changes:
    """How the headings of a list differ from those that were said before."""

    added: tuple[str, ...]
    gone: tuple[str, ...]


def signature_of(headings: Sequence[str]) -> str:
    """Return what is the same for lists with the same headings, whatever their case, spacing and order."""
    return sha256("\n".join(sorted(map(fold, headings))).encode()).hexdigest()


def changes(before: Sequence[str], now: Sequence[str]) -> Changes:
    """Return which headings are new and which are gone."""
    old, new = set(map(fold, before)), set(map(fold, now))
    added = tuple(heading for heading in now if fold(heading) not in old)
    return Changes(added, tuple(heading for heading in before if fold(heading) not in new))


def headings_at(rows: Rows, number: int, heading_rows: int) -> tuple[str, ...]:
    """
    Return the headings that stand on a row, or on it and the next, or column letters where there are none.

    Of two rows the upper spans the blank cells to its right, as merged cells do.
    """
    here = {row: cells for row, cells in rows if number <= row < number + max(heading_rows, 1)}
    lines = [[" ".join(as_text(cell).split()) for cell in here[row]] for row in sorted(here)]
    width = max((_width(line) for line in lines), default=0)
    if heading_rows == 0:
        return tuple(f"Column {column_letters(index)}" for index in range(width))
    if len(lines) == MOST_HEADING_ROWS:
        lines[0] = _spanned([*lines[0], *[""] * (width - len(lines[0]))])
    joined = [
        " ".join(filter(None, (line[index] if index < len(line) else "" for line in lines))) for index in range(width)
    ]
    return tuple(heading or f"Column {column_letters(index)}" for index, heading in enumerate(joined))


def _width(line: Sequence[str]) -> int:
    return max((index + 1 for index, cell in enumerate(line) if cell), default=0)


def _spanned(line: Sequence[str]) -> list[str]:
    spanned: list[str] = []
    for cell in line:
        spanned.append(cell or (spanned[-1] if spanned else ""))
    return spanned


def fitted(column_map: ColumnMap, headings: Sequence[str]) -> ColumnMap | None:
    """
    Return the map with its columns in the order of these headings, or None where they are not its headings.

    Columns that changed places are found by their headings, unless two have the same one.
    """
    own, given = [fold(heading) for heading in column_map.headings], [fold(heading) for heading in headings]
    if own == given:
        return column_map
    if sorted(own) != sorted(given) or len(set(own)) < len(own):
        return None
    by_heading = dict(zip(own, column_map.columns, strict=True))
    return replace(column_map, columns=tuple(by_heading[heading] for heading in given))


def find_headings(rows: Rows, column_map: ColumnMap) -> tuple[int, ColumnMap] | None:
    """
    Return the first row on which the headings of a map stand, and the map in their order; None where none does.

    Of a map without headings it is the first row of so many cells.
    """
    if column_map.heading_rows == 0:
        wide = len(column_map.columns)
        wide_enough = (number for number, _ in rows if len(headings_at(rows, number, 0)) == wide)
        return next(((number, column_map) for number in wide_enough), None)
    for number, _ in rows[: headers.SEARCHED_ROWS]:
        fits = fitted(column_map, headings_at(rows, number, column_map.heading_rows))
        if fits is not None:
            return number, fits
    return None


def settle(number: int, column_map: ColumnMap, layout: Format, sheet: str) -> Headers:
    """Return what each column of a sheet is, as its map says; `number` is the first row of its headings."""
    places: list[Place] = []
    first: dict[str, int] = {}
    joined: dict[str, list[int]] = {}
    for index, mapped in enumerate(column_map.columns):
        if not mapped.field:
            places.append(Place(index, mapped.heading, "ignored"))
        elif mapped.field in first:
            joined[mapped.field].append(index)
            places.append(Place(index, mapped.heading, "joined", layout.column(mapped.field)))
        else:
            first[mapped.field], joined[mapped.field] = index, []
            places.append(Place(index, mapped.heading, "read", _reworded(layout.column(mapped.field), mapped.words)))
    for field, index in first.items():
        places[index] = replace(places[index], joined=tuple(joined[field]))
    last_row = number + column_map.heading_rows - 1
    constants = frozenset(name for name, _ in column_map.constants)
    missing = tuple(headers.missing(places, layout, last_row, sheet, constants))
    return Headers(last_row, tuple(places), missing, fits=not missing)


def _reworded(column: Column, words: Sequence[tuple[str, str]]) -> Column:
    """Return a column in which some words are read as others, or as nothing."""
    if not words:
        return column
    meanings: Mapping[str, str] = {fold(given): meant for given, meant in words}

    def read(cell: Cell, arrival: Arrival) -> Answer:
        meant = meanings.get(fold(as_text(cell)))
        if meant is None:
            return column.read(cell, arrival)
        return column.read(meant, arrival) if meant != LEFT_OUT else Answer()

    return replace(column, read=read)


def with_constants(layout: Format, column_map: ColumnMap) -> Format:
    """Return a format in which every row gives the constants of a map, before any other rule looks at it."""
    return (
        replace(layout, rules=(_constants(layout, column_map.constants), *layout.rules))
        if column_map.constants
        else layout
    )


def _constants(layout: Format, constants: Sequence[tuple[str, str]]) -> RowRule:
    def rule(values: Mapping[str, object], arrival: Arrival) -> Derived:
        told: dict[str, object] = {}
        for field, text in constants:
            if field not in values:
                is_as_at = text == AS_AT and layout.column(field).holds_dates
                value = arrival.on if is_as_at else layout.column(field).read(text, arrival).value
                if value is not None:
                    told[field] = value
        return Derived(told)

    return rule


def joined_cell(cells: Sequence[Cell], place: Place) -> Cell:
    """Return the cell that a place reads: its own, or the words of its own and of those joined to it."""
    indexes = [index for index in (place.index, *place.joined) if index < len(cells) and not is_blank(cells[index])]
    if len(indexes) == 1:
        return cells[indexes[0]]
    return " ".join(as_text(cells[index]).strip() for index in indexes)
