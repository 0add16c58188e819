"""What a young person sees: the door, and each page of their own record. Each page tells the log before it is drawn."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.applications.queries import list_own_applications
from towpath.audit.queries import list_disclosures
from towpath.caseload.actions import CodeRefusedError, end_visit, open_visit
from towpath.caseload.queries import (
    find_own_plan,
    get_own_adviser,
    list_own_checks,
    list_own_sayings,
)
from towpath.charter.queries import list_own_introductions
from towpath.clock import now, today
from towpath.contact.queries import has_own_contacts
from towpath.people.queries import get_own_name, get_own_record
from towpath.programmes.queries import list_own_sessions
from towpath.provision.queries import list_own_agencies
from towpath.rules.own_pages import TOLD_BY_NAME
from towpath.tracking.queries import list_own_tellers
from towpath.web.own.forms import CodeForm
from towpath.web.own.limits import may_try
from towpath.web.own.presenters import held, look_lines, option_cards, own_dates, step_cards, surroundings, told_us
from towpath.web.own.visiting import forget_visit, keep_visit, own_viewer_of, showing
from towpath.web.policy import ROUTES

TOLD_BACK = timedelta(days=92)
"""How far back somebody is told who looked: a school term and its holidays."""


def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and the birthday. Whatever was wrong, the answer is the same and blames nobody."""
    form = CodeForm(request.POST or None)
    shown: dict[str, object] = {"form": form, "is_over": request.GET.get("over") == "yes", "is_refused": False}
    if request.method == "POST" and form.is_valid():
        if not may_try(request):
            return render(request, "own/too_many.html", status=429)
        given = form.cleaned_data
        try:
            _, secret = open_visit(given["code"], day=given["day"], month=given["month"], at=now())
        except CodeRefusedError:
            shown["is_refused"] = True
        else:
            response = redirect("own_home")
            keep_visit(response, secret)
            return response
    return render(request, "own/code.html", shown)


def left(request: HttpRequest) -> HttpResponse:
    return render(request, "own/left.html")


def leave(request: HttpRequest) -> HttpResponse:
    end_visit(viewer=own_viewer_of(request), at=now())
    response = redirect("own_left")
    forget_visit(response)
    return response


def home(request: HttpRequest) -> HttpResponse:
    """Show who works with them, how to reach them, and whom to ring first when it is urgent."""
    viewer = showing(request)
    shown = {"mine": surroundings(request), "called": get_own_name(viewer), "adviser": get_own_adviser(viewer, today())}
    return render(request, "own/home.html", shown)


def plan(request: HttpRequest) -> HttpResponse:
    viewer, on = showing(request), today()
    found = find_own_plan(viewer)
    shown = {
        "mine": surroundings(request),
        "plan": found,
        "steps": step_cards(found, on),
        "told": told_us(list_own_sayings(viewer)),
    }
    return render(request, "own/plan.html", shown)


def dates(request: HttpRequest) -> HttpResponse:
    viewer, on = showing(request), today()
    days = own_dates(
        find_own_plan(viewer),
        list_own_checks(viewer),
        list_own_applications(viewer),
        list_own_sessions(viewer, on),
        on,
    )
    return render(request, "own/dates.html", {"mine": surroundings(request), "days": days})


def options(request: HttpRequest) -> HttpResponse:
    viewer = showing(request)
    cards = option_cards(list_own_applications(viewer))
    return render(request, "own/options.html", {"mine": surroundings(request), "cards": cards})


def record(request: HttpRequest) -> HttpResponse:
    """Show which kinds of fact are kept, who gave them, and whom we share with; and no fact itself."""
    viewer = showing(request)
    lines = held(
        get_own_record(viewer).kinds,
        list_own_tellers(viewer),
        has_contacts=has_own_contacts(viewer),
        has_plan=find_own_plan(viewer) is not None,
        has_options=bool(list_own_applications(viewer)),
    )
    shown = {
        "mine": surroundings(request),
        "held": lines,
        "agencies": list_own_agencies(viewer, today()),
        "employers": list_own_introductions(viewer),
    }
    return render(request, "own/record.html", shown)


def looks(request: HttpRequest) -> HttpResponse:
    """Show who was shown their record, by role and day, and no name of anybody who works here."""
    viewer = showing(request)
    kinds = {route.discloses for route in ROUTES if route.discloses} | TOLD_BY_NAME
    seen = list_disclosures(viewer.organisation, sorted(viewer.public_ids), sorted(kinds), now() - TOLD_BACK)
    return render(request, "own/looks.html", {"mine": surroundings(request), "days": look_lines(seen)})
