"""Read a file in a format: canonical rows, streamed, with everything wrong or mended said in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from towpath.imports.reading import column_map, headers, sheet_rows, xml_rows
from towpath.imports.reading.column_map import ColumnMap
from towpath.imports.reading.date_orders import Orders
from towpath.imports.reading.headers import Headers
from towpath.imports.reading.layout import Arrival, DateOrder, Format, IncomingRow
from towpath.imports.reading.refusals import LIMITS, FileRefused, Limits, refusal
from towpath.imports.reading.sheets import Sheet, Source, Table, size_of
from towpath.imports.reading.table import kind_of, read_table
from towpath.imports.reading.unknown_columns import few
from towpath.imports.reading.zipped_xml import the_one_xml
from towpath.rules.problems import Problem

CHANGED = Problem(
    code="headers.changed",
    message=(
        "The headings are not those that were said of this sender's lists before. Say once more what each column is; "
        "what has not changed is filled in."
    ),
)
NOT_FITTING = Headers(0, (), (), fits=False)
NO_ROWS = Problem(
    code="file.no_rows",
    message=(
        "There are column headings and nothing below them. If there is nobody to tell us of, that is all; if not, "
        "check the list and send it again."
    ),
    severity="warning",
)


@dataclass(frozen=True, slots=True)
class SheetChosen:
    """A sheet whose rows are read, and what its columns are."""

    sheet: Sheet
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    A file found readable, its rows not yet read.

    `problems` are about the file as a whole: columns unknown or twice, sheets passed over, how letters were read.
    `date_orders` are those columns, by sheet and field, whose dates do not simply have the day first.
    `rows()` streams from the top each time, and may still raise FileRefused, after which no row may be kept.
    `how` says what the file turned out to be, and `column_map` which of the sender's maps its columns were read by.
    """

    layout: Format
    arrival: Arrival
    name: str
    how: str
    problems: tuple[Problem, ...]
    chosen: tuple[SheetChosen, ...] = ()
    date_orders: Mapping[object, DateOrder] = field(default_factory=dict)
    source: Source = b""
    limits: Limits = LIMITS
    column_map: ColumnMap | None = None

    def rows(self) -> Iterator[IncomingRow]:
        """Yield every row of the sheets chosen, titles, blanks and totals too, as skipped, so that a count is whole."""
        if self.layout.medium == "xml":
            yield from xml_rows.read(self.source, self.layout, self.arrival, self.limits, self.date_orders)
        for one in self.chosen:
            yield from sheet_rows.read(one.sheet, one.headers, self.layout, self.arrival, self.date_orders)


def read_file(
    layout: Format,
    source: Source,
    name: str = "",
    *,
    arrival: Arrival,
    limits: Limits = LIMITS,
    maps: Sequence[ColumnMap] = (),
) -> Reading:
    """
    Open a file in a format.

    :param maps: what a person has said of this sender's columns, the latest first; with any, nothing else is gone by
    :raises FileRefused: it cannot be read, is not of this format's medium, or lacks a column that the format must
        have; `headers.changed` where its headings are none that were said
    """
    if layout.medium == "xml":
        source = _xml_of(source, limits)
        orders = Orders()
        unknown = xml_rows.look_through(source, layout, limits, orders)
        date_orders, said = orders.settled()
        return Reading(
            layout=layout,
            arrival=arrival,
            name=name,
            how="xml",
            problems=(*few(unknown), *said),
            date_orders=date_orders,
            source=source,
            limits=limits,
        )
    table = read_table(source, name, limits)
    used: ColumnMap | None = None
    if maps:
        chosen, problems, used = choose_mapped(table, layout, maps)
        layout = column_map.with_constants(layout, used)
    else:
        chosen, problems = choose_sheets(table, layout)
    known = replace(arrival, epoch_1904=table.epoch_1904)
    orders = Orders()
    is_filled = [sheet_rows.look_through(one.sheet, one.headers, orders) for one in chosen]
    date_orders, said = orders.settled()
    if used is not None:
        date_orders = _as_settled(date_orders, chosen, used)
    if not any(is_filled):
        said = (NO_ROWS, *said)
    return Reading(
        layout=layout,
        arrival=known,
        name=table.name,
        how=table.how,
        problems=(*table.notes, *few(problems), *said),
        chosen=chosen,
        date_orders=date_orders,
        limits=limits,
        column_map=used,
    )


