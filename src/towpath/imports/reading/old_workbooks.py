"""
Read Excel 97 workbooks (XLS) in a process of their own.

Their layout is too old and too loose to be measured first, as zipped workbooks are, and a few changed bytes can make
the reading library ask for all the memory there is, which ends the process. So that process is not ours, and it is
given only so much memory and time.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO

import python_calamine as calamine

from towpath.imports.reading.layout import Cell
from towpath.imports.reading.refusals import LIMITS, Limits, refusal
from towpath.imports.reading.sheets import Rows, Sheet, Source, Table, opened

if sys.platform != "win32":
    import resource

MOST_MEMORY = 1 << 30
MOST_SECONDS = 60
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = tuple(word.encode("utf-16-le") for word in ("Workbook", "Book"))


def read(source: Source, name: str, limits: Limits) -> Table:
    """Return the workbook's worksheets."""
    with opened(source) as stream:
        content = stream.read()
    if ENCRYPTED in content:
        raise refusal("file.password")
    if not any(word in content for word in OLD_BOOKS):
        raise refusal("file.wrong_type", limit="an office document that is not a workbook")
    command = [sys.executable, "-m", "towpath.imports.reading.old_workbooks"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise refusal("file.damaged") from None
    if done.returncode != 0:
        raise refusal("file.damaged")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise refusal(told["refused"], limit=limits.rows)
    sheets = tuple(Sheet(sheet["name"], _reader(sheet["rows"], limits), sheet["visible"]) for sheet in told["sheets"])
    if not sheets:
        raise refusal("file.no_sheets")
    return Table(name=name, how="workbook (xls)", sheets=sheets)


def _reader(told: list[list[object]], limits: Limits) -> Callable[[], Rows]:
    def rows() -> Rows:
        for number, row in enumerate(told, start=1):
            if number > limits.rows:
                raise refusal("file.too_many_rows", limit=limits.rows)
            if len(row) > limits.columns:
                raise refusal("file.too_many_columns", limit=limits.columns)
            yield number, [_untold(cell) for cell in row]

    return rows


def _untold(cell: object) -> Cell:
    return date.fromisoformat(str(cell["date"])) if isinstance(cell, dict) else cell


def _told(cell: object) -> object:
    """Return the cell as JSON can carry it: a date under its name, other times as text."""
    if isinstance(cell, datetime):
        return {"date": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return str(cell) if isinstance(cell, (time, timedelta)) else cell


def tell(content: bytes, limits: Limits = LIMITS) -> dict[str, object]:
    """Return the workbook's worksheets as JSON can carry them. This is what the process of its own does."""
    try:
        book = calamine.load_workbook(BytesIO(content))
    except calamine.PasswordError:
        return {"refused": "file.password"}
    sheets = []
    for found in book.sheets_metadata:
        if found.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(found.name)
        if sheet.total_height > limits.rows or sheet.total_height * sheet.total_width > limits.cells:
            return {"refused": "file.too_many_rows"}
        before: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
        rows = [[*before, *map(_told, row)] for row in sheet.iter_rows()]
        is_visible = found.visible == calamine.SheetVisibleEnum.Visible
        sheets.append({"name": found.name, "visible": is_visible, "rows": rows})
    return {"sheets": sheets}


def _limit_ourselves() -> None:
    """Take no more memory or time than a workbook can need, where the system lets a process say so."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_ourselves()
    json.dump(tell(sys.stdin.buffer.read()), sys.stdout)
