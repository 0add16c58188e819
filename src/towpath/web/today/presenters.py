"""What is waiting for somebody today: counts with a way to each, and their own tasks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse

from towpath.access import Viewer
from towpath.people.queries import PersonRecord
from towpath.web.parts import Card, Link, Tag
from towpath.web.people.presenters import due_tag
from towpath.web.people_links import done_at
from towpath.web.policy import find_route


class Due(Protocol):
    """What this page asks of a task."""

    pk: Any
    words: str
    due_date: date
    person_id: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """
    One task: about whom, what is to be done, and when it is due. It is ticked off under the person it is about.

    It is done where `href` leads, if not on the record; what is about nobody is ticked off by being done.
    """

    id: int
    words: str
    due: Tag
    due_date: date
    person: Link | None
    person_id: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many of each thing wait for this viewer; None where it is not theirs to see."""

    overdue_cases: int | None = None
    cases_today: int | None = None
    quiet: int | None = None
    team_overdue: int | None = None
    conflicts: int | None = None
    proposals: int | None = None
    held_rows: int | None = None
    late_lists: int | None = None
    to_find: int | None = None
    late_referrals: int | None = None
    to_decide: int | None = None
    receipts_owed: int | None = None
    late_receipts: int | None = None
    unread_concerns: int | None = None
    late_looks: int | None = None
    looks_to_review: int | None = None
    deaths: int | None = None
    dfe_lines: int | None = None


_CARDS = (
    ("unread_concerns", "Concerns nobody has read", "Read them first.", "concerns", ""),
    ("late_looks", "Urgent looks nobody has reviewed", "Say whether each was right.", "urgent", ""),
    (
        "deaths",
        "Deaths to say in the return",
        "Messages have stopped. The return still counts them.",
        "desk_deaths",
        "",
    ),
    ("overdue_cases", "My cases overdue", "Their next step has passed.", "cases", "?show=overdue"),
    ("cases_today", "My cases due today", "Their next step is for today.", "cases", "?show=today"),
    ("quiet", "My cases not reached lately", "They are NEET, and nobody has heard from them.", "cases", ""),
    ("team_overdue", "The team’s cases overdue", "Across all advisers.", "cases_team", "?show=overdue"),
    ("looks_to_review", "Urgent looks to review", "Read why, and say if it was right.", "urgent", ""),
    ("late_referrals", "Referrals that are late", "Answer, tell or reach somebody.", "referrals", ""),
    ("to_decide", "Money to decide", "Somebody asked, and waits for you.", "funds_requests", "?show=decide"),
    ("receipts_owed", "Receipts to bring", "Of what you asked for and was paid.", "funds_requests", "?show=receipt"),
    ("late_receipts", "The team’s late receipts", "Ask whoever asked for it.", "funds_requests", "?show=receipt"),
    ("conflicts", "Sources that disagree", "Say which is right.", "conflicts", ""),
    ("proposals", "Proposed statuses", "A start, a stay or a leaving to agree.", "proposals", ""),
    ("dfe_lines", "DfE’s lines that wait", "Say whose error each is.", "returns_answers", ""),
    ("held_rows", "Rows that wait", "Say who each is about.", "matching", ""),
    ("to_find", "Young people to find", "Aged 16 or 17, and not known.", "desk", ""),
    ("late_lists", "Lists that are late", "Ask whoever sends them.", "imports_senders", ""),
)


def cards_of(waiting: Waiting) -> list[Card]:
    """Return a card for each thing that waits, with its count; what is at nought needs nobody's eye."""
    return [
        Card(heading, figure=f"{count:,}", text=text, link=Link(heading, f"{reverse(route)}{query}"))
        for name, heading, text, route, query in _CARDS
        if (count := getattr(waiting, name)) and find_route(route)
    ]


def start_of(viewer: Viewer) -> Link:
    """Return where somebody for whom nothing waits most likely wants to go: a person, their school, or the figures."""
    for leave, words, route in (
        ("people.search", "Find a young person", "people"),
        ("school_list.view", "See your school’s list", "schools"),
    ):
        if viewer.may(leave):
            return Link(words, reverse(route))
    return Link("See the rates", reverse("rates"))


def steps_of(tasks: Iterable[Due], records: Mapping[int, PersonRecord], on: date) -> list[Step]:
    """Return one's own tasks in the order given, each with whom it is about."""
    steps = []
    for task in tasks:
        record = records.get(task.person_id or 0)
        link = Link(record.shown_name, reverse("people_person", args=[record.public_id])) if record else None
        steps.append(
            Step(
                task.pk,
                task.words,
                due_tag(task.due_date, on),
                task.due_date,
                link,
                record.public_id if record else "",
                done_at(task.source),
            )
        )
    return steps
