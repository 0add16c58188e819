"""What bars a message or a visit bars it whichever record of somebody it was written on, and whichever leads."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.factories.cast import SETUP
from tests.factories.messages import draft, make_reachable, open_channels
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, mark_address, pupil
from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.caseload.actions import raise_concern
from towpath.contact.actions import record_contact
from towpath.contact.planning import plan_of
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, link_family, mark_returned_post, merge_people
from towpath.people.models import Person
from towpath.people.queries import list_records
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement
from towpath.web.messages.barring import barred_among, never_sought_among

HOW: dict[str, Any] = {"source": "page:1", "by": SETUP, "at": MORNING}

Told = Callable[[Person], None]


def fear_for(person: Person) -> None:
    raise_concern(person=person, seen_date=DAY, words="Bruises", told="lead", by=SETUP, at=MORNING)


def dies(person: Person) -> None:
    stop_contact(person=person, kind="died", **HOW)


def asks_for_peace(person: Person) -> None:
    stop_contact(person=person, kind="asked_not", **HOW)


def refuses_a_caller(person: Person) -> None:
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="leave_alone",
        owner=User.objects.earliest("pk"), by=SETUP, at=MORNING,
    )  # fmt: skip


def goes_to_custody(person: Person) -> None:
    told = NewStatement(
        person_id=person.pk, code="710", start_date=DAY, how="parent", sender="advisers", source="page:1"
    )
    record_statement(organisation=person.organisation, new=told, by=SETUP, at=MORNING)


def post_comes_back(person: Person) -> None:
    mark_returned_post(person=person, came_back_date=DAY, **HOW)


def is_protected(person: Person) -> None:
    mark_address(person=person, **HOW)


def keeps_it_from_home(person: Person) -> None:
    mother = make_reachable(person.organisation, 3)
    link_family(person=person, relative=mother, relation="mother", must_not_be_told=True, **HOW)


def fears_the_phone(person: Person) -> None:
    """Say of the number on one record, which the other has too, that it is not safe."""
    add_contact_route(person=person, kind="phone", value="07700 900001", belongs_to="self", is_safe="no", **HOW)


@pytest.fixture
def viewer(saltmarsh: Organisation, staff: dict[str, User]) -> Viewer:
    open_channels(saltmarsh)
    return viewer_for(staff["adviser"], saltmarsh, DAY)


@pytest.fixture
def same(saltmarsh: Organisation) -> tuple[Person, Person]:
    """Return two records of one young person, with one address and one number, not joined yet."""
    first = make_reachable(saltmarsh, 1, is_safe="unknown")
    second = make_person(saltmarsh, replace(pupil(1), upn=None, local_id=None, phone=None))
    assert first != second
    add_contact_route(person=second, kind="phone", value="07700 900001", belongs_to="self", is_safe="unknown", **HOW)
    return first, second


def joined(same: tuple[Person, Person], told: Told, *, leads: bool) -> Person:
    """Tell one of two records something, join them, and return the one that leads: the one told, or the other."""
    one, other = same
    told(one)
    leader, follower = (one, other) if leads else (other, one)
    merge_people(person=follower, same_as=leader, reason="one person", by=SETUP, at=MORNING)
    return leader


def left_out(viewer: Viewer, person: Person, channel: str) -> list[str]:
    """Return why a message to somebody is left out; empty where it goes."""
    barred = barred_among(viewer, [person.pk], DAY)
    plan = plan_of(viewer, draft(viewer, person, channel=channel), DAY, barred=barred)
    return [each.reason.value for each in plan.left_out]


@pytest.mark.parametrize("leads", [True, False], ids=["told of the record that leads", "of the one that follows"])
@pytest.mark.parametrize(
    ("told", "channel", "reason"),
    [
        (fear_for, "text", "concern"),
        (dies, "text", "died"),
        (asks_for_peace, "text", "asked_not"),
        (refuses_a_caller, "text", "asked_not"),
        (goes_to_custody, "text", "custody"),
        (post_comes_back, "letter", "returned"),
        (is_protected, "letter", "protected"),
        (is_protected, "text", "not_safe"),
        (keeps_it_from_home, "letter", "told_nothing"),
        (fears_the_phone, "text", "not_safe"),
    ],
)
def test_what_bars_a_message_bars_it_on_any_record(
    viewer: Viewer, same: tuple[Person, Person], told: Told, channel: str, reason: str, leads: bool
) -> None:
    assert left_out(viewer, same[0], channel) == left_out(viewer, same[1], channel) == []

    leader = joined(same, told, leads=leads)

    assert left_out(viewer, leader, channel) == [reason]


@pytest.mark.parametrize("leads", [True, False], ids=["told of the record that leads", "of the one that follows"])
@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (fear_for, "concern"),
        (dies, "died"),
        (asks_for_peace, "asked_not"),
        (refuses_a_caller, "asked_not"),
        (goes_to_custody, "custody"),
    ],
)
def test_what_bars_a_visit_bars_it_on_any_record(
    viewer: Viewer, same: tuple[Person, Person], told: Told, reason: str, leads: bool
) -> None:
    leader = joined(same, told, leads=leads)

    records = list_records(viewer, [leader.pk], DAY)

    assert never_sought_among(viewer, records.values(), DAY) == {leader.pk: reason}


@pytest.mark.parametrize("told", [fear_for, refuses_a_caller, goes_to_custody, post_comes_back])
@pytest.mark.parametrize("leads", [True, False], ids=["told of the record that leads", "of the one that follows"])
def test_a_message_drafted_for_a_record_that_was_joined_since_is_barred_too(
    viewer: Viewer, same: tuple[Person, Person], told: Told, leads: bool
) -> None:
    one, other = same
    sendings = [draft(viewer, each, channel="letter") for each in same]
    joined(same, told, leads=leads)

    for drafted_for, sending in zip((one, other), sendings, strict=True):
        plan = plan_of(viewer, sending, DAY, barred=barred_among(viewer, [drafted_for.pk], DAY))
        assert (plan.goes, len(plan.left_out)) == ((), 1), drafted_for
