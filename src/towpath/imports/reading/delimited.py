"""Read text with commas, tabs, semicolons or bars between its columns, in whatever alphabet it was saved."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from towpath.imports.reading.refusals import Limits, refusal
from towpath.imports.reading.sheets import Rows, Sheet, Source, Table, opened
from towpath.rules.problems import Problem

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PLAUSIBLE = ["cp1252", "mac_roman"]
"""The alphabets that office programs in England save in, besides the Unicode ones."""
SEPARATORS = ",\t;|"
CHUNK = 1 << 16
RUN_ON_LINES = 30
RUN_ON_SEPARATORS = 4
"""
A cell with more lines than this, or with a line of so many separators that it is a row, is rows that have run together
behind an open quotation mark. An address of few columns may have three commas in a line.
"""

MIXED = "towpath.windows-letters"
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _windows_letter(error: UnicodeError) -> tuple[str, int]:
    """Return the Windows letter for a byte that is not UTF-8: lists pasted together hold both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", errors="replace"), error.start + 1


codecs.register_error(MIXED, _windows_letter)


def read(source: Source, name: str, limits: Limits) -> Table:
    """Return the file as one sheet."""
    encoding, errors, notes = _encoding(source)
    with _text(source, encoding, errors) as stream:
        sample = stream.read(CHUNK)
    separator, skip = _separator(sample)

    def rows() -> Rows:
        with _text(source, encoding, errors) as stream:
            yield from _rows(stream, separator, skip, limits)

    words = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}[separator]
    return Table(name=name, how=f"text, {words} separated, {encoding}", sheets=(Sheet("", rows),), notes=notes)


