"""Say once what the columns of a sender's lists are: look, try, then save and read."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.files.actions import FileRemovedError
from towpath.imports.actions import NotReadyError, read_again, save_layout, withdraw_layout
from towpath.imports.actions.layouts import LayoutChangedError, LayoutRefusedError, check_map
from towpath.imports.jobs import LONGEST_READ_AT_ONCE, queue_reading_again
from towpath.imports.mapping import Question, ask_about, try_map
from towpath.imports.queries import LayoutNotFoundError, get_layout
from towpath.imports.reading.refusals import FileRefused
from towpath.web.disclosure import disclosing
from towpath.web.imports.column_form import ColumnsForm, HeadingsForm
from towpath.web.imports.column_words import changed_words, first_rows_table, trial_words, trials_table
from towpath.web.imports.presenters import title_of
from towpath.web.imports.views import batch_of, may_say_columns, watch
from towpath.web.viewers import viewer_of

SAVE = "save"


def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Ask what each column is, show how its first rows would be read, and save it for the sender."""
    found = batch_of(request, number)
    if not may_say_columns(found):
        messages.warning(request, f"The columns of list {found.number} cannot be said now. Look at its state below.")
        return redirect("imports_batch", number=number)
    where = HeadingsForm(request.POST or request.GET)
    try:
        question = ask_about(found, **where.answers())
    except FileRefused as refused:
        messages.warning(request, refused.problem.message)
        return redirect("imports_batch", number=number)
    except FileRemovedError as removed:
        messages.warning(request, f"{removed} Load the list again to say what its columns are.")
        return redirect("imports_batch", number=number)
    # The first rows of a list name people, whether or not we hold them yet.
    disclosing(request, [], subject=f"imports_batch:{found.pk}")
    form = ColumnsForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, found, form, question)
        if answer is not None:
            return answer
    return render(request, "imports/columns.html", _shown(found, form, question))


def _saved(request: HttpRequest, found: Any, form: ColumnsForm, question: Question) -> HttpResponse | None:
    """Save what was said and read the list by it, or return nothing where the page is to be shown again."""
    viewer, column_map = viewer_of(request), form.column_map()
    try:
        check_map(question.layout, column_map)
        form.trial = try_map(found, column_map)
        if request.POST.get("act") != SAVE or form.has_new_words:
            return None
        if question.looked.heading_rows:
            save_layout(
                sender=found.sender,
                layout=question.layout,
                column_map=column_map,
                seen_version=form.cleaned_data["seen_version"],
                by=viewer.actor,
                at=now(),
            )
        if found.file.size > LONGEST_READ_AT_ONCE:
            job = queue_reading_again(found, column_map=column_map, by=viewer.actor, at=now())
            return watch(job.pk, back=reverse("imports_batch", args=[found.number]))
        read_again(found, only=column_map, by=viewer.actor, at=now())
    except FileRefused as refused:
        form.add_error(None, refused.problem.message)
        return None
    except (LayoutRefusedError, LayoutChangedError, NotReadyError) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, f"Saved. Lists from {found.sender.name} with these headings are read so from now on.")
    return redirect("imports_batch", number=found.number)


def _shown(found: Any, form: ColumnsForm, question: Question) -> Mapping[str, object]:
    looked = question.looked
    where = {"row": looked.row, "heading_rows": str(looked.heading_rows), "sheet": str(question.sheet)}
    return {
        "batch": found,
        "title": title_of(found),
        "form": form,
        "where": HeadingsForm(initial=where, sheets=question.sheets, auto_id="where_%s"),
        "columns": form.asked(),
        "constants": form.constants(),
        "first_rows": first_rows_table(looked),
        "changed": changed_words(question),
        "trial": trial_words(form.trial) if form.trial else "",
        "trials": trials_table(form.trial) if form.trial and form.trial.rows else None,
        "problems": form.trial.problems if form.trial else (),
        "can_save": form.trial is not None,
        "has_headings": bool(looked.heading_rows),
    }


def stop_layout(request: HttpRequest, layout_id: int) -> HttpResponse:
    """Read no more lists by what somebody said of their columns."""
    viewer = viewer_of(request)
    try:
        layout = get_layout(viewer, layout_id)
    except LayoutNotFoundError as error:
        raise Http404("No such layout in this council.") from error
    withdraw_layout(layout=layout, by=viewer.actor, at=now())
    messages.success(request, "The next list with these headings asks again what its columns are.")
    return redirect("imports_senders_change", sender_id=layout.sender_id)