def _as_settled(
    date_orders: Mapping[object, DateOrder], chosen: Sequence[SheetChosen], used: ColumnMap
) -> Mapping[object, DateOrder]:
    """Return the orders of day and month with those that a person settled in place of what the dates tell."""
    settled = dict(date_orders)
    for one in chosen:
        for column in used.columns:
            if column.date_order:
                settled[one.sheet.name, column.field] = column.date_order
    return settled


def choose_mapped(
    table: Table, layout: Format, maps: Sequence[ColumnMap]
) -> tuple[tuple[SheetChosen, ...], tuple[Problem, ...], ColumnMap]:
    """
    Return every sheet that can be seen and has the headings of the first map that any sheet has.

    :raises FileRefused: none has the headings of any
    """
    firsts = [(sheet, list(islice(sheet.rows(), headers.SEARCHED_ROWS + 1))) for sheet in table.sheets if sheet.visible]
    for each in maps:
        found = [(sheet, column_map.find_headings(rows, each)) for sheet, rows in firsts]
        fits = [(sheet, *place) for sheet, place in found if place is not None]
        if fits:
            settled = [
                SheetChosen(sheet, column_map.settle(number, fit, layout, sheet.name)) for sheet, number, fit in fits
            ]
            if not all(one.headers.fits for one in settled):
                raise FileRefused(next(one.headers.problems[0] for one in settled if not one.headers.fits))
            others = (sheet for sheet in table.sheets if sheet not in [one.sheet for one in settled])
            passed = (problem for sheet in others for problem in _about(sheet, NOT_FITTING, several=True))
            return tuple(settled), tuple(passed), fits[0][2]
    raise FileRefused(CHANGED)


def _xml_of(source: Source, limits: Limits) -> Source:
    """Return an XML file as it is, or the one inside a zip."""
    if size_of(source) > limits.file_bytes:
        raise refusal("file.too_large", limit=limits.file_bytes // 1024 // 1024)
    kind = _xml_or_zip(source)
    if kind == "zip":
        source = the_one_xml(source, limits)
        kind = _xml_or_zip(source)
    if kind != "xml":
        raise refusal("file.xml_expected")
    return source


def _xml_or_zip(source: Source) -> str:
    try:
        return kind_of(source)
    except FileRefused as refused:
        if refused.problem.code in ("file.empty", "file.archive"):
            raise
        # What is never a list is no XML file either, and to ask for a workbook here would mislead.
        return ""


def choose_sheets(table: Table, layout: Format) -> tuple[tuple[SheetChosen, ...], tuple[Problem, ...]]:
    """
    Return every sheet that can be seen and has the headers, and what is said of the others.

    :raises FileRefused: none has; the problem is that of the likeliest sheet
    """
    looked_at = [
        (sheet, headers.find(list(islice(sheet.rows(), headers.SEARCHED_ROWS)), layout, sheet.name))
        for sheet in table.sheets
    ]
    chosen = tuple(SheetChosen(sheet, found) for sheet, found in looked_at if sheet.visible and found.fits)
    if not chosen:
        if any(found.fits for sheet, found in looked_at if not sheet.visible):
            raise refusal("file.no_sheets")
        likeliest = max(
            looked_at, key=lambda pair: (pair[0].visible, sum(place.role == "read" for place in pair[1].places))
        )
        raise FileRefused(likeliest[1].problems[0])
    problems = [problem for one in chosen for problem in one.headers.problems]
    for sheet, found in looked_at:
        problems.extend(_about(sheet, found, several=len(table.sheets) > 1))
    return chosen, tuple(problems)


def _about(sheet: Sheet, found: Headers, *, several: bool) -> Iterator[Problem]:
    if not sheet.visible:
        yield Problem(
            code="sheet.hidden",
            severity="warning",
            sheet=sheet.name,
            message=(
                "This sheet is hidden, so we did not read it. If its rows belong to the list, show it and "
                "send the file again."
            ),
        )
    elif not found.fits:
        yield Problem(
            code="sheet.passed_over",
            severity="note",
            sheet=sheet.name,
            message="This sheet has not got the columns of this list, so we did not read it.",
        )
    elif several:
        yield Problem(code="sheet.read", severity="note", sheet=sheet.name, message="We read this sheet.")
    if sheet.visible and found.fits and sheet.hidden_rows:
        yield Problem(
            code="sheet.hidden_rows",
            severity="warning",
            sheet=sheet.name,
            value=str(sheet.hidden_rows),
            message=(
                "Some rows of this sheet are hidden, perhaps by a filter. We read them with the rest. "
                "Delete those that do not belong."
            ),
        )
