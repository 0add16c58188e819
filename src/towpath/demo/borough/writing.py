"""Tables to bytes, the same bytes every time: CSV, XLSX, ODS, and a web page that calls itself .xls."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from html import escape
from itertools import zip_longest

import xlsxwriter

from towpath.demo.borough.tables import Style, Table, Value, load_styles

LONG_AGO = (1980, 1, 1, 0, 0, 0)
DAY_NOUGHT = date(1899, 12, 30)
"""The day a workbook counts days from."""
Grid = list[list[Value]]
Texts = list[list[str]]


def write(table: Table) -> bytes:
    """Return the file's bytes, and set each line's `row` to the row number a person would see."""
    style = load_styles()[table.style]
    grid = _grid(table, style)
    if table.form == "xlsx":
        return _xlsx(table, grid)
    texts = _texts(table, style, grid)
    return {"ods": _ods, "html": _html, "csv": _csv}[table.form](table, texts)


def _columns(table: Table) -> list[str]:
    """
    Return the fields in the order of the file; a blank column has an empty name and a column we do not want is given
    its header.
    """
    columns = list(table.columns)
    if "one_name_column" in table.quirks:
        at = min(columns.index("legal_family_name"), columns.index("legal_given_name"))
        columns = [c for c in columns if c not in ("legal_family_name", "legal_given_name")]
        columns.insert(at, "full_name")
    if "blank_columns" in table.quirks:
        columns.insert(3, "")
        columns.append("")
    if "unwanted_columns" in table.quirks:
        columns[2:2] = ["Tutor Group", "Dinner Money"]
    if "repeated_column" in table.quirks:
        columns.append("postcode")
    return columns


def _grid(table: Table, style: Style) -> Grid:
    columns = _columns(table)
    headers: list[Value] = [style.headers.get(column, column) for column in columns]
    if "shouted_headers" in table.quirks:
        headers = [f"  {header}  ".upper() for header in map(str, headers)]
    grid: Grid = []
    title = style.title.format(sender=table.sender, what=table.what, day=table.due_date.strftime("%d %B %Y"))
    if "title_rows" in table.quirks or "merged_title" in table.quirks:
        grid += [[title], ["Confidential"], []]
    grid.append(headers)
    for number, line in enumerate(table.lines, 1):
        if "blank_rows" in table.quirks and number % 40 == 0:
            grid.append([])
        if "repeated_header" in table.quirks and number % 60 == 0:
            grid.append(headers)
        grid.append([_cell(line.cells, column, number) for column in columns])
        line.row = len(grid)
    if "total_row" in table.quirks:
        grid += [[], ["Total", len(table.lines)]]
    return grid


def _cell(cells: dict[str, Value], column: str, number: int) -> Value:
    match column:
        case "full_name":
            return ", ".join(
                str(part) for part in (cells.get("legal_family_name"), cells.get("legal_given_name")) if part
            )
        case "Tutor Group":
            return f"{number % 6 + 7}{'ABCDEF'[number % 5]}"
        case "Dinner Money":
            return f"{number % 17}.50"
    return cells.get(column)


def _texts(table: Table, style: Style, grid: Grid) -> Texts:
    """Return the grid as this system's text; two quirks write the whole file's dates in another style."""
    columns = _columns(table)
    dates = "%m/%d/%Y" if "us_dates" in table.quirks else "%d/%m/%y" if "short_years" in table.quirks else style.date
    return [
        [
            value.strftime(dates) if isinstance(value, date) else style.text(name, value)
            for name, value in zip_longest(columns[: len(row)], row, fillvalue="")
        ]
        for row in grid
    ]


def _csv(table: Table, rows: Texts) -> bytes:
    text = io.StringIO()
    semicolons = "semicolons" in table.quirks
    writer = csv.writer(
        text, delimiter=";" if semicolons else "\t" if "tabs" in table.quirks else ",", lineterminator="\r\n"
    )
    writer.writerows(rows)
    for quirk, encoding in (("utf_16", "utf-16"), ("windows_encoding", "cp1252"), ("byte_order_mark", "utf-8-sig")):
        if quirk in table.quirks:
            return text.getvalue().encode(encoding, errors="replace")
    return text.getvalue().encode("utf-8")


def _xlsx(table: Table, grid: Grid) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC), "author": "", "title": ""})
    if "hidden_sheet" in table.quirks:
        hidden = book.add_worksheet("Lookup")
        hidden.write_row(0, 0, ["Code", "Meaning"])
        hidden.write_row(1, 0, ["N", "No special educational need"])
        hidden.hide()
    table.sheet = "Sheet1" if "hidden_sheet" in table.quirks else "Export"
    sheet = book.add_worksheet(table.sheet)
    if "hidden_sheet" in table.quirks:
        sheet.activate()
        sheet.set_first_sheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    style = load_styles()[table.style]
    columns = _columns(table)
    for row, cells in enumerate(grid):
        for column, value in enumerate(cells):
            name = columns[column] if column < len(columns) else ""
            if isinstance(value, date):
                look = None if "serial_dates" in table.quirks else day
                sheet.write_number(row, column, (value - DAY_NOUGHT).days, look)
            elif isinstance(value, bool) or (isinstance(value, int) and name == "year_group"):
                sheet.write_string(row, column, style.text(name, value))
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value:
                sheet.write_string(row, column, value)
    if "merged_title" in table.quirks:
        sheet.merge_range(0, 0, 0, 6, str(grid[0][0]))
    book.close()
    return out.getvalue()


def _ods(table: Table, rows: Texts) -> bytes:
    """Return an OpenDocument sheet of text cells. A library exists, but it stamps the hour and is many times slower."""
    table.sheet = "Export"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(_printable(cell))}</text:p>'
            "</table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Export">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)):
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), text, how)
    return out.getvalue()


def _printable(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _html(table: Table, rows: Texts) -> bytes:
    body = "\r\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    head = '<html><head><meta charset="utf-8"></head><body><table border="1">'
    return f"{head}\r\n{body}\r\n</table></body></html>\r\n".encode()
