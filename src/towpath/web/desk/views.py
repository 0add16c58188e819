"""The status desk: what is to be done, who stands on each list, whose it is, what months will show, and for whom."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import list_open_teams, list_staff
from towpath.caseload.queries import list_advisers_of
from towpath.clock import now, today
from towpath.contact.queries import last_contact_dates
from towpath.organisation.queries import get_organisation
from towpath.people.queries import list_records
from towpath.rules.guarantee import Settled
from towpath.rules.ready_lists import LISTS_BY_CODE, READY_LISTS, ReadyList, guarantee_year
from towpath.tracking.actions import DeskRefusedError, set_list_owner
from towpath.tracking.queries import list_owners, list_sessions, list_statuses
from towpath.web.desk.fairness import fair_parts
from towpath.web.desk.forecasting import forecast_parts
from towpath.web.desk.forms import TEAM, USER, ListFilter, OwnerForm
from towpath.web.desk.hours import goes_on
from towpath.web.desk.presenters import (
    adviser_choices,
    empty_lists,
    list_rows,
    of_adviser,
    person_rows,
    summary_words,
)
from towpath.web.desk.reading import desk_of, ready_list_of
from towpath.web.desk.words import Owner, owner_words
from towpath.web.disclosure import disclosing
from towpath.web.forms.question import question_page
from towpath.web.parts import Link, pages_of
from towpath.web.viewers import viewer_of
from towpath.web.writing_links import LISTED, write_to

A_PAGE = 50
SESSIONS_LOOKED_AT = 20


def desk(request: HttpRequest) -> HttpResponse:
    """Show every ready list in figures; nobody is named."""
    viewer, on = viewer_of(request), today()
    found, owners = desk_of(viewer, on), list_owners(viewer)
    mine = [each.code for each in READY_LISTS if _is_mine(viewer, each, owners.get(each.code))]
    shown = {
        "rows": list_rows(found, owners, mine),
        "empty_words": "; ".join(empty_lists(found)),
        "summary": summary_words(found),
        "names": {code: each.words for code, each in LISTS_BY_CODE.items()},
        "tabs": _tabs(viewer),
        "open_sessions": [each for each in list_sessions(viewer)[:SESSIONS_LOOKED_AT] if goes_on(each)],
    }
    return render(request, "desk/desk.html", shown)


def _is_mine(viewer: Viewer, ready: ReadyList, owner: Owner | None) -> bool:
    """Return whether a list is the viewer's: by name, by team, or by role, which is all that a shipped list has."""
    if owner is None:
        return ready.owner == viewer.role
    return owner.user_id == viewer.user_id or owner.team_id in viewer.team_ids or owner.role == viewer.role


def _tabs(viewer: Viewer) -> list[Link]:
    """Return the other pages of the desk that this viewer may open."""
    pages = (
        ("Forecast", "desk_forecast", "chase.work"),
        ("Plan visits", "desk_visits", "chase.work"),
        ("Participation year", "desk_year", "chase.work"),
        ("Notices of leavers", "desk_leavers", "chase.work"),
        ("My sessions", "desk_sessions", "chase.work"),
        ("Sample", "desk_sample", "dip_sample.look"),
        ("Fairness", "desk_fairness", "desk.manage"),
    )
    return [Link(words, reverse(name)) for words, name, leave in pages if viewer.may(leave)]


def one_list(request: HttpRequest, ready_list: str) -> HttpResponse:
    """Show who stands on one list, the longest standing first."""
    viewer, on, ready = viewer_of(request), today(), ready_list_of(ready_list)
    lines = desk_of(viewer, on).on_list(ready.code)
    advisers = list_advisers_of(viewer, [line.person_id for line in lines], on)
    form = ListFilter(request.GET, advisers=adviser_choices(advisers.values()))
    wanted = form.cleaned_data["adviser"] if form.is_valid() else ""
    chosen = of_adviser(lines, advisers, wanted, viewer.user)
    page = Paginator(list(chosen), A_PAGE).get_page(request.GET.get("page"))
    ids = [line.person_id for line in page]
    records = list_records(viewer, ids, on)
    disclosing(request, [record.public_id for record in records.values()], subject=f"ready_list:{ready.code}")
    rows = person_rows(
        ready, page, records, list_statuses(viewer, ids, on), last_contact_dates(viewer, ids, on), advisers, on
    )
    shown = {
        "ready": ready,
        "beside": _beside(ready.code, on),
        "owner": owner_words(ready, list_owners(viewer).get(ready.code)),
        "may_set": viewer.may("desk.manage"),
        "rows": rows,
        "filter": form,
        "chosen": _chosen(form, wanted, ready.code),
        "query": urlencode({"adviser": wanted}) if wanted else "",
        "write_to": write_to(viewer, LISTED, code=ready.code, adviser=wanted),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "desk/list.html", shown)


def _beside(code: str, on: date) -> Link | None:
    """Return the page that counts the same people in another way, where there is one."""
    if code != "no_guarantee":
        return None
    asked = urlencode({"year": guarantee_year(on), "state": Settled.NOT_RECORDED.value})
    return Link("Everybody of the fixed cohort without a status", f"{reverse('desk_guarantee_people')}?{asked}")


def _chosen(form: ListFilter, wanted: str, code: str) -> list[Mapping[str, str]]:
    if not wanted:
        return []
    words = dict(form.fields["adviser"].choices)[wanted]  # type: ignore[attr-defined]
    return [{"text": words, "href": reverse("desk_list", args=[code])}]


def owner(request: HttpRequest, ready_list: str) -> HttpResponse:
    """Ask whose one list is."""
    viewer, on, ready = viewer_of(request), today(), ready_list_of(ready_list)
    teams, users = list_open_teams(viewer, on), list_staff(viewer, on)
    form = OwnerForm(
        request.POST or None,
        teams=[(each.pk, each.name) for each in teams],
        users=[(each.public_id, each.name) for each in users],
    )

    def act() -> str:
        kind, value = form.chosen
        set_list_owner(
            organisation=get_organisation(viewer.organisation),
            list_code=ready.code,
            role="" if kind in (TEAM, USER) else value,
            team=next((each for each in teams if kind == TEAM and str(each.pk) == value), None),
            user=next((each for each in users if kind == USER and each.public_id == value), None),
            by=viewer.actor,
            at=now(),
        )
        return f"{ready.words}: it is said now whose it is."

    back = reverse("desk_list", args=[ready.code])
    shown = {
        "title": f"Whose is the list “{ready.words}”?",
        "back": back,
        "back_words": ready.words,
        "button": "Save",
    }
    return question_page(
        request, form, act, template="kit/question.html", shown=shown, onward=back, refused=DeskRefusedError
    )


def forecast(request: HttpRequest) -> HttpResponse:
    """Show who lapses before each return to come, and what clearing each list would change."""
    viewer, on = viewer_of(request), today()
    parts = forecast_parts(viewer, desk_of(viewer, on), request)
    disclosing(request, parts.shown_ids)
    return render(request, "desk/forecast.html", {"parts": parts})


def fairness(request: HttpRequest) -> HttpResponse:
    """Show whether some groups are tried less, or found less, than others."""
    viewer, on = viewer_of(request), today()
    return render(request, "desk/fairness.html", {"parts": fair_parts(viewer, desk_of(viewer, on), on)})
