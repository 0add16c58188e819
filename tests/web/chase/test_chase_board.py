"""The chase board: who stands on it, filters, an attempt that goes on to the next, and whom to visit."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement

LONG_AGO = date(2025, 12, 1)


def _neet(organisation: Organisation, *person_ids: int) -> None:
    told = [
        NewStatement(
            person_id=person_id,
            code="619",
            start_date=date(2025, 9, 8),
            verified_date=LONG_AGO,
            how="young_person",
            sender="advisers",
            source="page:1",
        )
        for person_id in person_ids
    ]
    record_statements(organisation=organisation, incoming=told, by=SETUP, at=MORNING)


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three on the board: the first NEET since September, the others never heard of."""
    ids = make_pupils(saltmarsh, 3)
    _neet(saltmarsh, ids[0])
    return [Person.objects.get(pk=person_id) for person_id in ids]


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _names(answer: object) -> list[str]:
    return [each.text_content() for each in _page(answer).xpath("//tbody//th//a")]


def test_those_not_known_stand_before_the_neet(officer: Client, people: list[Person]) -> None:
    assert _names(officer.get("/chase/")) == ["Bertie Blackshaw-Birch", "Chloe Cartwright-Cedar", "Amina Adeyemi-Ash"]


def test_the_log_holds_everybody_on_the_page_and_nobody_else(officer: Client, people: list[Person]) -> None:
    officer.get("/chase/?reason=neet_not_contacted")

    shown = Event.objects.filter(kind="chase.viewed").last()
    assert shown is not None
    assert people[0].public_id in str(shown.persons)
    assert people[1].public_id not in str(shown.persons)


def test_a_reason_is_a_filter_that_can_be_taken_away(officer: Client, people: list[Person]) -> None:
    answer = officer.get("/chase/?reason=neet_not_contacted")

    assert _names(answer) == ["Amina Adeyemi-Ash"]
    assert "NEET, not reached" in _page(answer).xpath("//ul[@class='tp-chosen']")[0].text_content()


def test_a_filter_that_nobody_offers_is_left_aside(officer: Client, people: list[Person]) -> None:
    assert len(_names(officer.get("/chase/?reason=nonsense"))) == 3


def test_an_adviser_may_ask_for_whoever_has_nobody(
    staff: dict[str, User], signed_in: Callable[[User], Client], people: list[Person]
) -> None:
    adviser = signed_in(staff["adviser"])

    assert len(_names(adviser.get("/chase/?adviser=nobody"))) == 3
    assert _names(adviser.get("/chase/?adviser=mine")) == []


def test_one_press_records_an_attempt_and_goes_on_to_the_next(officer: Client, people: list[Person]) -> None:
    address = f"/chase/{people[1].public_id}/attempt/"
    page = _page(officer.get(f"{address}?reason=not_known"))
    [form] = [one for one in page.forms if "following" in one.fields]

    answer = officer.post(f"{address}?reason=not_known", {**dict(form.fields), "attempt": "phone:no_answer"})

    assert "1 of 2 to find" in page.text_content()
    assert answer["Location"] == f"/chase/{people[2].public_id}/attempt/?reason=not_known"
    [event] = ContactEvent.objects.all()
    assert (event.person_id, event.kind, event.channel, event.outcome) == (
        people[1].pk,
        "attempt",
        "phone",
        "no_answer",
    )
    # An attempt is not a contact: they stay on the board, and it says that they were tried.
    assert "Last tried 31 Jan 2026, 1 try since reached" in officer.get("/chase/").content.decode()


def test_the_last_of_the_list_leads_back_to_the_board(officer: Client, people: list[Person]) -> None:
    address = f"/chase/{people[0].public_id}/attempt/"

    answer = officer.post(address, {"attempt": "in_person:not_in", "following": ""})

    assert answer["Location"] == "/chase/"


def test_whoever_was_reached_is_asked_about_next(officer: Client, people: list[Person]) -> None:
    answer = officer.post(f"/chase/{people[1].public_id}/attempt/", {"attempt": "phone:spoke"})

    assert answer["Location"] == f"/people/{people[1].public_id}/status/"


def test_the_same_press_twice_is_one_attempt(officer: Client, people: list[Person]) -> None:
    address = f"/chase/{people[1].public_id}/attempt/"
    sent = {"attempt": "phone:no_answer", "once": "the-same-form"}

    first, again = officer.post(address, sent), officer.post(address, sent)

    assert first["Location"] == again["Location"]
    assert ContactEvent.objects.count() == 1


def test_a_press_that_says_nothing_keeps_the_note(officer: Client, people: list[Person]) -> None:
    answer = officer.post(f"/chase/{people[1].public_id}/attempt/", {"words": "Try after school"})

    assert "Choose what happened." in answer.content.decode()
    assert "Try after school" in answer.content.decode()
    assert ContactEvent.objects.count() == 0


def test_visits_are_grouped_by_sector_and_name_nobody_until_one_is_chosen(
    officer: Client, people: list[Person]
) -> None:
    sectors, doors = officer.get("/chase/visits/"), officer.get("/chase/visits/?sector=SM2 3")

    assert "SM2 3" in sectors.content.decode()
    assert "Cartwright" not in sectors.content.decode()
    addresses = [each.text_content() for each in _page(doors).xpath("//tbody//th")]
    assert addresses == [f"{number} Quay Street, Saltmarsh, SM2 3CD" for number in (0, 1, 2)]
    assert officer.get("/chase/visits/?sector=ZZ9 9")["Location"] == "/chase/visits/"


def test_a_stranger_finds_nobody(stranger: User, signed_in: Callable[[User], Client], people: list[Person]) -> None:
    client = signed_in(stranger)

    assert _names(client.get("/chase/")) == []
    assert client.get(f"/chase/{people[0].public_id}/attempt/").status_code == 404
    assert client.post(f"/chase/{people[0].public_id}/attempt/", {"attempt": "phone:spoke"}).status_code == 404
    assert ContactEvent.objects.count() == 0


@pytest.mark.parametrize("role", ["school_lead", "commissioner"])
def test_the_board_is_for_those_who_chase(
    staff: dict[str, User], signed_in: Callable[[User], Client], role: str
) -> None:
    assert signed_in(staff[role]).get("/chase/").status_code == 403


def test_the_board_costs_the_same_however_many_are_on_it(officer: Client, saltmarsh: Organisation) -> None:
    make_pupils(saltmarsh, 2)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            officer.get("/chase/")
        return len(captured)

    queries()
    few = queries()
    make_pupils(saltmarsh, 60)

    assert queries() == few
    assert len(_names(officer.get("/chase/"))) == 50


def test_a_tracking_officer_sees_whose_case_it_is_and_nothing_else_of_it(
    officer: Client, people: list[Person], staff: dict[str, User]
) -> None:
    open_case(
        person=people[1], adviser=staff["adviser"], level_of_need="1", because="Left home",
        next_step=NextStep(DAY, "Ring her aunt"), by=SETUP, at=MORNING,
    )  # fmt: skip

    board = officer.get("/chase/").content.decode()
    hers = officer.get(f"/chase/?adviser={staff['adviser'].public_id}")
    record = officer.get(f"/people/{people[1].public_id}/").content.decode()

    assert "Adviser: Adaeze Okafor" in board
    assert "Adviser: nobody yet" in board
    assert _names(hers) == ["Bertie Blackshaw-Birch"]
    assert "Adaeze Okafor" in record
    # What is planned, and how much help they need, is for those who work cases.
    assert "Ring her aunt" not in board + record
    assert "intensive" not in board + record
    assert officer.get("/cases/").status_code == 403
