"""Read the tables of a web page: many systems save one and call it .xls."""

import codecs
from collections.abc import Callable
from html.parser import HTMLParser

from towpath.imports.reading.refusals import Limits, refusal
from towpath.imports.reading.sheets import Rows, Sheet, Source, Table, opened
from towpath.rules.problems import Problem

SAVED_AS_PAGE = Problem(
    code="file.web_page",
    message=(
        "The file is a web page saved under a workbook's name. We read its tables; leading zeros may have "
        "been lost before it reached us."
    ),
    severity="note",
)


class _Tables(HTMLParser):
    """Collects each table's rows as lists of text. A table inside a table gives its words to the cell it stands in."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.tables: list[list[list[str]]] = []
        self.depth = 0
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
        elif tag == "tr" and self.depth == 1:
            self._close_cell()
            if len(self.tables[-1]) >= self.limits.rows:
                raise refusal("file.too_many_rows", limit=self.limits.rows)
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.depth == 1 and self.tables[-1]:
            self._close_cell()
            self.cell = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), self.limits.columns) if span.isdecimal() else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self.depth == 1:
            self._close_cell()
        elif tag == "table" and self.depth:
            self._close_cell()
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        text = "".join(self.cell).strip()
        row = self.tables[-1][-1]
        if len(text) > self.limits.cell_characters:
            raise refusal("file.cell_too_long", limit=self.limits.cell_characters, row=len(self.tables[-1]))
        row.extend([text, *[""] * (self.span - 1)])
        if len(row) > self.limits.columns:
            raise refusal("file.too_many_columns", limit=self.limits.columns)
        self.cell = None


def read(source: Source, name: str, limits: Limits) -> Table:
    """Return each table on the page as a sheet."""
    with opened(source) as stream:
        page = stream.read()
    parser = _Tables(limits)
    parser.feed(_decoded(page))
    parser.close()
    tables = [table for table in parser.tables if table]
    if not tables:
        raise refusal("file.wrong_type", limit="a web page without a table")
    return Table(
        name=name,
        how="web page",
        sheets=tuple(Sheet(f"Table {number}", _reader(table)) for number, table in enumerate(tables, start=1)),
        notes=(SAVED_AS_PAGE,),
    )


def _decoded(page: bytes) -> str:
    if page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.decode("utf-16", errors="replace")
    try:
        return page.decode("utf-8-sig")
    except UnicodeDecodeError:
        return page.decode("cp1252", errors="replace")


def _reader(table: list[list[str]]) -> Callable[[], Rows]:
    def rows() -> Rows:
        yield from enumerate(table, start=1)

    return rows
