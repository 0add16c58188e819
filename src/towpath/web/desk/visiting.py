"""Visits by ward or postcode sector to print, what came of each door, and one attempt by any way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from towpath.access import Viewer
from towpath.access.queries import get_lists
from towpath.clock import now, today
from towpath.contact.actions import ContactRefusedError, record_contact
from towpath.contact.lists import CHANNELS, LISTS, OUTCOMES
from towpath.contact.queries import last_contact_dates
from towpath.organisation.queries import wards_of
from towpath.people.queries import leader_of, list_cautions, list_records, list_returned_post, organisation_of
from towpath.rules.messages import LeftOut, words_for
from towpath.rules.ready_lists import LISTS_BY_CODE, READY_LISTS
from towpath.web.desk.doors import Places, visits_of
from towpath.web.desk.forms import DOORS, REACHED, TRIES, AttemptForm, Groups, offered
from towpath.web.desk.reading import desk_of
from towpath.web.desk.trying import before_trying
from towpath.web.disclosure import disclosing
from towpath.web.messages.barring import may_know, never_sought_among
from towpath.web.parts import Column, Link, Table, pages_of
from towpath.web.people.presenters import address_lines, doing_facts
from towpath.web.people.reading import Subject, subject_of
from towpath.web.viewers import viewer_of

A_PAGE = 40
DO_NOT = "Do not ring or knock. Record here only what has happened already."
TOLD_BY = {"spoke_family": "parent", "seen_family": "parent", "seen": "seen", "spoke": "young_person"}
USUAL = "not_known"
"""Whom to visit unless a list is named: those of 16 and 17 who are not known."""
TABS = ("neet_silent", "no_route", "nobody_contacted")


def visits(request: HttpRequest) -> HttpResponse:
    """Show how many to visit in each ward or postcode sector, or the doors of one, to print and take along."""
    viewer, on, code = viewer_of(request), today(), request.GET.get("list", "")
    desk = desk_of(viewer, on)
    codes = (
        (code,) if code in LISTS_BY_CODE else tuple(each.code for each in READY_LISTS if each.code.startswith(USUAL))
    )
    lines = {line.person_id: line for each in codes for line in desk.on_list(each)}
    records = list_records(viewer, list(lines), on)
    left_out = never_sought_among(viewer, records.values(), on)
    records = {each: record for each, record in records.items() if each not in left_out}
    wards = wards_of(organisation_of(viewer))
    places = Places(None if "sector" in request.GET or request.GET.get("by") == "sector" else wards)
    place = request.GET.get(places.name, "")
    kept = {"list": code} if code in LISTS_BY_CODE else {}
    kept |= {"by": "sector"} if wards is not None and places.wards is None else {}
    if not place:
        disclosing(request, [])
        shown = {
            "table": places.table(records.values(), kept),
            "left_out": _left_out_table(viewer, left_out.values()),
            "tabs": [Link(words, _plan({**kept, "list": to})) for to, words in _tabs()],
            "tab": LISTS_BY_CODE[code].words if code in LISTS_BY_CODE else "Not known",
            "places": places,
            "other": None if wards is None else _other(places, kept),
        }
        return render(request, "desk/places.html", shown)
    contacts, cautions = last_contact_dates(viewer, list(lines), on), list_cautions(viewer, list(lines), on)
    came_back = list_returned_post(viewer, list(lines), on)
    found = visits_of(lines.values(), records, contacts, cautions, came_back, places, place, kept, on)
    if not found:
        return redirect(_plan(kept))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    disclosing(request, [visit.public_id for visit in page], subject=f"{places.name}:{place}")
    sheet = {
        "place": place,
        "visits": list(page),
        "on": on,
        "results": page,
        "pages": pages_of(page, request.GET),
        "back": _plan(kept),
    }
    return render(request, "desk/visits.html", sheet)


def _tabs() -> list[tuple[str, str]]:
    told = [(each.code, each.words) for each in READY_LISTS if each.code in TABS]
    return [("", "Not known"), *told]


def _other(places: Places, kept: Mapping[str, str]) -> Link:
    if places.wards is None:
        return Link("By ward", _plan({**kept, "by": ""}))
    return Link("By postcode sector", _plan({**kept, "by": "sector"}))


def _plan(query: Mapping[str, str]) -> str:
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('desk_visits')}?{given}" if given else reverse("desk_visits")


def _left_out_table(viewer: Viewer, reasons: Iterable[LeftOut]) -> Table:
    known = may_know(viewer)
    counts = Counter(words_for(reason, known) for reason in sorted(reasons, key=list(LeftOut).index))
    columns = (Column("Why", heading=True), Column("Young people", numeric=True))
    return Table("Left out of every list of doors", columns, list(counts.items()))


def door(request: HttpRequest, person_id: str) -> HttpResponse:
    """Record what came of one door, on a phone at the gate."""
    subject = subject_of(request, person_id)
    return _tried(request, subject, DOORS, onward=_back(request), title="What came of this door?", is_door=True)


def attempt(request: HttpRequest, person_id: str) -> HttpResponse:
    """Record one attempt to reach somebody, by whichever way."""
    subject = subject_of(request, person_id)
    back = reverse("people_person", args=[subject.record.public_id])
    return _tried(request, subject, TRIES, onward=back, title="What happened?", is_door=False)


def _back(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{reverse('desk_visits')}?{query}" if query else reverse("desk_visits")


def _tried(
    request: HttpRequest, subject: Subject, asked: Groups, *, onward: str, title: str, is_door: bool
) -> HttpResponse:
    viewer, at = subject.viewer, now()
    lists = get_lists(viewer, LISTS)
    groups = offered(asked, lists[OUTCOMES.name], lists[CHANNELS.name])
    form = AttemptForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid() and _recorded(request, subject, form):
        if form.chosen.outcome in REACHED:
            how = TOLD_BY.get(form.chosen.outcome, "")
            return redirect(f"{reverse('people_status', args=[subject.record.public_id])}?how={how}")
        return redirect(onward)
    before = before_trying(viewer, subject.record, localtime(at), lists[OUTCOMES.name], lists[CHANNELS.name])
    reason = never_sought_among(viewer, [subject.record], subject.on).get(subject.record.id)
    is_barred = reason is not None and not (reason is LeftOut.ASKED_NOT and before.is_overruled)
    if reason is not None and is_barred:
        first = f"{words_for(reason, may_know(viewer))}. {DO_NOT}"
        before = replace(before, warnings=[first, *before.warnings], numbers=())
    disclosing(request, before.named)
    address = subject.record.address
    lines = address_lines(address.as_it_may_leave() if address is not None else None)
    shown = {
        "bar": subject.bar,
        "before": before,
        "doing": doing_facts(subject.status, subject.on),
        "groups": groups,
        "form": form,
        "title": title,
        "back": onward,
        "address": ", ".join(lines) if is_door and not is_barred else "",
    }
    return render(request, "desk/attempt.html", shown)


def _recorded(request: HttpRequest, subject: Subject, form: AttemptForm) -> bool:
    chosen, at = form.chosen, now()
    try:
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
    except ContactRefusedError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"{subject.bar.name}: “{chosen.words}” recorded.")
    return True
