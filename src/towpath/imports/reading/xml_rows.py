"""Stream an XML file's records as incoming rows."""

from collections import Counter
from collections.abc import Iterator, Mapping

from towpath.imports.reading import xml_records
from towpath.imports.reading.date_orders import Orders, in_order
from towpath.imports.reading.elements import Elements
from towpath.imports.reading.layout import Arrival, Column, DateOrder, Format, IncomingRow
from towpath.imports.reading.refusals import Limits
from towpath.imports.reading.row_reader import make_row
from towpath.imports.reading.sheets import Source
from towpath.rules.problems import Problem


def read(
    source: Source, layout: Format, arrival: Arrival, limits: Limits, date_orders: Mapping[object, DateOrder]
) -> Iterator[IncomingRow]:
    """Yield an incoming row for each record; its row number is the line of the file it starts on."""
    elements = Elements(layout)
    ordered = {
        column.field: in_order(column, order, arrival)
        for column in layout.columns
        if (order := date_orders.get(column.field))
    }
    for record in xml_records.records(source, layout, limits):
        first: dict[str, tuple[str, Column, str]] = {}
        kept: list[tuple[str, str, str]] = []
        seen: Counter[str] = Counter()
        to_read, to_keep = layout.gather(record.pairs) if layout.gather else (record.pairs, record.pairs)
        for path, text in (*to_keep, *record.carried):
            _, column = elements.settle(path)
            seen[path] += 1
            kept.append((column.field if column else "", path if seen[path] == 1 else f"{path} ({seen[path]})", text))
        for path, text in (*to_read, *record.carried):
            _, column = elements.settle(path)
            if column is None:
                continue
            if column.field not in first:
                first[column.field] = (path, ordered.get(column.field, column), text)
            elif column.repeats:
                first[column.field] = (path, column, f"{first[column.field][2]},{text}")
        yield make_row(layout, arrival, sheet="", row=record.line, to_read=first.values(), kept=kept, line=record.line)


def look_through(source: Source, layout: Format, limits: Limits, orders: Orders) -> tuple[Problem, ...]:
    """
    Let the whole file tell in which order each element writes a date, and return a warning for each kind of element
    that the format neither reads nor ignores by name.

    This reads the file through once, so a file broken anywhere is refused before its first row is taken.
    """
    elements = Elements(layout)
    unknown: dict[str, int] = {}
    for record in xml_records.records(source, layout, limits):
        for path, text in (*record.pairs, *record.carried):
            role, column = elements.settle(path)
            if role == "unknown":
                unknown.setdefault(path, record.line)
            elif column is not None and column.holds_dates:
                orders.column(column.field, path).see(record.line, text)
    return tuple(
        Problem(
            code="column.unknown",
            severity="warning",
            element=path,
            column=path,
            line=line,
            value=path,
            message="We do not know this element, so it is kept as given and not used.",
        )
        for path, line in unknown.items()
    )
