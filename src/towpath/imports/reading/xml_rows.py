"""Stream an XML file's records as incoming rows."""

from collections import Counter
from collections.abc import Iterator

from towpath.imports.reading import xml_records
from towpath.imports.reading.elements import Elements
from towpath.imports.reading.layout import Arrival, Column, Format, IncomingRow
from towpath.imports.reading.refusals import Limits
from towpath.imports.reading.row_reader import make_row
from towpath.imports.reading.sheets import Source
from towpath.rules.problems import Problem


def read(source: Source, layout: Format, arrival: Arrival, limits: Limits) -> Iterator[IncomingRow]:
    """Yield an incoming row for each record; its row number is the line of the file it starts on."""
    elements = Elements(layout)
    for record in xml_records.records(source, layout, limits):
        first: dict[str, tuple[str, Column, str]] = {}
        kept: list[tuple[str, str, str]] = []
        seen: Counter[str] = Counter()
        for path, text in (*record.pairs, *record.carried):
            _, column = elements.settle(path)
            seen[path] += 1
            kept.append((column.field if column else "", path if seen[path] == 1 else f"{path} ({seen[path]})", text))
            if column is None:
                continue
            if column.field not in first:
                first[column.field] = (path, column, text)
            elif column.repeats:
                first[column.field] = (path, column, f"{first[column.field][2]},{text}")
        yield make_row(layout, arrival, sheet="", row=record.line, to_read=first.values(), kept=kept, line=record.line)


def unknown_elements(source: Source, layout: Format, limits: Limits) -> tuple[Problem, ...]:
    """
    Return a warning for each kind of element the format neither reads nor ignores by name.

    This reads the file through once, so a file broken anywhere is refused before its first row is taken.
    """
    elements = Elements(layout)
    unknown: dict[str, int] = {}
    for record in xml_records.records(source, layout, limits):
        for path, _ in (*record.pairs, *record.carried):
            if elements.settle(path)[0] == "unknown":
                unknown.setdefault(path, record.line)
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
