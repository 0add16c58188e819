"""One cell: as text a person would know again, and tidied for reading."""

import re
import unicodedata
from datetime import date, datetime, time

from towpath.imports.reading.layout import Cell

INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        0x7F,
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    ]
)
"""Controls, soft hyphens, zero-width marks, byte-order marks and direction overrides: never part of what was meant."""

PLACEHOLDERS = frozenset(
    {"", "-", "--", ".", "n/a", "na", "null", "none", "nan", "nil", "not given", "not available", "tbc", "00/00/0000"}
)
"""What is written where there is nothing to say. Names are never compared with these: Null is a surname."""

CELL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)


MADE_TEXT = re.compile(r"'[0-9=+@-]")
"""A number or formula that an apostrophe made text, as spreadsheets write it and our own lists of rows to put right."""

FORMULA = re.compile(r"=\s*(?:[A-Z][A-Z0-9.]*\(|\$?[A-Z]{1,3}\$?\d|['\"(+\d-])", re.IGNORECASE)
"""A formula whose text was sent and not its value."""


def as_text(cell: Cell) -> str:
    """Return the cell as text: whole numbers without a point, dates as ISO, NUL as a sign that databases can keep."""
    if isinstance(cell, str):
        return cell.replace("\0", "\u2400") if "\0" in cell else cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def tidy(cell: Cell) -> str:
    """Return the cell as text without invisible marks, with every run of spaces (hard ones too) made one."""
    text = as_text(cell)
    if text[:1] == "'" and MADE_TEXT.match(text):
        text = text[1:]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text.replace("\u2400", "").translate(INVISIBLE))
    return " ".join(text.split())


def given(cell: Cell) -> str:
    """Return the tidied text, or nothing where the cell only says that there is nothing."""
    text = tidy(cell)
    return "" if text.lower() in PLACEHOLDERS else text


def is_blank(cell: Cell) -> bool:
    """Return whether nothing can be seen in the cell."""
    if not isinstance(cell, str):
        return cell is None
    # Nearly every cell is empty or opens with a plain sign, and a large roll asks this a million times.
    return not cell or (not "!" <= cell[0] <= "~" and not tidy(cell))


def fold(text: str) -> str:
    """
    Return the text as headers and words are compared: letters and digits only, in lower case, accents dropped.

    What has neither, as the register marks / and \\, is compared as it stands.
    """
    if not text.isascii():
        text = "".join(
            character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
        )
    return re.sub(r"[^a-z0-9]+", "", text.casefold()) or text.strip()
