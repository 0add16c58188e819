"""Conflicts: the ones that wait, and one of them with both words side by side, to take or to refuse."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.imports.actions import let_rows_go_on
from towpath.imports.queries import list_senders
from towpath.organisation.queries import get_organisation, standards_for
from towpath.people.queries import list_records, organisation_of
from towpath.tracking.actions import StatementRefusedError
from towpath.tracking.actions.decisions import AlreadyDecidedError, decide_conflict
from towpath.tracking.queries import list_conflicts
from towpath.tracking.queries.waiting import find_conflict
from towpath.web.conflicts.presenters import (
    SUGGESTED,
    Telling,
    by_any_record,
    conflicts_table,
    sides_table,
    suggestion_for,
    summary_of,
)
from towpath.web.conflicts.refused import say_refused
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.parts import pages_of
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

PAGE = 25
TAKE, KEEP = "take", "keep"


def conflicts(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    page = Paginator(list_conflicts(viewer, on), PAGE).get_page(request.GET.get("page"))
    waiting = list(page)
    records = list_records(viewer, [each.person_id for each in waiting], on)
    disclosing(request, [record.public_id for record in records.values()], subject="conflicts")
    table = conflicts_table(waiting, by_any_record(records), _telling(viewer)) if waiting else None
    shown = {"table": table, "pages": pages_of(page, request.GET), "count": page.paginator.count}
    return render(request, "conflicts/conflicts.html", shown)


def conflict(request: HttpRequest, conflict_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    if request.method == "POST":
        return _decide(request, conflict_id)
    found = list_conflicts(viewer, on).filter(pk=conflict_id).first()
    if found is None:
        raise Http404("No such conflict waits in this council.")
    [record] = list_records(viewer, [found.person_id], on).values()
    disclosing(request, [record.public_id], subject=f"tracking_conflict:{found.pk}")
    suggestion = suggestion_for(found)
    shown = {
        "conflict": found,
        "suggestion": suggestion.words,
        "suggested": SUGGESTED[suggestion.way],
        "way": suggestion.way.value,
        "name": record.shown_name or "Name not recorded",
        "record": person_link("Open record", record.public_id),
        "born": date_in_words(record.birth_date),
        "table": sides_table(found, _telling(viewer)),
        "summary": summary_of(found, on),
        "form": Form(),
    }
    return render(request, "conflicts/conflict.html", shown)


def _decide(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Take the news or keep what we hold, and go on to the next conflict."""
    viewer, on = viewer_of(request), today()
    decision, found = request.POST.get("decision"), find_conflict(viewer, conflict_id, on)
    if found is None:
        raise Http404("No such conflict in this council.")
    if decision not in (TAKE, KEEP):
        messages.warning(request, "Press one of the buttons to decide.")
        return redirect("conflicts_one", conflict_id=conflict_id)
    organisation = get_organisation(viewer.organisation)
    try:
        decide_conflict(
            organisation=organisation, conflict_id=conflict_id, take=decision == TAKE, by=viewer.actor, at=now()
        )
    except (AlreadyDecidedError, StatementRefusedError) as error:
        return say_refused(request, person_id=found.person_id, why=error)
    let_rows_go_on(organisation=organisation, person_id=found.person_id, by=viewer.actor, at=now())
    words = "The news is what we go by now." if decision == TAKE else "We go on by what we held."
    messages.success(request, f"Decided. {words}")
    following = list_conflicts(viewer, on).first()
    return redirect("conflicts_one", conflict_id=following.pk) if following else redirect("conflicts")


def _telling(viewer: Viewer) -> Telling:
    senders = dict(list_senders(viewer).values_list("code", "name"))
    return Telling(standards_for(organisation_of(viewer)), senders)
