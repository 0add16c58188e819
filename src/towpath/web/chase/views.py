"""The chase board: see whom to find, record an attempt and go on to the next, and print whom to visit."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_lists
from towpath.caseload.queries import User, list_advisers_of
from towpath.clock import now, today
from towpath.contact.actions import record_contact
from towpath.contact.lists import CHANNELS, LISTS, OUTCOMES
from towpath.people.queries import leader_of, list_records
from towpath.tracking.queries import ChaseLine, list_chase
from towpath.web.chase.forms import AttemptForm, BoardFilter, attempts_offered
from towpath.web.chase.presenters import (
    adviser_choices,
    board_rows,
    of_adviser,
    reason_tabs,
    sectors_table,
    visits_of,
)
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.presenters import doing_facts, routes_table
from towpath.web.people.reaching import phone_of
from towpath.web.people.reading import Subject, subject_of
from towpath.web.viewers import viewer_of

A_PAGE = 50
REACHED = ("spoke", "spoke_family", "spoke_other")


def board(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    everyone = list_chase(viewer, on)
    advisers = list_advisers_of(viewer, [line.person_id for line in everyone], on)
    form = BoardFilter(request.GET, advisers=adviser_choices(advisers.values()))
    lines = _chosen(viewer, everyone, advisers, form.cleaned_data if form.is_valid() else {})
    page = Paginator(list(lines), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [line.person_id for line in page], on)
    disclosing(request, [record.public_id for record in records.values()])
    kept = {name: str(value) for name, value in request.GET.items() if name in form.fields and value}
    theirs = list(of_adviser(everyone, advisers, kept.get("adviser", ""), viewer.user))
    tabs = reason_tabs(theirs, kept.get("adviser", ""))
    shown = {
        "tabs": tabs.values(),
        "tab": tabs.get(kept.get("reason", ""), tabs[""]).text,
        "rows": board_rows(page, records, advisers, kept, on),
        "filter": form,
        "chosen": _chosen_filters(form, kept),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "chase/board.html", shown)


def _chosen(
    viewer: Viewer, everyone: list[ChaseLine], advisers: Mapping[int, User], wanted: Mapping[str, str]
) -> Collection[ChaseLine]:
    reason = wanted.get("reason", "")
    lines = [line for line in everyone if not reason or line.reason.value == reason]
    return of_adviser(lines, advisers, wanted.get("adviser", ""), viewer.user)


def _chosen_filters(form: BoardFilter, kept: Mapping[str, str]) -> list[dict[str, str]]:
    """Return each filter chosen in words, with the address without it."""
    return [
        {
            "text": dict(form.fields[name].choices)[value],  # type: ignore[attr-defined]
            "href": "?" + urlencode({other: kept[other] for other in kept if other != name}),
        }
        for name, value in kept.items()
        if form.is_valid()
    ]


def attempt(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    lists = get_lists(subject.viewer, LISTS)
    groups = attempts_offered(lists[OUTCOMES.name], lists[CHANNELS.name])
    form = AttemptForm(request.POST or None, initial={"following": ""}, groups=groups)
    if request.method == "POST" and form.is_valid():
        _record(request, subject, form)
        return redirect(_onward(request, subject, form))
    if request.method != "POST":
        form.initial["following"], place = _following(request, subject)
    else:
        place = ""
    shown = {
        "bar": subject.bar,
        "phone": phone_of(subject.record),
        "doing": doing_facts(subject.status, subject.on),
        "routes": routes_table(subject.record),
        "groups": groups,
        "form": form,
        "place": place,
        "back": f"{reverse('chase')}?{request.GET.urlencode()}",
    }
    return render(request, "chase/attempt.html", shown)


def _record(request: HttpRequest, subject: Subject, form: AttemptForm) -> None:
    chosen, at = form.chosen, now()
    record_contact(
        person=leader_of(subject.viewer, subject.record.public_id, subject.on),
        happened_at=at,
        channel=chosen.channel,
        outcome=chosen.outcome,
        words=form.cleaned_data["words"],
        owner=request.user,  # type: ignore[arg-type]
        by=subject.viewer.actor,
        at=at,
    )
    messages.success(request, f"{subject.bar.name}: “{chosen.words}” recorded.")


def _onward(request: HttpRequest, subject: Subject, form: AttemptForm) -> str:
    """Return where to go next: what they said, where somebody was reached; else the next person, or the board."""
    if form.chosen.outcome in REACHED:
        return reverse("people_status", args=[subject.record.public_id])
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    following = form.cleaned_data["following"]
    return (reverse("chase_attempt", args=[following]) if following else reverse("chase")) + query


def _following(request: HttpRequest, subject: Subject) -> tuple[str, str]:
    """Return the public id of whoever stands next on the board as it was filtered, and the place in it in words."""
    viewer, on = subject.viewer, subject.on
    everyone = list_chase(viewer, on)
    theirs = [line.person_id for line in everyone]
    advisers = list_advisers_of(viewer, theirs, on) if request.GET.get("adviser") else {}
    ids = [line.person_id for line in _chosen(viewer, everyone, advisers, request.GET)]
    if subject.record.id not in ids:
        return "", ""
    here = ids.index(subject.record.id)
    after = list_records(viewer, ids[here + 1 : here + 2], on)
    return next((record.public_id for record in after.values()), ""), f"{here + 1:,} of {len(ids):,} to find"


def visits(request: HttpRequest) -> HttpResponse:
    """Show how many to visit in each postcode sector, or the doors of one, to print and take along."""
    viewer, on = viewer_of(request), today()
    lines, sector = list_chase(viewer, on), request.GET.get("sector", "")
    records = list_records(viewer, [line.person_id for line in lines], on)
    if not sector:
        disclosing(request, [])
        return render(request, "chase/sectors.html", {"table": sectors_table(records.values())})
    found = visits_of(lines, records, sector, on)
    if not found:
        return redirect("chase_visits")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    disclosing(request, [records[line.person_id].public_id for line, _visit in page])
    shown = {
        "sector": sector,
        "visits": [visit for _line, visit in page],
        "on": on,
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "chase/visits.html", shown)
