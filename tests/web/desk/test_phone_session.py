"""A session on the phone: one person at a time, one press, the next; what is asked first, and what is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep, record_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route
from towpath.people.models import Person
from towpath.tasks.models import Task
from towpath.tracking.models import CallSession, CallTurn, Overrule, PersonLease, Statement
from towpath.tracking.queries import desk as keeping

START = "/desk/lists/never_known/call/"


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    keeping._kept.clear()
    return list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 3)).order_by("pk"))


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def _words(answer: object) -> str:
    page = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(page.xpath("//main")[0].text_content().split())


def test_a_session_goes_from_one_to_the_next_and_says_where_it_is(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]
    words = _words(officer.get(first))

    assert "Never known: 1 of 3, 3 still to try." in words
    assert "Amina Adeyemi-Ash" in words
    assert "07700 900000" in words
    assert "Ask for Amina Adeyemi-Ash" in words
    assert "Nobody has ever told us what they do." in words
    second = officer.post(first, {"attempt": "phone:no_answer"})["Location"]
    assert "Never known: 2 of 3, 2 still to try." in _words(officer.get(second))
    [event] = ContactEvent.objects.all()
    assert (event.person_id, event.outcome, event.route.value) == (people[0].pk, "no_answer", "07700900000")  # type: ignore[union-attr]
    assert Event.objects.filter(kind="person.viewed", persons__contains=people[0].public_id).exists()


def test_a_list_of_nobodys_people_is_rung_down_alone(
    officer: Client, people: list[Person], staff: dict[str, User]
) -> None:
    open_case(
        person=people[0], adviser=staff["adviser"], level_of_need="2", because="NEET", next_step=NextStep(DAY, "Ring"),
        by=SETUP, at=MORNING,
    )  # fmt: skip

    words = _words(officer.get(officer.post(f"{START}?adviser=nobody")["Location"]))

    assert "1 of 2, 2 still to try" in words
    assert "Bertie" in words


def test_whoever_was_reached_is_asked_about_and_then_the_next_stands_there(
    officer: Client, people: list[Person]
) -> None:
    first = officer.post(START)["Location"]

    asked = officer.post(first, {"attempt": "phone:spoke_family"})["Location"]

    assert asked == f"{first}status/?how=parent"
    page = html.fromstring(officer.get(asked).content.decode())
    [form] = [one for one in page.forms if "code" in one.fields]
    given = dict(form.fields) | {
        "code": "619",
        "start_date-day": "8",
        "start_date-month": "9",
        "start_date-year": "2025",
    }
    answer = officer.post(asked, {name: value for name, value in given.items() if value is not None})
    assert Statement.objects.get().how == "parent"
    assert CallTurn.objects.get(position=1).is_settled
    assert "Bertie" in _words(officer.get(answer["Location"]))


def test_to_call_back_needs_a_day_and_becomes_a_task(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]

    assert "Give the day on which to ring back." in officer.post(first, {"attempt": "phone:call_back"}).content.decode()
    day = {"back_date-day": "30", "back_date-month": "1", "back_date-year": "2026"}
    assert "This day has passed." in officer.post(first, {"attempt": "phone:call_back", **day}).content.decode()
    officer.post(first, {"attempt": "phone:call_back", **day, "back_date-day": "31", "back_time": "after 4"})

    task = Task.objects.get()
    assert (task.words, task.due_date) == ("Ring back, as they asked: after 4", DAY)
    assert ContactEvent.objects.get().kind == "attempt"


def test_the_last_press_is_taken_back(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]
    session = CallSession.objects.get()
    assert "Nothing has been recorded" in officer.post(f"/desk/calls/{session.pk}/undo/", follow=True).content.decode()
    officer.post(first, {"attempt": "phone:wrong_number"})

    assert officer.post(f"/desk/calls/{session.pk}/undo/")["Location"] == first

    assert ContactEvent.objects.get().withdrawn_at is not None
    assert "Amina" in _words(officer.get(first))


def test_the_same_press_in_two_tabs_is_one_attempt(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]
    for once in ("one tab", "another"):
        officer.post(first, {"attempt": "phone:no_answer", "once": once})

    assert ContactEvent.objects.count() == 1


def test_a_note_outlives_a_turn_that_ended_in_another_tab(officer: Client, people: list[Person]) -> None:
    page = officer.post("/desk/lists/never_known/call/")["Location"]
    officer.post(page, {"attempt": "phone:no_answer", "once": "one"})

    again = officer.post(page, {"attempt": "phone:spoke", "words": "Begins at the yard on Monday", "once": "two"})

    assert again.status_code == 200
    assert "This turn is over already" in _words(again)
    assert "Begins at the yard on Monday" in again.content.decode()
    assert ContactEvent.objects.count() == 1


def test_a_session_is_stopped_and_gone_on_with(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]
    officer.post(first, {"attempt": "phone:left_message"})
    session = CallSession.objects.get()

    assert officer.post(f"/desk/calls/{session.pk}/leave/")["Location"] == "/desk/sessions/"

    assert "1 try, 0 reached, 0 settled, 0 minutes.2 of 3 left." in _words(officer.get("/desk/sessions/"))
    assert "Go on with “Never known”: 2 left" in _words(officer.get("/desk/"))
    assert officer.post(f"/desk/calls/{session.pk}/next/")["Location"] == f"/desk/calls/{session.pk}/2/"
    officer.post(f"/desk/calls/{session.pk}/leave/", {"for_good": "yes"})
    assert "Go on with" not in _words(officer.get("/desk/"))


def test_whoever_is_left_for_later_comes_round_again(officer: Client, people: list[Person]) -> None:
    officer.post(START)
    session = CallSession.objects.get()
    onward = f"/desk/calls/{session.pk}/next/"

    assert officer.post(onward, {"skipped": "1"})["Location"] == f"/desk/calls/{session.pk}/2/"
    assert officer.post(onward, {"skipped": "3"})["Location"] == f"/desk/calls/{session.pk}/1/"
    assert officer.post(onward, {"skipped": "x" * 90})["Location"] == f"/desk/calls/{session.pk}/1/"


def test_a_note_too_long_to_keep_is_not_lost(officer: Client, people: list[Person]) -> None:
    first = officer.post(START)["Location"]
    note = "\u202e" + "مرحبا " * 2000

    answer = officer.post(first, {"attempt": "phone:no_answer", "words": note})

    assert "There is a problem" in _words(answer)
    assert "مرحبا مرحبا" in answer.content.decode()
    assert ContactEvent.objects.count() == 0


def test_whoever_rang_is_heard_though_a_colleague_looks_at_them_now(
    officer: Client, people: list[Person], staff: dict[str, User]
) -> None:
    first = officer.post(START)["Location"]
    PersonLease.objects.update(user=staff["adviser"], until=MORNING + timedelta(days=9999))

    assert officer.get(first)["Location"] == "/desk/sessions/"
    officer.post(first, {"attempt": "phone:no_answer"})

    assert ContactEvent.objects.count() == 1


def test_when_all_have_had_their_turn_it_says_so(officer: Client, people: list[Person]) -> None:
    address = officer.post(START)["Location"]
    for _ in people:
        address = officer.post(address, {"attempt": "phone:no_answer"})["Location"]

    assert address == "/desk/sessions/"
    assert "You are through the list “Never known” for now." in officer.get(address).content.decode()
    assert CallSession.objects.get().stopped_at is not None


def test_a_colleagues_session_is_theirs(
    officer: Client, people: list[Person], staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    first = officer.post(START)["Location"]
    adviser = signed_in(staff["adviser"])

    assert adviser.get(first)["Location"] == "/desk/"
    assert adviser.post(first, {"attempt": "phone:no_answer"})["Location"] == "/desk/"
    assert ContactEvent.objects.count() == 0
    assert "Bertie" in _words(adviser.get(adviser.post(START)["Location"]))


def test_what_is_not_safe_is_never_a_number_to_ring(officer: Client, people: list[Person]) -> None:
    add_contact_route(
        person=people[0], kind="phone", value="07700 900000", belongs_to="self", is_safe="no", source="page:1",
        by=SETUP, at=MORNING + timedelta(minutes=1),
    )  # fmt: skip

    words = _words(officer.get(officer.post(START)["Location"]))

    assert "07700 900000" not in words
    assert "There is no number that may be rung." in words
    assert "is not safe to use" in words


def test_a_rule_that_says_wait_is_overruled_with_one_press(
    officer: Client, people: list[Person], staff: dict[str, User]
) -> None:
    record_contact(
        person=people[0], happened_at=MORNING - timedelta(days=9), channel="phone", outcome="refused",
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    first = officer.post(START)["Location"]
    assert "to be left alone. Leave them until 22 April 2026." in _words(officer.get(first))

    officer.post(f"{first}overrule/", {"rule": "left_alone"})
    officer.post(f"{first}overrule/", {"rule": "nonsense"})

    assert Overrule.objects.get().rule == "left_alone"
    assert "Somebody decided to try today all the same." in _words(officer.get(first))
