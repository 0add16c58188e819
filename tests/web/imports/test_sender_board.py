"""The sender board: who owes us what, late first; adding a sender and expecting a list."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import load, pupil, roll, send, sender_of
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_school
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.imports.actions import expect_list
from towpath.imports.actions.senders import AlreadyAnsweredError, stop_expecting
from towpath.imports.models import ExpectedList, Sender
from towpath.organisation.models import Organisation


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _words(answer: object) -> str:
    return " ".join(_page(answer).xpath("//main")[0].text_content().split())


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def _expect(sender: Sender, due_date: date) -> None:
    expect_list(sender=sender, due_date=due_date, by=SETUP, at=MORNING)


def test_what_is_late_stands_first_with_how_late_it_is(officer: Client, saltmarsh: Organisation) -> None:
    _expect(sender_of(saltmarsh, code="not-due"), date(2026, 2, 27))
    _expect(sender_of(saltmarsh, code="late"), date(2026, 1, 28))  # 31 - 28 = 3 days.
    _expect(sender_of(saltmarsh, code="today"), date(2026, 1, 31))

    page = officer.get("/lists/senders/")

    states = [" ".join(cell.text_content().split()) for cell in _page(page).xpath("//td[@data-label='State']")]
    assert states == ["3 days late", "Due today", "Not due yet"]
    assert "1 list is late." in _words(page)


def test_a_list_that_came_is_linked_and_no_longer_late(officer: Client, saltmarsh: Organisation) -> None:
    _expect(sender_of(saltmarsh), date(2026, 1, 28))
    batch = load(saltmarsh, roll(pupil(1)))

    owed = _page(officer.get("/lists/senders/"))
    page = _page(officer.get("/lists/senders/?show=came"))

    assert owed.xpath("//tbody/tr") == []
    assert page.xpath("//td[@data-label='What to do']/a/@href") == [f"/lists/{batch.number}/"]
    assert "No list is late." in page.text_content()


def test_a_sender_is_added_once_with_an_owner_and_a_place(
    officer: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    school = make_school(saltmarsh)
    answers = {
        "name": "Saltmarsh High School", "format_name": "school_roll", "establishment": school.pk,
        "owner": staff["tracking_officer"].pk,
    }  # fmt: skip

    first = officer.post("/lists/senders/add/", answers)
    again = officer.post("/lists/senders/add/", answers)

    sender = Sender.objects.get()
    assert (sender.code, sender.establishment, sender.owner) == (
        "saltmarsh-high-school", school, staff["tracking_officer"],
    )  # fmt: skip
    assert first["Location"] == again["Location"] == f"/lists/senders/{sender.pk}/expect/"


def test_a_sender_on_the_board_already_is_said_to_be_there_with_a_link_to_change_it(
    officer: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    sender = sender_of(saltmarsh, code="a-sender")

    answer = officer.post(
        "/lists/senders/add/",
        {"name": "A sender", "format_name": "school_roll", "establishment": "", "owner": staff["data_lead"].pk},
    )

    assert "A sender is on the board with that list already. Change that one instead." in _words(answer)
    assert _page(answer).xpath("//main//a[contains(., 'Change A sender')]/@href") == [f"/lists/senders/{sender.pk}/"]
    assert Sender.objects.get().owner is None


def test_a_list_is_expected_once_however_often_it_is_sent(officer: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)
    due = {"due_date-day": "27", "due_date-month": "2", "due_date-year": "2026"}

    officer.post(f"/lists/senders/{sender.pk}/expect/", due)
    officer.post(f"/lists/senders/{sender.pk}/expect/", due)

    assert ExpectedList.objects.get().due_date == date(2026, 2, 27)
    assert "A sender: a list is due by 27 February 2026." in _words(officer.get("/lists/senders/"))


def test_a_due_date_that_is_none_is_asked_for_again(officer: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)

    answer = officer.post(
        f"/lists/senders/{sender.pk}/expect/",
        {"due_date-day": "29", "due_date-month": "2", "due_date-year": "2026"},  # 2026 has no 29 February.
    )

    assert "must be a real date. You typed 29 2 2026." in _words(answer)
    assert ExpectedList.objects.count() == 0


ROLL_WITHOUT_OWNER = {"format_name": "school_roll", "establishment": "", "owner": "", "version": "school_roll::"}


def test_a_sender_gets_another_owner_and_the_log_says_who_it_was(
    officer: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    sender, owner = sender_of(saltmarsh), staff["tracking_officer"]

    officer.post(f"/lists/senders/{sender.pk}/", {**ROLL_WITHOUT_OWNER, "owner": owner.pk})

    sender.refresh_from_db()
    told = Event.objects.get(kind="imports.sender_changed")
    assert sender.owner == owner
    assert owner.public_id in told.facts
    assert owner.name not in told.facts


def test_two_people_who_change_a_sender_are_shown_both_versions(
    officer: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    sender = sender_of(saltmarsh)
    Sender.objects.filter(pk=sender.pk).update(owner=staff["data_lead"])

    answer = officer.post(f"/lists/senders/{sender.pk}/", {**ROLL_WITHOUT_OWNER, "owner": staff["tracking_officer"].pk})

    assert answer.status_code == 409
    assert staff["data_lead"].name in _words(answer)
    sender.refresh_from_db()
    assert sender.owner == staff["data_lead"]


def test_a_sender_may_not_become_one_that_is_there_already(officer: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh, code="high")
    sender_of(saltmarsh, "school_indicators", code="high")

    answer = officer.post(f"/lists/senders/{sender.pk}/", {**ROLL_WITHOUT_OWNER, "format_name": "school_indicators"})

    assert "is on the board with that list already" in _words(answer)
    sender.refresh_from_db()
    assert sender.format == "school_roll"


def test_a_list_is_expected_no_more_and_the_log_keeps_its_day(officer: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)
    _expect(sender, date(2026, 1, 28))
    [expected] = ExpectedList.objects.all()

    officer.post(f"/lists/senders/{sender.pk}/expect-no-more/", {"expected": expected.pk})
    again = officer.post(f"/lists/senders/{sender.pk}/expect-no-more/", {"expected": expected.pk})

    assert not ExpectedList.objects.exists()
    assert "2026-01-28" in Event.objects.get(kind="imports.list_not_expected").facts
    assert "nobody expects it any more" in _words(officer.get(again["Location"]))


def test_a_list_that_came_is_never_taken_off_the_board(officer: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)
    _expect(sender, date(2026, 1, 28))
    load(saltmarsh, roll(pupil(1)))
    [came] = ExpectedList.objects.all()

    officer.post(f"/lists/senders/{sender.pk}/expect-no-more/", {"expected": came.pk})
    with pytest.raises(AlreadyAnsweredError):
        stop_expecting(expected=came, by=SETUP, at=MORNING)

    assert ExpectedList.objects.filter(pk=came.pk, batch__isnull=False).exists()


def test_a_sender_who_sends_no_more_leaves_the_board_and_may_come_back(
    officer: Client, saltmarsh: Organisation, staff: dict[str, User]
) -> None:
    sender = sender_of(saltmarsh, code="a-sender")
    _expect(sender, date(2026, 1, 28))

    asked = officer.get(f"/lists/senders/{sender.pk}/stop/")
    unsure = officer.post(f"/lists/senders/{sender.pk}/stop/", {})
    officer.post(f"/lists/senders/{sender.pk}/stop/", {"sure": "yes"})

    assert "1 list that they owe us will not be chased any more." in _words(asked)
    assert unsure.status_code == 200
    assert "No list is owed" in _words(officer.get("/lists/senders/"))
    assert officer.get(f"/lists/senders/{sender.pk}/").status_code == 404

    school = make_school(saltmarsh)
    answers = {"name": "A sender", "format_name": "school_roll"}
    officer.post("/lists/senders/add/", {**answers, "establishment": school.pk, "owner": staff["tracking_officer"].pk})

    back = Sender.objects.get()
    assert (back.is_active, back.establishment, back.owner) == (True, school, staff["tracking_officer"])
    assert "3 days late" in _words(officer.get("/lists/senders/"))


def test_a_list_that_came_and_could_not_be_read_is_looked_at_first(officer: Client, saltmarsh: Organisation) -> None:
    _expect(sender_of(saltmarsh), date(2026, 1, 28))
    refused = send(saltmarsh, b"Colour,Size\r\nred,9\r\n")

    page = _page(officer.get("/lists/senders/"))

    assert page.xpath("//td[@data-label='What to do']/a/@href") == [f"/lists/{refused.number}/"]


@pytest.mark.parametrize("address", ["", "stop/", "expect/"])
def test_a_sender_of_the_next_council_is_not_found(officer: Client, farbank: Organisation, address: str) -> None:
    assert officer.get(f"/lists/senders/{sender_of(farbank).pk}/{address}").status_code == 404


def test_the_board_costs_the_same_however_many_senders(
    officer: Client, saltmarsh: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        _expect(sender_of(saltmarsh, code=f"sender-{number}"), date(2026, 1, 20))
    officer.get("/lists/senders/")

    with django_assert_max_num_queries(7):
        board = officer.get("/lists/senders/")
    with django_assert_max_num_queries(8):
        senders = officer.get("/lists/senders/?show=senders&page=2")

    assert len(_page(board).xpath("//tbody/tr")) == 50
    assert len(_page(senders).xpath("//tbody/tr")) == 60 - 50
