"""What DfE reported of a return: load the report, say which column is which, and deal with each line."""

from collections.abc import Collection
from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.files.actions import FileRemovedError, open_kept
from towpath.files.store import FileDamagedError
from towpath.imports.reading.cells import tidy
from towpath.imports.reading.refusals import FileRefused
from towpath.imports.reading.table import read_table
from towpath.people.queries import organisation_of
from towpath.returns.actions import (
    LineChangedError,
    LineRefusedError,
    ReportRefusedError,
    load_report,
    note_line,
    receive_report,
)
from towpath.returns.queries import (
    DfeLine,
    DfeReport,
    ReportNotFoundError,
    count_dfe_lines,
    get_dfe_line,
    get_dfe_report,
    list_dfe_lines,
    list_dfe_notes,
    list_dfe_reports,
    list_runs,
)
from towpath.rules.returns.answered import headings_of, lines_of, recognised, what_is_missing
from towpath.web.disclosure import disclosing
from towpath.web.forms.conflict import conflict_page
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import staff_names
from towpath.web.returns.answered import (
    TURNS,
    line_facts,
    lines_table,
    notes_of,
    reports_table,
)
from towpath.web.returns.forms import ColumnsForm, NoteForm, ReportForm
from towpath.web.returns.naming import named
from towpath.web.returns.presenters import NameOf
from towpath.web.returns.tabs import tabs_of_returns
from towpath.web.viewers import viewer_of
from towpath.web.words import month_in_words

A_PAGE = 25
Rows = list[tuple[int, list[str]]]


