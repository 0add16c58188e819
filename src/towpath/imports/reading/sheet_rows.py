"""Stream a sheet's rows, telling records from titles, blanks, repeated headers and totals."""

from collections.abc import Iterator, Sequence

from towpath.imports.reading.cells import as_text, is_blank
from towpath.imports.reading.headers import Headers, Place, is_repeat, is_total
from towpath.imports.reading.layout import Arrival, Cell, Format, IncomingRow
from towpath.imports.reading.row_reader import make_row
from towpath.imports.reading.sheets import Sheet
from towpath.rules.problems import Problem

SKIPPED = {
    "row.title": "This row is above the column headings, so we took it for a title and skipped it.",
    "row.headings": "This row holds the column headings.",
    "row.blank": "This row is empty, so we skipped it.",
    "row.repeated_headings": "This row holds the column headings again, so we skipped it.",
    "row.total": "This row sums up or ends the list and names no one, so we skipped it.",
}


def read(sheet: Sheet, found: Headers, layout: Format, arrival: Arrival) -> Iterator[IncomingRow]:
    """Yield an incoming row for every row of the sheet, skipped ones included."""
    folded = found.folded
    reading = [place for place in found.places if place.role == "read" and place.column]
    repeats = [(place, _first(found.places, place)) for place in found.places if place.role == "repeat"]
    key_fields = {field for key in layout.keys for field in key} | {"full_name"}
    key_indexes = frozenset(place.index for place in reading if place.column and place.column.field in key_fields)
    beyond = len(found.places)
    for number, cells in sheet.rows():
        if number <= found.row:
            yield _skipped(sheet, number, cells, "row.title" if number < found.row else "row.headings")
        elif all(is_blank(cell) for cell in cells):
            yield _skipped(sheet, number, cells, "row.blank")
        elif is_repeat(cells, folded):
            yield _skipped(sheet, number, cells, "row.repeated_headings")
        elif is_total(cells, key_indexes):
            yield _skipped(sheet, number, cells, "row.total")
        else:
            width = len(cells)
            yield make_row(
                layout,
                arrival,
                sheet=sheet.name,
                row=number,
                to_read=[
                    (place.header, place.column, cells[place.index])
                    for place in reading
                    if place.column and place.index < width and not is_blank(cells[place.index])
                ],
                kept=_kept(found.places, cells, beyond),
                repeats=[
                    (second.header, first.column, cells[first.index], cells[second.index])
                    for second, first in repeats
                    if first.column and max(second.index, first.index) < width
                ],
            )


def _first(places: Sequence[Place], repeat: Place) -> Place:
    return next(place for place in places if place.role == "read" and place.column is repeat.column)


def _kept(places: Sequence[Place], cells: Sequence[Cell], beyond: int) -> list[tuple[str, str, str]]:
    """
    Return each filled cell with its field and header.

    Cells past the last header are kept too: a comma too many slips a row sideways.
    """
    kept = [
        (place.column.field if place.column else "", place.header, as_text(cell))
        for place, cell in zip(places, cells, strict=False)
        if not is_blank(cell)
    ]
    kept.extend(
        ("", f"Column {index + 1}, beyond the headings", as_text(cell))
        for index, cell in enumerate(cells[beyond:], start=beyond)
        if not is_blank(cell)
    )
    return kept


def _skipped(sheet: Sheet, number: int, cells: Sequence[Cell], code: str) -> IncomingRow:
    problem = Problem(code=code, message=SKIPPED[code], severity="note", sheet=sheet.name or None, row=number)
    as_given = tuple((str(index), as_text(cell)) for index, cell in enumerate(cells, start=1) if not is_blank(cell))
    return IncomingRow(sheet.name, number, as_given, {}, (problem,), "skipped")
