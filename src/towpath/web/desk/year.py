"""The participation year: one way to every page that belongs to a time of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.web.parts import Card, Link
from towpath.web.viewers import viewer_of

PAGES = (
    (
        "September Guarantee",
        "desk_guarantee",
        "chase.work",
        "Who has an offer, by year group and school.",
    ),
    (
        "Turn of the year",
        "desk_rollover",
        "chase.work",
        "Whom 1 September changes, and what they need next: look in August.",
    ),
    (
        "Leavers’ destinations",
        "desk_destinations",
        "chase.work",
        "What Year 11 leavers meant to do, were offered, did in autumn and were doing in January.",
    ),
    ("Activity survey", "desk_survey", "return.view", "What leavers did on 1 November, as a file."),
    (
        "Notices of leavers",
        "desk_leavers",
        "chase.work",
        "Whom a school or college told us of, and what is due.",
    ),
    ("Moves between councils", "desk_moves", "chase.work", "Who moved away or came, and what goes with them."),
    (
        "Taught elsewhere, with a plan, or in custody",
        "desk_taught",
        "chase.work",
        "Who is taught across a border, and how each is treated.",
    ),
)


def year(request: HttpRequest) -> HttpResponse:
    """Show the ways to every page of the year that the viewer may open."""
    viewer = viewer_of(request)
    cards = [
        Card(heading, text=text, link=Link(heading, reverse(name)))
        for heading, name, leave, text in PAGES
        if viewer.may(leave)
    ]
    return render(request, "desk/year.html", {"cards": cards})