def _text(source: Source, encoding: str, errors: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(opened(source), encoding=encoding, errors=errors, newline="")


def _rows(stream: io.TextIOWrapper, separator: str, skip: int, limits: Limits) -> Rows:
    lines: list[str] = []
    reader = csv.reader(_kept_in(lines, stream), delimiter=separator)
    number = widest = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > limits.rows:
                raise refusal("file.too_many_rows", limit=limits.rows)
            if number > skip:
                if len(row) > limits.columns and any(cell.strip() for cell in row[limits.columns :]):
                    raise refusal("file.too_many_columns", limit=limits.columns, row=number)
                for place, cell in enumerate(row, start=1):
                    if len(cell) > 200:
                        _check_length(cell, number, place, limits)
                if len(lines) > 1:
                    _check_run_on(row, lines, number, separator, max(widest - 1, RUN_ON_SEPARATORS))
                widest = max(widest, len(row))
                yield number, row
            lines.clear()
    except csv.Error:
        raise refusal("file.cell_too_long", limit=limits.cell_characters, row=number + 1) from None


def _kept_in(lines: list[str], stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a file, keeping them until the row that they make is read."""
    for line in stream:
        lines.append(line)
        yield line


def _check_length(cell: str, row: int, place: int, limits: Limits) -> None:
    if len(cell) > limits.cell_characters:
        raise refusal(
            "file.cell_too_long", limit=limits.cell_characters, row=row, column=str(place), value=cell[:40] + "…"
        )
    if cell.count("\n") > RUN_ON_LINES:
        raise refusal("file.quote_open", row=row, column=str(place), value=cell[:40] + "…")


def _check_run_on(row: list[str], lines: list[str], number: int, separator: str, a_row: int) -> None:
    """
    Refuse a row of several lines where a quotation mark is left open, or where a later line is itself a row.

    An open one closes where the next opens, in the middle of some later cell, which a strict reader will not have.
    """
    is_open = not _is_strictly_sound(lines, separator)
    for place, cell in enumerate(row, start=1):
        later = cell.splitlines()[1:]
        if later and (is_open or any(line.count(separator) >= a_row for line in later)):
            raise refusal("file.quote_open", row=number, column=str(place), value=cell[:40] + "…")


def _is_strictly_sound(lines: list[str], separator: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _separator(sample: str) -> tuple[str, int]:
    """Return the separator and how many rows to pass over: spreadsheets may name it in a first row, 'sep=;'."""
    named = re.match(r"\ufeff?sep=(.)\r?\n", sample, re.IGNORECASE)
    if named and named[1] in SEPARATORS:
        return named[1], 1
    best, best_score = ",", 0
    for separator in SEPARATORS:
        widths = Counter(width for width in _widths(sample, separator) if width > 1)
        if widths:
            width, often = widths.most_common(1)[0]
            score = often * min(width, 10)
            if score > best_score:
                best, best_score = separator, score
    return best, 0


def _widths(sample: str, separator: str) -> Iterator[int]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            if number == 60:
                return
            yield len(row)
    except csv.Error:
        return


def _encoding(source: Source) -> tuple[str, str, tuple[Problem, ...]]:
    """
    Return the encoding, what to do with bytes outside it, and a note where it had to be judged.

    By its mark, by the pattern of UTF-16, as UTF-8 where the whole file is, else by the look of the lines that are not.
    """
    with opened(source) as stream:
        head = stream.read(4096)
        for mark, encoding in MARKS:
            if head.startswith(mark):
                return (encoding, "replace", ()) if mark != codecs.BOM_UTF8 else _marked_utf8(stream)
        if head[1::2].count(0) * 3 > len(head):
            return "utf-16-le", "replace", ()
        if head[0::2].count(0) * 3 > len(head):
            return "utf-16-be", "replace", ()
        stream.seek(0)
        odd = _lines_not_utf8(stream)
    if not odd:
        return "utf-8", "strict", ()
    if UTF8_LETTER.search(odd):
        return "utf-8", MIXED, (_mixed(),)
    found = from_bytes(odd, cp_isolation=PLAUSIBLE).best()
    encoding = (
        found.encoding if found and _letters_fit(odd, found.encoding) >= _letters_fit(odd, "cp1252") else "cp1252"
    )
    if encoding == "cp1252" and _letters_fit(odd, "mac_roman") > _letters_fit(odd, "cp1252"):
        encoding = "mac_roman"
    words = {"cp1252": "Windows", "mac_roman": "Mac"}[encoding]
    return (
        encoding,
        "replace",
        (
            _judged(
                "file.alphabet",
                f"The file does not say how it writes letters with accents. We read it as {words} text; check names "
                "with accents.",
            ),
        ),
    )


def _marked_utf8(stream: BinaryIO) -> tuple[str, str, tuple[Problem, ...]]:
    """Return how to read a file that says it is UTF-8: rows pasted into it may not be."""
    stream.seek(0)
    if not _lines_not_utf8(stream):
        return "utf-8-sig", "strict", ()
    return "utf-8-sig", MIXED, (_mixed(),)


def _mixed() -> Problem:
    return _judged(
        "file.mixed_letters",
        "The file mixes two ways of writing letters with accents. We read both; check names with accents.",
    )


def _judged(code: str, message: str) -> Problem:
    return Problem(code=code, message=message, severity="note")


def _letters_fit(lines: bytes, encoding: str) -> int:
    """Return how many more of the unusual characters beside letters are letters than are not, in this encoding."""
    text = lines.decode(encoding, errors="replace")
    inside = re.findall(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])", text)
    return sum(1 if character.isalpha() or character in "’‘\xa0" else -1 for character in inside)


def _lines_not_utf8(stream: BinaryIO) -> bytes:
    """Return a sample of the lines holding bytes outside ASCII where any line of the file is not UTF-8."""
    lines: list[bytes] = []
    kept, broken = 0, False
    for line in stream:
        if line.isascii():
            continue
        if not broken:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                broken = True
        if kept < CHUNK:
            lines.append(line[:2000])
            kept += len(lines[-1])
    return b"".join(lines) if broken else b""