def answers(request: HttpRequest) -> HttpResponse:
    """Show the lines whose turn is asked for, and the reports they came in."""
    viewer, turn = viewer_of(request), request.GET.get("turn", DfeLine.Turn.OURS.value)
    turn = turn if turn in TURNS else DfeLine.Turn.OURS.value
    counted = count_dfe_lines(viewer)
    page = Paginator(list_dfe_lines(viewer, turn=turn), A_PAGE).get_page(request.GET.get("page"))
    name_of = _named(request, page)
    turns = {one: Link(f"{words} ({counted.get(one, 0):,})", f"?turn={one}") for one, words in TURNS.items()}
    shown = {
        "tabs": tabs_of_returns(),
        "turns": turns.values(),
        "turn": turns[turn].text,
        "table": lines_table(page, name_of, today()) if page.paginator.count else None,
        "reports": reports_table(list_dfe_reports(viewer)[:A_PAGE]),
        "can_load": viewer.may("return.answer"),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/answers.html", shown)


def load(request: HttpRequest) -> HttpResponse:
    """Keep a report that was given, and read it; where its columns are not known, ask which is which."""
    viewer = viewer_of(request)
    runs = list(list_runs(viewer).filter(sign_off__isnull=False)[:24])
    choices = [(str(each.pk), f"{month_in_words(each.period_end)}, version {each.sign_off.version}") for each in runs]
    form = ReportForm(request.POST or None, request.FILES or None, runs=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        content = given["file"].read()
        try:
            _rows(content, given["file"].name)
            report = receive_report(
                organisation=organisation_of(viewer),
                kind=given["kind"],
                run=next((each for each in runs if str(each.pk) == given["run"]), None),
                content=BytesIO(content),
                name=given["file"].name,
                by=viewer.actor,
                at=now(),
            )
        except FileRefused as refused:
            form.add_error("file", refused.problem.message)
        except ReportRefusedError as refused:
            form.add_error("run", str(refused))
        else:
            return _read(request, report)
    return render(request, "returns/answer_load.html", {"form": form})


def _read(request: HttpRequest, report: DfeReport) -> HttpResponse:
    """Load a report whose columns are known, say that one is here already, or ask which column is which."""
    if report.loaded_at:
        messages.info(request, "This report was loaded before. Nothing was changed.")
        return redirect("returns_answer_report", dfe_report_id=report.pk)
    rows = _kept_rows(report)
    after, headings = headings_of(rows)
    columns = recognised(headings)
    if what_is_missing(columns, report.kind):
        return redirect("returns_answer_columns", dfe_report_id=report.pk)
    return _loaded(request, report, columns, rows, after)


def _loaded(request: HttpRequest, report: DfeReport, columns: dict[str, int], rows: Rows, after: int) -> HttpResponse:
    lines = list(lines_of(rows, after, columns))
    try:
        load_report(report=report, columns=columns, lines=lines, by=viewer_of(request).actor, at=now())
    except ReportRefusedError as refused:
        messages.warning(request, str(refused))
        return redirect("returns_answer_columns", dfe_report_id=report.pk)
    messages.success(request, f"{len(lines):,} line{'' if len(lines) == 1 else 's'} read.")
    return redirect("returns_answer_report", dfe_report_id=report.pk)


def columns(request: HttpRequest, dfe_report_id: int) -> HttpResponse:
    """Ask which column of a report is which, with the first lines beside."""
    report = _report(request, dfe_report_id)
    if report.loaded_at:
        return redirect("returns_answer_report", dfe_report_id=report.pk)
    try:
        rows = _kept_rows(report)
    except (FileRemovedError, FileDamagedError) as gone:
        messages.warning(request, str(gone))
        return redirect("returns_answers")
    after, headings = headings_of(rows)
    if not headings:
        after, headings = rows[0] if rows else (0, [])
    known = {name: str(place) for name, place in recognised(headings).items()}
    form = ColumnsForm(request.POST or None, headings=headings, initial=known)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        if words := what_is_missing(chosen, report.kind):
            form.add_error(None, words)
        else:
            return _loaded(request, report, chosen, rows, after)
    # The lines shown are about people, whoever they may be.
    disclosing(request, [], subject=f"returns_dfe_report:{report.pk}")
    beside = [cells for number, cells in rows if number > after][:3]
    shown = {"form": form, "report": report, "headings": list(headings), "beside": beside}
    return render(request, "returns/answer_columns.html", shown)


def report(request: HttpRequest, dfe_report_id: int) -> HttpResponse:
    """Show every line of a report, those that name nobody whom we sent among them."""
    viewer, found = viewer_of(request), _report(request, dfe_report_id)
    if not found.loaded_at:
        return redirect("returns_answer_columns", dfe_report_id=found.pk)
    page = Paginator(list_dfe_lines(viewer, report_id=found.pk).order_by("row"), A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = {
        "report": found,
        "month": month_in_words(found.run.period_end) if found.run else "",
        "table": lines_table(page, _named(request, page, f"returns_dfe_report:{found.pk}"), today()),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/answer_report.html", shown)


def line(request: HttpRequest, dfe_line_id: int) -> HttpResponse:
    """Show one line with what was done about it, and write down what is done now."""
    viewer, found = viewer_of(request), _line(request, dfe_line_id)
    name_of = _named(request, [found], f"returns_dfe_line:{found.pk}")
    first = {"turn": found.turn, "due_date": found.due_date, "version": found.version}
    form = NoteForm(request.POST or None, initial=first)
    back = reverse("returns_answer_line", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            note_line(
                line=found,
                version=form.seen_version(),
                words=given["words"],
                turn=given["turn"],
                due_date=given["due_date"],
                by=viewer.actor,
                at=now(),
            )
        except LineChangedError as changed:
            saved = {"turn": TURNS[changed.line.turn], "due_date": str(changed.line.due_date or "")}
            return conflict_page(request, form, saved=saved, version=changed.line.version, back=back)
        except LineRefusedError as refused:
            form.add_error("words" if "done" in str(refused) else "due_date", str(refused))
        else:
            messages.success(request, "Written down.")
            return redirect(back)
    shown = {
        "form": form,
        "line": found,
        "facts": line_facts(found, name_of),
        "notes": notes_of(list_dfe_notes(viewer, found.pk), staff_names(viewer)),
        "can_note": viewer.may("return.answer"),
    }
    return render(request, "returns/answer_line.html", shown)


def _named(request: HttpRequest, lines: Collection[DfeLine], subject: str = "returns_dfe_lines") -> NameOf:
    return named(request, {each.person_id for each in lines if each.person_id}, subject=subject)


def _rows(content: bytes, name: str) -> Rows:
    """
    Return every row of the first sheet that has any, as text.

    :raises FileRefused: it cannot be read, with words for whoever gave it
    """
    for sheet in read_table(content, name).sheets:
        rows = [(number, [tidy(cell) for cell in cells]) for number, cells in sheet.rows()]
        if rows:
            return rows
    return []


def _kept_rows(report: DfeReport) -> Rows:
    with open_kept(report.file) as file:
        return _rows(file.read(), report.file.original_name)


def _report(request: HttpRequest, dfe_report_id: int) -> DfeReport:
    try:
        return get_dfe_report(viewer_of(request), dfe_report_id)
    except ReportNotFoundError:
        raise Http404("No such report in this council.") from None


def _line(request: HttpRequest, dfe_line_id: int) -> DfeLine:
    try:
        return get_dfe_line(viewer_of(request), dfe_line_id)
    except ReportNotFoundError:
        raise Http404("No such line in this council.") from None
