"""
Cells of the files that we write, so that a spreadsheet runs none as a formula.

A phone number with its country, and a number with its sign, are no formulas and stay as they are: other systems read
these files too. Source: ours, after OWASP’s advice on CSV injection.
"""

import re
from collections.abc import Iterable, Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SIGNED_NUMBER = re.compile(r"[+-][0-9][0-9 .]*")


def plain(cell: object) -> str:
    """Return a cell as text, with an apostrophe before what a spreadsheet would run."""
    text = "" if cell is None else str(cell)
    runs = text.startswith(FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(text)
    return f"'{text}" if runs else text


def plain_row(cells: Iterable[object]) -> Iterator[str]:
    """Yield the cells of a row, each as `plain` returns it."""
    return map(plain, cells)
