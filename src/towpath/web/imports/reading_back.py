"""How a file reads, as whoever sent it is shown, by a link or signed in: the same words for both, and from it alone."""

from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.audit import Actor
from towpath.clock import now, today
from towpath.imports.actions.uploading import ToldWorry, UploadRefusedError, WorriesKept
from towpath.imports.told import Told, problems_of, write_to_mend
from towpath.imports.worry_rows import (
    LayoutChangedError,
    LayoutRefusedError,
    ReadWorries,
    by_sending,
    read_worries,
    say_columns,
)
from towpath.web.imports.public_forms import WorryColumnsForm, WorryFileForm
from towpath.web.parts import Column, Table

SHOWN_ROWS = 100
MEND_COLUMNS = (Column("Row", heading=True), Column("Column"), Column("As you gave it"), Column("What to do"))


def as_read(told: Told) -> dict[str, Any]:
    """Return what a page says of how a list reads."""
    return {
        "told": told,
        "table": mend_table(told.to_mend),
        "left_out": max(0, len(told.to_mend) - SHOWN_ROWS),
        "fine": told.rows - len(told.to_mend),
    }


def mend_table(rows: Iterable[Any]) -> Table | None:
    """Return each thing to mend in the first rows: where, the cell as given, and what to do."""
    cells = [
        (_place(row), problem.column or "", problem.value or "", problem.message)
        for row in list(rows)[:SHOWN_ROWS]
        for problem in problems_of(row)
    ]
    return Table("What to mend", MEND_COLUMNS, cells, cards=True) if cells else None


def mend_file(told: Told) -> HttpResponse:
    """Return what is to be mended as a file."""
    out = StringIO()
    write_to_mend(told, out)
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response


def take_worry_file(
    request: HttpRequest,
    sender: Any,
    *,
    by: Actor,
    tell: Callable[[Mapping[str, ToldWorry]], WorriesKept],
    back: str,
) -> HttpResponse:
    """Read a file of worries, keep those that read well, and show the rows to mend; or ask what its columns are."""
    form = WorryFileForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"sender": sender, "back": back}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        read, trouble = _read(request, sender, file.read(), file.name, by)
        if read.asked:
            said = request.POST if "says_columns" in request.POST else None
            asked = WorryColumnsForm(said, headings=read.headings, asked=read.asked)
            if trouble:
                asked.add_error(None, trouble)
            return render(request, "imports/public/worry_columns.html", {**shown, "form": asked})
        if read.refused is not None:
            form.add_error("file", read.refused.message)
        else:
            try:
                kept = tell(by_sending(read.worries))
            except UploadRefusedError as error:
                form.add_error(None, str(error))
            else:
                told = {
                    "taken": len(kept.new),
                    "again": len(kept.again),
                    "to_mend": len(read.to_mend),
                    "table": mend_table(read.to_mend),
                }
                return render(request, "imports/public/worry_file_read.html", {**shown, **told})
    return render(request, "imports/public/worry_file.html", {**shown, "form": form})


def _read(request: HttpRequest, sender: Any, content: bytes, name: str, by: Actor) -> tuple[ReadWorries, str]:
    """Return how a file of worries reads, once what was said of its columns is kept; and what is wrong with that."""
    read = read_worries(sender, content, name, today())
    if not read.asked or "says_columns" not in request.POST:
        return read, ""
    filled_by = {each.field: request.POST.get(f"column_{each.field}", "") for each in read.asked}
    try:
        say_columns(sender=sender, headings=read.headings, filled_by=filled_by, by=by, at=now())
    except (LayoutRefusedError, LayoutChangedError) as error:
        return read, str(error)
    return read_worries(sender, content, name, today()), ""


def _place(row: Any) -> str:
    return f"{row.sheet}, row {row.row}" if row.sheet else f"Row {row.row}"
