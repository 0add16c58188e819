"""Decisions remembered: who was taken for whom, on which list, and undoing one; strangers see none of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import BY, held_row, hold, load, moved_on, pupil, roll
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit.models import Event
from towpath.imports.actions import settle_row
from towpath.matching.models import Decision
from towpath.matching.queries import DecisionNotFoundError, get_decision, list_decided, list_decisions
from towpath.organisation.models import Organisation

NAME = "{Forename} {Surname}"


def _words(answer: object) -> str:
    page = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(page.xpath("//main")[0].text_content().split())


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def decision(saltmarsh: Organisation) -> Decision:
    [person] = hold(saltmarsh, 1)
    batch = load(saltmarsh, roll(moved_on(1)))
    settle_row(held_row(batch), decision="same", person=person, by=BY, at=MORNING)
    return Decision.objects.get()


def test_a_decision_says_who_was_taken_for_whom_when_by_whom_and_on_which_list(
    officer: Client, decision: Decision
) -> None:
    words = _words(officer.get("/who-is-this/decided/"))

    assert NAME.format_map(moved_on(1)) in words
    # A roll puts right what somebody is called, once a person has said whom its row is about.
    assert f"The same person {NAME.format_map(moved_on(1))}" in words
    assert "List 1, row 2" in words
    assert BY.user in words
    assert Event.objects.get(kind="matching.decisions_viewed").persons == f'["{decision.person.public_id}"]'


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"sender": "from-school-roll"}, True),
        ({"kind": "same", "by": "devinder"}, True),
        ({"kind": "parked"}, False),
        ({"by": "nobody-here"}, True),  # What cannot be asked narrows nothing.
        ({"sender": "nobody"}, True),
        ({"show": "undone"}, False),
    ],
)
def test_decisions_are_narrowed(officer: Client, decision: Decision, asked: dict[str, str], is_there: bool) -> None:
    assert ("List 1, row 2" in _words(officer.get("/who-is-this/decided/", asked))) is is_there


def test_undoing_says_what_it_would_do_and_then_does_it(officer: Client, decision: Decision) -> None:
    address = f"/who-is-this/decided/{decision.pk}/"
    assert "What row 2 of list 1 wrote to the record is taken back" in _words(officer.get(address))

    answer = officer.post(address)

    assert answer["Location"] == "/who-is-this/decided/"
    assert "What 1 row wrote was taken back." in _words(officer.get("/who-is-this/decided/"))
    assert "List 1, row 2" in _words(officer.get("/who-is-this/decided/?show=undone"))
    assert "It was undone on" in _words(officer.get(address))
    # Another tab that still shows the button.
    assert "This decision was undone already." in _words(officer.post(address))


def test_what_cannot_be_undone_alone_says_why_and_offers_no_button(
    officer: Client, saltmarsh: Organisation, decision: Decision
) -> None:
    load(saltmarsh, roll(moved_on(1), pupil(1)))

    words = _words(officer.get(f"/who-is-this/decided/{decision.pk}/"))

    assert "It cannot be undone by itself. Row 2 of list 2 is not the only one of that list about them" in words
    assert "Undo it" not in words
    officer.post(f"/who-is-this/decided/{decision.pk}/")
    assert Decision.objects.filter(undone_at=None).count() == 1


@pytest.mark.parametrize("role", ["adviser", "manager", "school_lead"])
def test_nobody_without_leave_sees_a_decision(
    staff: dict[str, User], saltmarsh: Organisation, decision: Decision, role: str
) -> None:
    viewer = viewer_for(staff[role], saltmarsh, DAY)

    assert not list_decisions(viewer).exists()
    assert list_decided(viewer) == ()
    with pytest.raises(DecisionNotFoundError):
        get_decision(viewer, decision.pk)


def test_the_list_asks_as_much_of_the_database_however_many_decisions(
    officer: Client, saltmarsh: Organisation, decision: Decision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get("/who-is-this/decided/")
    with django_assert_num_queries(27):
        officer.get("/who-is-this/decided/")
    batch = load(saltmarsh, roll(*(moved_on(number) for number in range(2, 6))), "school_indicators", code="more")
    for row in batch.rows.filter(outcome="held"):
        settle_row(row, decision="parked", person=None, by=BY, at=MORNING)

    with django_assert_num_queries(27):
        officer.get("/who-is-this/decided/")
