"""Read zipped workbooks: XLSX and ODS, told apart by what they are."""

from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

import python_calamine as calamine

from towpath.imports.reading import packages
from towpath.imports.reading.layout import Cell
from towpath.imports.reading.refusals import FileRefused, Limits, refusal
from towpath.imports.reading.sheets import Rows, Sheet, Source, Table, opened
from towpath.rules.problems import Problem

T = TypeVar("T")


def read(source: Source, name: str, limits: Limits) -> Table:
    """Return the workbook's worksheets. Each is unpacked when it is first read."""
    with opened(source) as stream:
        inspected = packages.inspect(stream, limits)
    book = _guarded(lambda: calamine.load_workbook(BytesIO(source) if isinstance(source, bytes) else source))
    sheets = []
    for found in book.sheets_metadata:
        if found.typ == calamine.SheetTypeEnum.WorkSheet:
            part = inspected.parts.get(found.name, packages.Part())
            visible = found.visible == calamine.SheetVisibleEnum.Visible
            sheets.append(Sheet(found.name, _reader(book, found.name, limits), visible, part.hidden_rows))
    if not sheets:
        raise refusal("file.no_sheets")
    return Table(
        name=name,
        how=f"workbook ({inspected.kind})",
        sheets=tuple(sheets),
        epoch_1904=inspected.epoch_1904,
        notes=tuple(_errors_note(sheet, part.errors) for sheet, part in inspected.parts.items() if part.errors),
    )


def _reader(book: calamine.CalamineWorkbook, name: str, limits: Limits) -> Callable[[], Rows]:
    loaded: list[calamine.CalamineSheet] = []

    def rows() -> Rows:
        if not loaded:
            loaded.append(_guarded(lambda: book.get_sheet_by_name(name)))
        sheet = loaded[0]
        if sheet.total_height > limits.rows:
            raise refusal("file.too_many_rows", limit=limits.rows, sheet=name)
        if sheet.total_width > limits.columns:
            raise refusal("file.too_many_columns", limit=limits.columns, sheet=name)
        before: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
        for number, row in enumerate(sheet.iter_rows(), start=1):
            for cell in row:
                if isinstance(cell, str) and len(cell) > limits.cell_characters:
                    raise refusal(
                        "file.cell_too_long",
                        limit=limits.cell_characters,
                        sheet=name,
                        row=number,
                        value=cell[:40] + "…",
                    )
            yield number, [*before, *row] if before else row

    return rows


def _guarded(act: Callable[[], T]) -> T:
    """Return what the reader gives, or its trouble in words."""
    try:
        return act()
    except calamine.PasswordError:
        raise refusal("file.password") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise refusal("file.damaged") from None
    except FileRefused:
        raise
    except BaseException as error:
        # A broken workbook can make the reader's own code give up, and it says so outside the ordinary exceptions.
        if type(error).__name__ != "PanicException":
            raise
        raise refusal("file.damaged") from None


def _errors_note(sheet: str, cells: list[str]) -> Problem:
    return Problem(
        code="sheet.cell_errors",
        message=(
            "Some cells hold a spreadsheet error such as #N/A, so we read them as empty. Mend the formulas, "
            "or send values only."
        ),
        severity="warning",
        sheet=sheet,
        value=", ".join(cells),
    )
