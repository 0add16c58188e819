"""Files in every state, built in code so that each fault can be seen."""

import csv
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from towpath.imports import formats
from towpath.imports.formats import format_named
from towpath.imports.reading.layout import Arrival, Format, IncomingRow
from towpath.imports.reading.read import Reading, read_file
from towpath.standards import load_standards

ON = date(2026, 1, 31)
EDITION = load_standards().edition_on(ON)
LISTS = ("activity_codes", "characteristics", "cohort_statuses", "guarantee_statuses", "intended_destinations")
ARRIVAL = Arrival(on=ON, codes={name: frozenset(getattr(EDITION, name)) for name in LISTS})
FOLDER = Path(formats.__file__).parent

HEADERS = ["UPN", "Surname", "Forename", "DOB"]
ADA = ["V343400012345", "Okonkwo", "Adaeze", "03/02/2010"]
LIAM = ["J343400012346", "Fazakerley", "Liam", "17/11/2009"]
ROLL = [HEADERS, ADA, LIAM]


def read(source: bytes | Path, name: str = "school_roll", **known: object) -> tuple[Reading, list[IncomingRow]]:
    """Read a file in a format and take all its rows."""
    arrival = Arrival(on=ON, codes=ARRIVAL.codes, **known) if known else ARRIVAL
    reading = read_file(format_named(name), source, "list.csv", arrival=arrival)
    return reading, list(reading.rows())


def records(rows: list[IncomingRow]) -> list[IncomingRow]:
    """Return the rows that are about somebody."""
    return [row for row in rows if row.outcome_hint != "skipped"]


def codes(problems) -> list[str]:
    """Return the codes of problems, in order."""
    return [problem.code for problem in problems]


def example_of(layout: Format) -> Path:
    return FOLDER / layout.name / ("example.xml" if layout.medium == "xml" else "example.csv")


def as_csv(rows, separator=",", ending="\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=ending).writerows(rows)
    return text.getvalue()


def as_bytes(rows, encoding="utf-8", **how) -> bytes:
    return as_csv(rows, **how).encode(encoding)


def as_xlsx(rows, sheets=None, prepare=None, options=None) -> bytes:
    """Return a workbook of one sheet, or of each in `sheets`; `prepare` may spoil the book before it closes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **(options or {})})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, cells in (sheets or {"Sheet1": rows}).items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(cells):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, cell)
    if prepare:
        prepare(book)
    book.close()
    return content.getvalue()


def as_ods(rows) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for row in rows:
        line = TableRow()
        for cell in row:
            held = TableCell(valuetype="string")
            held.addElement(P(text=str(cell)))
            line.addElement(held)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(package: bytes, name: str, change) -> bytes:
    """Return a zipped workbook with one part changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return content.getvalue()


def zipped(**parts: bytes | str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return content.getvalue()


def compound(stream_name: str, stream: bytes) -> bytes:
    """Return an OLE compound file of one stream, as Excel 97 wrote its books: a table, a directory and the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    links = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack(f"<{len(links)}I", *links).ljust(512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
        *[0xFFFFFFFF] * 108,
    )  # fmt: skip

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        coded = (name + "\0").encode("utf-16-le") if name else b""
        return struct.pack(
            "<64sHBBIII16xI8x8xIQ", coded, len(coded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, 0, start, size
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream_name, 2, 0xFFFFFFFF, 2, len(stream))
    return header[:512] + table + directory.ljust(512, b"\0") + stream


def as_xls(rows) -> bytes:
    """Return an Excel 97 book of one sheet: text and numbers only."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    beginning = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                sheet += record(0x0204, struct.pack("<HHH", number, place, 0) + text)
            else:
                sheet += record(0x0203, struct.pack("<HHHd", number, place, 0, cell))
    sheet += record(0x000A, b"")
    name = b"Sheet1"
    start = len(beginning) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
    return compound("Workbook", beginning + bound + record(0x000A, b"") + sheet)
