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


@dataclass(frozen=True, slots=True)
class Section:
    """
    One part of the site: its words in the main menu, and its pages as words and route, in the order shown.

    A page belongs here whose route is one of these, or starts with one of these or of `also` and an underscore.
    """

    words: str
    pages: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()

    def holds(self, route: str) -> bool:
        """Return whether a route lies in this part of the site."""
        return any(
            route == name or route.startswith(f"{name}_") for name in (*(name for _, name in self.pages), *self.also)
        )


# The main menu. A person sees the pages that the policy lets them open, and no part of the site without one.
SECTIONS = (
    Section("Today", (("Today", "today"),)),
    Section(
        "Young people",
        (
            ("Find", "people"),
            ("Cases", "cases"),
            ("Referrals", "referrals"),
            ("Concerns", "concerns"),
            ("Urgent looks", "urgent"),
            ("Voice", "voice"),
        ),
        also=("applications", "codes", "needs", "plans"),
    ),
    Section(
        "Tracking",
        (
            ("Status desk", "desk"),
            ("Lists", "imports"),
            ("Who is this?", "matching"),
            ("Duplicates", "joining_alike"),
            ("Conflicts", "conflicts"),
            ("Proposals", "proposals"),
            ("Answers", "answers"),
            ("Attendance worries", "attendance_worries"),
            ("Returns", "returns"),
            ("Messages", "messages"),
        ),
        also=("joining", "wordings"),
    ),
    Section("Your lists", (("Your lists", "sending"), ("Learners who stop attending", "sending_worries"))),
    Section("Schools", (("Schools", "schools"), ("Objections", "objections"))),
    Section(
        "Support",
        (("Directory", "directory"), ("Charter", "charter"), ("Programmes", "programmes"), ("Support fund", "funds")),
    ),
    Section("Results", (("Rates", "rates"), ("Studies", "studies"), ("Impact reports", "impact"))),
    Section(
        "Set-up",
        (
            ("Set-up", "setup"),
            ("Users", "users"),
            ("Choices", "choices"),
            ("Copies of records", "held"),
            ("How long we keep", "retention"),
            ("Nightly work", "nightly"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """
    `council` and `person` are empty for someone who is not signed in; `demo_date` is None on an ordinary day.

    `pages` are those of the part of the site we are in, where it has several; `is_deep` says that this is none of them.
    `search` is where to look for a young person from any page; empty for those who may not, and on that page itself.
    """

    home: str
    council: str
    person: str
    can_switch: bool
    navigation: list[dict[str, object]]
    pages: list[dict[str, object]]
    demo_date: date | None
    messages: Iterable[Message]
    search: str = ""

    @property
    def is_deep(self) -> bool:
        """Return whether this page is none that the menu names, but one further in."""
        return not any(page["current"] for page in self.pages)


def layout_of(request: HttpRequest | None) -> Layout:
    """Return the surroundings of a page; with no request, as on the page for our own failure, the barest."""
    demo_date = today() if os.environ.get("TOWPATH_TODAY") else None
    if request is None:
        return Layout("/", "", "", False, [], [], demo_date, ())
    viewer: Viewer | None = getattr(request, "viewer", None)
    user = getattr(request, "user", None)
    here = request.resolver_match.view_name if request.resolver_match else ""
    return Layout(
        home=reverse("home"),
        council=getattr(request, "council_name", ""),
        person=user.name if user is not None and user.is_authenticated else "",
        can_switch=getattr(request, "council_count", 0) > 1,
        navigation=_navigation(viewer, here) if viewer else [],
        pages=_pages_beside(viewer, here) if viewer else [],
        demo_date=demo_date,
        messages=get_messages(request),
        search=_search(viewer, request) if viewer else "",
    )


def _search(viewer: Viewer, request: HttpRequest) -> str:
    route, is_here = find_route("people"), request.resolver_match and request.resolver_match.view_name == "people"
    return reverse("people") if route and viewer.role in route.roles and not is_here else ""


def _navigation(viewer: Viewer, here: str) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = []
    for section in SECTIONS:
        pages = _pages_for(viewer, section)
        if pages:
            # Where somebody may open one page of it only, a part of the site goes by that page's own name.
            words, first = section.words if len(pages) > 1 else pages[0][0], pages[0][1]
            item = {"text": words, "href": reverse(first), "active": section.holds(here), "current": here == first}
            shown.append(item)
    return shown


def _pages_beside(viewer: Viewer, here: str) -> list[dict[str, object]]:
    section = next((section for section in SECTIONS if section.holds(here)), None)
    pages = _pages_for(viewer, section) if section else []
    if len(pages) < 2:
        return []
    return [{"text": words, "href": reverse(name), "current": name == here} for words, name in pages]


def _pages_for(viewer: Viewer, section: Section) -> list[tuple[str, str]]:
    routes = [(page, find_route(page[1])) for page in section.pages]
    return [page for page, route in routes if route and viewer.role in route.roles]
