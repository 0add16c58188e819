"""Read a look-up of wards from the file that a council has of it."""

from pathlib import PurePath

from towpath.imports.reading.cells import as_text
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.imports.reading.sheets import Source
from towpath.imports.reading.table import read_table
from towpath.rules.wards import Rows, WardsRead, WardsRefusedError, read_ward_names, read_wards

NATIONAL = Limits(file_bytes=4 * 1024**3, rows=5_000_000, cells=500_000_000)
"""The national look-up has some 2.7 million rows of fifty columns. It is read a row at a time and little of it kept."""


def read_ward_file(source: Source, name: str, *, area: str = "", names: tuple[Source, str] | None = None) -> WardsRead:
    """
    Return what a look-up in a file says, read a row at a time.

    :param area: the GSS code of the council whose rows to keep, where the file holds those of several
    :param names: the file of ward names and codes and what it is called, where the look-up gives codes alone
    :raises towpath.rules.wards.WardsRefusedError: either file cannot be read, or `read_wards` would not take it
    """
    known = read_ward_names(_rows(*names)) if names else None
    return read_wards(_rows(source, name), area=area, names=known)


def _rows(source: Source, name: str) -> Rows:
    try:
        for sheet in read_table(source, name, NATIONAL).sheets:
            is_empty = True
            for number, cells in sheet.rows():
                is_empty = False
                yield number, [cell if isinstance(cell, str) else as_text(cell) for cell in cells]
            if not is_empty:
                return
    except FileRefused as refused:
        raise WardsRefusedError(f"{PurePath(name).name}: {refused.problem.message}") from None
