"""
Look inside a zipped workbook before anything opens it whole.

A workbook of a few kilobytes can unpack to gigabytes, or name one cell in its last corner so that everything before it
is made too. So each part is unpacked here piece by piece, counted by what comes out and not by what its index claims.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from towpath.imports.reading.refusals import Limits, refusal

CHUNK = 1 << 18
MOST_PARTS = 5_000
SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)/?>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)/?>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(slots=True)
class Part:
    """What was seen in one sheet's part of the package."""

    last_row: int = 0
    hidden_rows: int = 0
    strings: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What a package holds: `kind` xlsx or ods, its day count, and its sheets' parts by the sheet's name."""

    kind: str
    epoch_1904: bool
    parts: dict[str, Part]


def inspect(stream: BinaryIO, limits: Limits) -> Inspected:
    """
    Return what a zipped workbook holds.

    :raises FileRefused: not a workbook, damaged, or larger unpacked than the limits allow
    """
    try:
        with zipfile.ZipFile(stream) as package:
            names = set(package.namelist())
            if len(names) > MOST_PARTS:
                raise refusal("file.unpacks_too_large")
            if "xl/workbook.xml" in names:
                return _inspect_xlsx(package, limits)
            if "content.xml" in names and any("opendocument.spreadsheet" in piece for piece in _mimetype(package)):
                return _inspect_ods(package, limits)
            if "xl/workbook.bin" in names:
                raise refusal("file.wrong_type", limit="a binary workbook (XLSB)")
            if "word/document.xml" in names:
                raise refusal("file.wrong_type", limit="a text document")
            raise refusal("file.archive")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, UnicodeError, ValueError):
        # The zip module answers a way of packing it does not know with NotImplementedError.
        raise refusal("file.damaged") from None
    except RuntimeError:
        # The zip module's word for an encrypted part.
        raise refusal("file.password") from None


def _mimetype(package: zipfile.ZipFile) -> Iterator[str]:
    if "mimetype" in package.namelist():
        with package.open("mimetype") as part:
            yield part.read(200).decode("ascii", errors="replace")
    else:
        with package.open("META-INF/manifest.xml") as part:
            yield part.read(10_000).decode("utf-8", errors="replace")


class _Budget:
    """Counts what comes out of every part of one package."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked_bytes

    def pieces(self, package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        entry = package.getinfo(name)
        # The index may lie about the size, and reading stops there: so ask for more than we would ever take.
        entry.file_size = self.left + 4 * CHUNK
        try:
            with package.open(entry) as part:
                while piece := part.read(CHUNK):
                    self.left -= len(piece)
                    if self.left <= 0:
                        raise refusal("file.unpacks_too_large")
                    yield piece
        except EOFError:
            # What was asked for was deliberately more than there is.
            return


def _parse(budget: _Budget, package: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> None:
    """Put one part through a parser that refuses what a workbook has no need of."""

    def refuse(*_: object) -> None:
        raise refusal("xml.entity")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        for piece in budget.pieces(package, name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise refusal("file.damaged") from None


def _inspect_xlsx(package: zipfile.ZipFile, limits: Limits) -> Inspected:
    budget = _Budget(limits)
    workbook = b"".join(budget.pieces(package, "xl/workbook.xml")).decode("utf-8", errors="replace")
    seen: dict[str, Part] = {}
    for name in package.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            seen[name] = _inspect_sheet(budget, package, name, limits)
        elif name not in ("xl/workbook.xml", "xl/sharedStrings.xml"):
            for _ in budget.pieces(package, name):
                pass
    if "xl/sharedStrings.xml" in package.namelist():
        _weigh_strings(budget, package, seen, limits)
    return Inspected(
        kind="xlsx",
        epoch_1904=bool(re.search(r'date1904="(?:1|true)"', workbook)),
        parts={sheet: seen[part] for sheet, part in _sheet_parts(package, workbook).items() if part in seen},
    )


def _sheet_parts(package: zipfile.ZipFile, workbook: str) -> dict[str, str]:
    """Return which part holds each named sheet."""
    try:
        with package.open("xl/_rels/workbook.xml.rels") as part:
            relations = part.read(1 << 20).decode("utf-8", errors="replace")
    except KeyError:
        return {}
    targets = {}
    for found in RELATION.finditer(relations):
        attributes = dict(ATTRIBUTE.findall(found[1]))
        target = attributes.get("Target", "")
        targets[attributes.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = (dict(ATTRIBUTE.findall(found[1])) for found in SHEET.finditer(workbook))
    return {_plain(sheet.get("name", "")): targets.get(sheet.get("r:id"), "") for sheet in sheets}


def _plain(text: str) -> str:
    for sign, written in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"), ("&", "&amp;")):
        text = text.replace(written, sign)
    return text


class _Cells:
    """Follows a sheet's cells as the reader will: by their reference, or next along where there is none."""

    def __init__(self) -> None:
        self.part = Part()
        self.row = 0
        self.column = 0
        self.last_column = 0
        self.reference = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            # Only a cell with something in it makes a place; an empty one kept for its looks does not.
            self.part.last_row = max(self.part.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
        elif name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
            self.part.hidden_rows += attributes.get("hidden") in ("1", "true")

    def _cell(self, attributes: dict[str, str]) -> None:
        self.reference = attributes.get("r", "")
        if self.reference:
            letters = self.reference.rstrip("0123456789")
            self.row, self.column = int(self.reference[len(letters) :]), _column_number(letters)
        else:
            self.column += 1
        kind = attributes.get("t")
        if kind == "s":
            self.part.strings += 1
        elif kind == "e" and len(self.part.errors) < 5:
            self.part.errors.append(self.reference)


def _inspect_sheet(budget: _Budget, package: zipfile.ZipFile, name: str, limits: Limits) -> Part:
    cells = _Cells()
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    _parse(budget, package, name, parser)
    _check_extent(cells.part.last_row, cells.last_column, limits)
    return cells.part


def _check_extent(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise refusal("file.too_many_rows", limit=limits.rows)
    if columns > limits.columns:
        raise refusal("file.too_many_columns", limit=limits.columns)
    if rows * columns > limits.cells:
        raise refusal("file.unpacks_too_large")


@lru_cache(maxsize=2_000)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _weigh_strings(budget: _Budget, package: zipfile.ZipFile, seen: dict[str, Part], limits: Limits) -> None:
    """Refuse a workbook in which one long text is pointed at so often that reading it would fill the memory."""
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = start, characters
    _parse(budget, package, "xl/sharedStrings.xml", parser)
    references = sum(part.strings for part in seen.values())
    if references * max(lengths, default=0) <= limits.unpacked_bytes:
        return
    again = _Budget(limits)
    if sum(_pointed_at(again, package, name, lengths) for name in seen) > limits.unpacked_bytes:
        raise refusal("file.unpacks_too_large")


def _pointed_at(budget: _Budget, package: zipfile.ZipFile, name: str, lengths: list[int]) -> int:
    """Return how many characters a sheet's cells point at, counting each time a text is used."""
    total = 0
    is_string = in_value = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_string, in_value
        name = tag.rpartition(":")[2]
        if name == "c":
            is_string = attributes.get("t") == "s"
        in_value = is_string and name == "v"

    def characters(text: str) -> None:
        nonlocal total
        if in_value and text.isdecimal() and int(text) < len(lengths):
            total += lengths[int(text)]

    def end(_: str) -> None:
        nonlocal in_value
        in_value = False

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, characters, end
    _parse(budget, package, name, parser)
    return total


class _OdsExtent:
    """Follows a table's rows and cells, repeats and all, counting only as far as there is something to read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts: dict[str, Part] = {}
        self.part = Part()
        self.row = self.column = self.repeat = self.last_column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.part = self.parts[attributes.get("table:name", "")] = Part()
            self.row = 0
        elif tag == "table:table-row":
            self.repeat = int(attributes.get("table:number-rows-repeated", "1"))
            self.row += self.repeat
            self.column = self.last_column = 0
            self.part.hidden_rows += self.repeat if attributes.get("table:visibility") in ("collapse", "filter") else 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._seen()
        elif tag == "text:p":
            self._seen()

    def _seen(self) -> None:
        if self.row != self.part.last_row or self.column > self.last_column:
            self.part.last_row, self.last_column = self.row, self.column
            _check_extent(self.row, self.column, self.limits)


def _inspect_ods(package: zipfile.ZipFile, limits: Limits) -> Inspected:
    budget, extent = _Budget(limits), _OdsExtent(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    _parse(budget, package, "content.xml", parser)
    for name in package.namelist():
        if name != "content.xml":
            for _ in budget.pieces(package, name):
                pass
    return Inspected(kind="ods", epoch_1904=False, parts=extent.parts)
