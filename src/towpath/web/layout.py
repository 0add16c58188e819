"""What surrounds every page: whose site it is, who is signed in, where they can go, and what day it is here."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import today
from towpath.web.policy import find_route

# The main menu: words and route, in the order shown. A person sees those that the policy lets them open.
# An entry is the current one on its own page and on every route whose name starts with its own and an underscore.
NAVIGATION = (
    ("Today", "today"),
    ("Find", "people"),
    ("Cases", "cases"),
    ("Referrals", "referrals"),
    ("Concerns", "concerns"),
    ("Chase", "chase"),
    ("Schools", "schools"),
    ("Directory", "directory"),
    ("Charter", "charter"),
    ("Programmes", "programmes"),
    ("Returns", "returns"),
    ("Rates", "rates"),
    ("Studies", "studies"),
    ("Lists", "imports"),
    ("Who is this?", "matching"),
    ("Conflicts", "conflicts"),
    ("Users", "users"),
    ("Choices", "choices"),
    ("Set-up", "setup"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """
    `council` and `person` are empty for someone who is not signed in; `demo_date` is None on an ordinary day.

    `search` is where to look for a young person from any page; empty for those who may not, and on that page itself.
    """

    home: str
    council: str
    person: str
    can_switch: bool
    navigation: list[dict[str, object]]
    demo_date: date | None
    messages: Iterable[Message]
    search: str = ""


def layout_of(request: HttpRequest | None) -> Layout:
    """Return the surroundings of a page; with no request, as on the page for our own failure, the barest."""
    demo_date = today() if os.environ.get("TOWPATH_TODAY") else None
    if request is None:
        return Layout("/", "", "", False, [], demo_date, ())
    viewer: Viewer | None = getattr(request, "viewer", None)
    user = getattr(request, "user", None)
    return Layout(
        home=reverse("home"),
        council=getattr(request, "council_name", ""),
        person=user.name if user is not None and user.is_authenticated else "",
        can_switch=getattr(request, "council_count", 0) > 1,
        navigation=_navigation(viewer, request) if viewer else [],
        demo_date=demo_date,
        messages=get_messages(request),
        search=_search(viewer, request) if viewer else "",
    )


def _search(viewer: Viewer, request: HttpRequest) -> str:
    route, is_here = find_route("people"), request.resolver_match and request.resolver_match.view_name == "people"
    return reverse("people") if route and viewer.role in route.roles and not is_here else ""


def _navigation(viewer: Viewer, request: HttpRequest) -> list[dict[str, object]]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    shown: list[dict[str, object]] = []
    for words, name in NAVIGATION:
        route = find_route(name)
        if route and viewer.role in route.roles:
            is_here = here == name or here.startswith(f"{name}_")
            shown.append({"text": words, "href": reverse(name), "active": is_here, "current": here == name})
    return shown
