"""
Facts that few may know, planted and then looked for on every page, in every file and in the log, as every role.

Two kinds. Words that nobody else would write are not there at all for whoever may not see them. Words that pages use
anyway, as "looked after", must not stand there once more often because somebody is.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.factories.cast import NAMES, SETUP, Staff
from tests.factories.moments import DAY, MORNING
from tests.factories.people import mark_address
from tests.web.routes import every_route
from tests.web.test_stranger import ids as ids
from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions import raise_concern
from towpath.contact.actions import record_contact
from towpath.people.actions import record_address, record_care_fact, record_characteristic
from towpath.people.models import Person
from towpath.rules.access import roles_that_may
from towpath.web.policy import ANYONE, NOBODY, find_route

HOW = {"source": "page", "by": SETUP, "at": MORNING}


@dataclass(frozen=True, slots=True)
class Canary:
    """Something that few may know: how it is written down, in what words it would show, and who may read them."""

    plant: Callable[[Person, User], object]
    words: tuple[str, ...]
    told_to: frozenset[str]


def _concern(person: Person, adviser: User) -> None:
    by = Actor("saltmarsh", adviser.public_id, "adviser")
    raise_concern(person=person, seen_date=DAY, words="A kestrelmark on the arm", told="lead", by=by, at=MORNING)


def _note(person: Person, adviser: User) -> None:
    by = Actor("saltmarsh", adviser.public_id, "adviser")
    record_contact(
        person=person,
        happened_at=MORNING - timedelta(hours=1),
        channel="phone",
        outcome="spoke",
        owner=adviser,
        words="Said ospreynest to me alone",
        audience="need_to_know",
        by=by,
        at=MORNING,
    )


def _address(person: Person, adviser: User) -> None:
    record_address(person=person, address_line_1="7 Merganser Wynd", town="Bitternby", postcode="SM9 9ZZ", **HOW)
    mark_address(person=person, care_of="c/o Lock House, SM1 1AA", **HOW)


def _care(person: Person, adviser: User) -> None:
    record_care_fact(person=person, kind="looked_after", social_worker="Hetty Dabchick", **HOW)
    record_characteristic(person=person, code="110", **HOW)


CANARIES: Mapping[str, Canary] = {
    "a safeguarding concern": Canary(_concern, ("kestrelmark",), roles_that_may("concern.read") | {"adviser"}),
    "a note for few": Canary(
        _note, ("ospreynest",), frozenset({"adviser", "specialist", "manager", "safeguarding_lead"})
    ),
    "a protected address": Canary(
        _address, ("merganser", "bitternby", "sm9 9zz"), roles_that_may("people.view_protected_address")
    ),
    "care": Canary(_care, ("looked after", "dabchick"), roles_that_may("people.view_care")),
    "youth justice": Canary(
        lambda person, _: record_characteristic(person=person, code="170", **HOW),
        ("youth offending", "youth justice"),
        roles_that_may("people.view_justice"),
    ),
    "health": Canary(
        lambda person, _: [record_characteristic(person=person, code=code, **HOW) for code in ("150", "210")],
        ("substance misuse", "mental health"),
        roles_that_may("people.view_health"),
    ),
}
WORDS = tuple(word for canary in CANARIES.values() for word in canary.words)


def _pages(client: Client, role: str, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every page and file that a role may open, by its address, in small letters."""
    for found in every_route():
        route = find_route(found.name)
        if route is None or route.who == NOBODY or "GET" not in route.methods:
            continue
        if route.who != ANYONE and role not in route.roles:
            continue
        address = found.address(dict(ids)) + "?q=Halloran"
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield address, content.decode(errors="replace").casefold()


def _counts(client: Client, role: str, ids: Mapping[str, str]) -> dict[tuple[str, str], int]:
    return {(address, word): text.count(word) for address, text in _pages(client, role, ids) for word in WORDS}


@pytest.mark.slow
@pytest.mark.once
def test_what_few_may_know_is_on_no_page_in_no_file_and_in_no_log_of_anybody_else(
    staff: Staff,
    ids: dict[str, str],
    signed_in: Callable[[User], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="towpath")
    caplog.set_level(logging.DEBUG, logger="django.request")
    clients = {role: signed_in(user) for role, user in staff.everybody().items()}
    person = Person.objects.get(public_id=ids["person_id"])
    before = {role: _counts(clients[role], role, ids) for role in NAMES}

    for canary in CANARIES.values():
        canary.plant(person, staff["adviser"])
    after = {role: _counts(clients[role], role, ids) for role in NAMES}

    allowed = {
        role: {word for each in CANARIES.values() if role in each.told_to for word in each.words} for role in NAMES
    }
    told = [
        f"{role} at {address}: {word}"
        for role, counts in after.items()
        for (address, word), count in counts.items()
        if word not in allowed[role] and count > before[role].get((address, word), 0)
    ]
    assert told == []
    # Whoever may know is told somewhere, or nothing said to the others would prove nothing.
    for name, canary in CANARIES.items():
        seen = {
            role
            for role in canary.told_to
            for (address, word), count in after[role].items()
            if word in canary.words and count > before[role].get((address, word), 0)
        }
        assert seen, name
    assert not [word for word in WORDS if word in caplog.text.casefold()]
    assert not [word for each in mail.outbox for word in WORDS if word in f"{each.subject} {each.body}".casefold()]
