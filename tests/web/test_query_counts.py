"""
Every page asks the database as often of a council with many of everything as of one with a few.

Each page that can be opened in a council is found from the policy, so that a new list page joins by itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import load, moved_on, pupil, roll, send, sender_of
from tests.factories.cast import NAMES, SETUP, Staff, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school
from tests.web.growing import Around, grow_rooms

# The crawl's ids are one of each kind; here they are the few.
from tests.web.routes import every_route
from tests.web.test_stranger import LIBRARY
from tests.web.test_stranger import ids as ids
from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions import make_code, open_case
from towpath.contact.actions import NextStep, record_contact
from towpath.imports.actions import expect_list
from towpath.imports.models import Batch
from towpath.jobs.actions import enqueue
from towpath.organisation.models import Organisation
from towpath.people.actions import link_family, record_people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.privacy.actions import open_urgent_look
from towpath.returns.actions import build_return
from towpath.risk.actions import run_scheme
from towpath.tasks.actions import add_task
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement
from towpath.web.policy import ANYONE, NOBODY, OWN, SIGNED_IN, Route, find_route

FEW, MANY = range(8, 12), range(20, 32)
# A page is asked for by whoever may see most of it.
ASKED_BY = ("data_lead", "manager", "adviser", "tracking_officer")
# They are asked for each value of a choice, not for each row.
ADDRESSES = {
    "people": "?q=blackshaw",
    "imports_batch": "?show=updated",
    "imports_senders": "?show=senders",
    "desk_rollover_people": "?list=goes_on",
    "desk_taught_people": "?where=resident_elsewhere",
}


def _statement(person_id: int, code: str, start: date, how: str, sender: str) -> NewStatement:
    return NewStatement(
        person_id=person_id, code=code, start_date=start, verified_date=date(2026, 1, 20), how=how, sender=sender,
        source=f"test:{sender}:{person_id}",
    )  # fmt: skip


def _grow(council: Organisation, staff: Mapping[str, User], ids: Mapping[str, str], numbers: range) -> dict[str, str]:
    """Add so many of everything that a list page may show, and return the ids with the list that is longest now."""
    people = _people(council, staff, ids, numbers)
    person = Person.objects.get(public_id=ids["person_id"])
    _past(council, staff, person, numbers)
    others = {number: Person.objects.get(pk=pk) for number, pk in list(zip(numbers, people, strict=True))[::4]}
    grown = grow_rooms(Around(council, staff, ids, person, others), Person.objects.filter(pk__in=people[::3]))
    waiting = send(council, roll(*(moved_on(number) for number in numbers)), code=f"moved-{numbers.start}")
    updated = load(council, roll(*(pupil(number, Gender="U") for number in numbers)), code=f"roll-{numbers.start}")
    for number in numbers:
        sender = sender_of(council, code=f"sender-{number}")
        expect_list(sender=sender, due_date=DAY - timedelta(days=number), by=SETUP, at=MORNING)
        make_user(council, "specialist", name=f"Siân {number}", email=f"sian-{number}@saltmarsh.example")
        enqueue("towpath.clock.today", organisation=council, arguments={}, by=SETUP, at=MORNING)
    record_statements(
        organisation=council,
        incoming=[_statement(each, "230", date(2026, 1, 12), "provider_list", "college") for each in people[::2]],
        by=SETUP,
        at=MORNING,
    )
    run_scheme(organisation=council, scheme="oxfordshire-2022", as_at=DAY, by=SETUP, at=MORNING)
    run = build_return(organisation=council, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)
    return {
        **ids,
        **grown,
        "number": str(updated.number),
        "row_id": str(waiting.rows.order_by("number")[1].pk),
        "run_id": str(run.pk),
        "list_name": "barrier",
        "entry_code": "travel",
    }


def _people(council: Organisation, staff: Mapping[str, User], ids: Mapping[str, str], numbers: range) -> list[int]:
    """Add people of the school, of a school of their own and of none, each with a case, a status and a contact."""
    batch = load(council, roll(*(pupil(number) for number in numbers)), code=f"first-{numbers.start}")
    assert batch.state == Batch.State.APPLIED
    found = [row.person_id for row in batch.rows.filter(outcome="created").order_by("number")]
    assert len(found) == len(numbers)
    own = make_school(council, name=f"School {numbers.start}", urn=f"1490{numbers.start}")
    places = (int(ids["establishment_id"]), own.pk, None)
    told = [
        (each, PersonFacts(establishment_id=places[place % 3], year_group=11, phone=f"07700 900{place:03}"))
        for place, each in enumerate(found)
    ]
    record_people(organisation=council, incoming=told, source="import:9", by=SETUP, at=MORNING)
    record_statements(
        organisation=council,
        incoming=[_statement(each, "619", date(2026, 1, 5), "young_person", "adviser") for each in found],
        by=SETUP,
        at=MORNING,
    )
    for number, person in zip(numbers, Person.objects.filter(pk__in=found), strict=True):
        open_case(
            person=person, adviser=staff["adviser"], level_of_need="2", because="NEET",
            next_step=NextStep(DAY + timedelta(days=number % 9), "Ring"), by=SETUP, at=MORNING,
        )  # fmt: skip
        link_family(
            person=Person.objects.get(public_id=ids["person_id"]), relative=person, relation="sister", source="page:1",
            by=SETUP, at=MORNING,
        )  # fmt: skip
        open_urgent_look(
            person=person, door="notes", reason="Her college rang and said that she has not come in today",
            by=Actor("saltmarsh", staff["adviser"].public_id, "adviser"), at=MORNING,
        )  # fmt: skip
    return found


def _past(council: Organisation, staff: Mapping[str, User], person: Person, numbers: range) -> None:
    """Add to the past of one person: contacts, steps and statements."""
    for number in numbers:
        at = MORNING - timedelta(days=number)
        record_contact(
            person=person, happened_at=at, channel="phone", outcome="spoke", owner=staff["adviser"], by=SETUP,
            at=MORNING,
        )  # fmt: skip
        add_task(
            organisation=council, kind="next_step", words="Ring", due_date=DAY, person=person, owner=staff["adviser"],
            by=SETUP, at=MORNING,
        )  # fmt: skip
    told = [_statement(person.pk, "210", DAY - timedelta(days=100 + number), "school", "roll") for number in numbers]
    record_statements(organisation=council, incoming=told, by=SETUP, at=MORNING)


def _role(route: Route) -> str:
    """Return who asks for a page: whoever may see most of it, or the young person whose it is."""
    if route.who in (ANYONE, OWN, SIGNED_IN):
        return route.who
    return next((role for role in (*ASKED_BY, *NAMES) if role in route.roles), "")


def _counts(
    clients: Mapping[str, Client], ids: Mapping[str, str], before: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return how many queries each page takes once warm, by its name; one that takes no more than before is warm."""
    counts = {}
    for found in every_route():
        route = find_route(found.name)
        assert route is not None
        if route.who == NOBODY or route.name.startswith(LIBRARY) or "GET" not in route.methods:
            continue
        address = found.address(dict(ids)) + ADDRESSES.get(found.name, "")
        client = clients[_role(route)]
        for _ in range(2):
            reset_queries()
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
                # A secret or a receipt that was never made shows nothing to whoever has no account.
                wanted = (200, 302, 404) if route.who == ANYONE else (200, 302)
                assert answer.status_code in wanted, f"{address}: {answer.status_code}"
                if answer.streaming:
                    b"".join(answer.streaming_content)
            counts[found.name] = len(captured)
            if before and len(captured) <= before[found.name]:
                break
    return counts


@pytest.mark.slow
def test_no_page_asks_more_often_for_many_than_for_a_few(
    staff: Staff,
    signed_in: Callable[[User], Client],
    saltmarsh: Organisation,
    ids: dict[str, str],
) -> None:
    clients = {role: signed_in(user) for role, user in staff.everybody().items()}
    clients |= {ANYONE: Client(), SIGNED_IN: signed_in(staff["manager"]), OWN: Client()}
    letters = make_code(
        person=Person.objects.get(public_id=ids["person_id"]), made_by=staff["adviser"], by=SETUP, at=MORNING
    )[1]
    assert clients[OWN].post("/my/", {"code": letters, "day": "31", "month": "8"}).status_code == 302
    few = _counts(clients, _grow(saltmarsh, staff, ids, FEW))

    many = _counts(clients, _grow(saltmarsh, staff, ids, MANY), few)

    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    # The pages that list people, rows or lists are among them, or this would prove nothing.
    assert {
        "desk",
        "desk_list",
        "desk_visits",
        "cases",
        "people",
        "schools_school",
        "matching",
        "imports_batch",
        "returns_problems",
    } <= set(few)
