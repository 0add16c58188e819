"""What lists propose and nobody has agreed yet, as a new claim for a benefit: one by one beside what we hold."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.imports.queries import list_senders
from towpath.organisation.queries import get_organisation, standards_for
from towpath.people.queries import PersonRecord, list_records, organisation_of
from towpath.tracking.actions import StatementRefusedError, decide_proposal
from towpath.tracking.actions.decisions import AlreadyDecidedError
from towpath.tracking.queries import list_statuses
from towpath.tracking.queries.waiting import find_proposal_of_a_list, list_proposals_of_lists
from towpath.web.conflicts.presenters import Telling, by_any_record
from towpath.web.conflicts.refused import say_refused
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.parts import Column, Fact, Link, Table, pages_of
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, short_date

PAGE = 25
TAKE, LEAVE = "take", "leave"
COLUMNS = (
    Column("Young person", heading=True),
    Column("What is proposed"),
    Column("From", whole=True),
    Column("Whose word"),
    Column("Waiting since", whole=True),
)


def claims(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    page = Paginator(list_proposals_of_lists(viewer, on), PAGE).get_page(request.GET.get("page"))
    waiting = list(page)
    records = list_records(viewer, [each.person_id for each in waiting], on)
    disclosing(request, [record.public_id for record in records.values()], subject="proposals")
    telling, people = _telling(viewer), by_any_record(records)
    rows = [
        (
            Link(_name(people.get(each.person_id)), reverse("proposals_list_one", args=[each.pk]), "decide"),
            telling.activity(each),
            short_date(each.start_date),
            telling.who(each),
            short_date(each.received_at),
        )
        for each in waiting
    ]
    table = Table("Said on lists, the longest waiting first", COLUMNS, rows, cards=True) if rows else None
    shown = {"table": table, "pages": pages_of(page, request.GET), "count": page.paginator.count}
    return render(request, "imports/claims.html", shown)


def claim(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show one beside what we hold, and make it their status or leave it."""
    viewer, on = viewer_of(request), today()
    if request.method == "POST":
        return _decide(request, proposal_id)
    found = list_proposals_of_lists(viewer, on).filter(pk=proposal_id).first()
    if found is None:
        raise Http404("No such proposal waits in this council.")
    [record] = list_records(viewer, [found.person_id], on).values()
    disclosing(request, [record.public_id], subject=f"tracking_proposal:{found.pk}")
    telling = _telling(viewer)
    status = list_statuses(viewer, [record.id], on).get(record.id)
    shown = {
        "proposal": found,
        "name": _name(record),
        "record": person_link("Open record", record.public_id),
        "facts": [
            Fact("Born", date_in_words(record.birth_date)),
            Fact("The list says", telling.activity(found)),
            Fact("From", date_in_words(found.start_date)),
            Fact("Whose word", telling.who(found)),
            Fact("We hold today", status.label if status and status.label else "Not known"),
        ],
        "form": Form(),
    }
    return render(request, "imports/claim.html", shown)


def _decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    viewer, on, decision = viewer_of(request), today(), request.POST.get("decision")
    found = find_proposal_of_a_list(viewer, proposal_id, on)
    if found is None:
        raise Http404("No such proposal in this council.")
    if decision not in (TAKE, LEAVE):
        messages.warning(request, "Press one of the buttons to decide.")
        return redirect("proposals_list_one", proposal_id=proposal_id)
    try:
        decide_proposal(
            organisation=get_organisation(viewer.organisation),
            proposal_id=proposal_id,
            take=decision == TAKE,
            by=viewer.actor,
            at=now(),
        )
    except (AlreadyDecidedError, StatementRefusedError) as error:
        return say_refused(request, person_id=found.person_id, why=error)
    words = "It is their status now." if decision == TAKE else "Their status is left as it is."
    messages.success(request, f"Decided. {words}")
    following = list_proposals_of_lists(viewer, on).first()
    if following is None:
        return redirect("proposals_lists")
    return redirect("proposals_list_one", proposal_id=following.pk)


def _telling(viewer: Viewer) -> Telling:
    senders = dict(list_senders(viewer).values_list("code", "name"))
    return Telling(standards_for(organisation_of(viewer)), senders)


def _name(record: PersonRecord | None) -> str:
    return (record.shown_name if record else "") or "Name not recorded"
