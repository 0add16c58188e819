"""Stream a sheet's rows, telling records from titles, blanks, repeated headers and totals."""

from collections.abc import Iterator, Mapping, Sequence

from towpath.imports.reading.cells import as_text, is_blank
from towpath.imports.reading.column_map import joined_cell
from towpath.imports.reading.date_orders import Orders, in_order
from towpath.imports.reading.headers import Headers, Place, column_letters, is_repeat, is_total
from towpath.imports.reading.layout import Arrival, Cell, Column, DateOrder, Format, IncomingRow
from towpath.imports.reading.row_reader import Read, make_row
from towpath.imports.reading.sheets import Sheet
from towpath.rules.problems import Problem

SKIPPED = {
    "row.title": "This row is above the column headings, so we took it for a title and skipped it.",
    "row.headings": "This row holds the column headings.",
    "row.blank": "This row is empty, so we skipped it.",
    "row.repeated_headings": "This row holds the column headings again, so we skipped it.",
    "row.total": "This row sums up or ends the list and names no one, so we skipped it.",
}


def look_through(sheet: Sheet, found: Headers, orders: Orders) -> bool:
    """
    Let the whole sheet tell in which order each of its columns writes a date, before any row is read, and return
    whether anything stands below the headings at all.
    """
    columns = [
        (place.index, orders.column((sheet.name, place.column.field), place.header, sheet.name))
        for place in found.places
        if place.role == "read" and place.column and place.column.holds_dates
    ]
    is_filled = False
    for number, cells in sheet.rows():
        if number > found.row:
            is_filled = is_filled or not all(map(is_blank, cells))
            for index, told in columns:
                if index < len(cells):
                    told.see(number, cells[index])
    return is_filled


def read(
    sheet: Sheet, found: Headers, layout: Format, arrival: Arrival, date_orders: Mapping[object, DateOrder]
) -> Iterator[IncomingRow]:
    """Yield an incoming row for every row of the sheet, skipped ones included."""
    folded = found.folded
    columns = {
        place.index: (place.header, place.column) for place in found.places if place.role == "read" and place.column
    }
    for index, (header, column) in columns.items():
        if order := date_orders.get((sheet.name, column.field)):
            columns[index] = (header, in_order(column, order, arrival))
    titles = {column.field: header for header, column in columns.values()}
    joining = [place for place in found.places if place.joined]
    repeats = [(place, _first(found.places, place)) for place in found.places if place.role == "repeat"]
    key_fields = {field for key in layout.keys for field in key} | {"full_name"}
    key_indexes = frozenset(
        each
        for place in found.places
        if place.column and place.role == "read" and place.column.field in key_fields
        for each in (place.index, *place.joined)
    )
    for number, cells in sheet.rows():
        filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
        if number <= found.row:
            yield _skipped(sheet, number, cells, filled, "row.title" if number < found.row else "row.headings")
        elif not filled:
            yield _skipped(sheet, number, cells, filled, "row.blank")
        elif is_repeat(cells, filled, folded):
            yield _skipped(sheet, number, cells, filled, "row.repeated_headings")
        elif is_total(cells, filled, key_indexes):
            yield _skipped(sheet, number, cells, filled, "row.total")
        else:
            yield make_row(
                layout,
                arrival,
                sheet=sheet.name,
                row=number,
                to_read=_to_read(columns, joining, cells, filled),
                titles=titles,
                kept=[_kept(index, cells[index], found.places) for index in filled],
                repeats=[
                    (second.header, first.column, cells[first.index], cells[second.index])
                    for second, first in repeats
                    if first.column and max(second.index, first.index) < len(cells)
                ],
            )


def _to_read(
    columns: Mapping[int, tuple[str, Column]], joining: Sequence[Place], cells: Sequence[Cell], filled: Sequence[int]
) -> list[Read]:
    """Return the cells to be read, each that others are joined to with their words."""
    apart = {place.index for place in joining}
    to_read = [(*columns[index], cells[index]) for index in filled if index in columns and index not in apart]
    for place in joining:
        if any(index in filled for index in (place.index, *place.joined)):
            to_read.append((*columns[place.index], joined_cell(cells, place)))
    return to_read


def _first(places: Sequence[Place], repeat: Place) -> Place:
    return next(place for place in places if place.role == "read" and place.column is repeat.column)


def _kept(index: int, cell: Cell, places: Sequence[Place]) -> tuple[str, str, str]:
    """
    Return a filled cell with its field and header.

    Cells past the last header are kept too: a comma too many slips a row sideways.
    """
    if index >= len(places):
        return "", f"Column {column_letters(index)}", as_text(cell)
    place = places[index]
    return (place.column.field if place.column else ""), place.header, as_text(cell)


def _skipped(sheet: Sheet, number: int, cells: Sequence[Cell], filled: Sequence[int], code: str) -> IncomingRow:
    problem = Problem(code=code, message=SKIPPED[code], severity="note", sheet=sheet.name or None, row=number)
    as_given = tuple((f"Column {column_letters(index)}", as_text(cells[index])) for index in filled)
    return IncomingRow(sheet.name, number, as_given, {}, (problem,), "skipped")
