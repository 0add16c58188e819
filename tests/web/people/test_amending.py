"""Change a contact: what it said before stays to be read by those who may, and nobody writes over another unseen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.web.answers import filled_in, in_boxes, words_of
from towpath.access.models import User
from towpath.caseload.actions import Contact, record_work
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep, record_contact
from towpath.contact.models import ContactEvent
from towpath.people.models import Person
from towpath.tasks.models import Task

Login = Callable[[User], Client]
IN_A_WEEK = DAY + timedelta(days=7)
LONG_AND_BOTH_WAYS = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eright to left\u202c and back. " * 330


@pytest.fixture
def contact(wren: Person, staff: dict[str, User]) -> ContactEvent:
    """Return a call with Wren, after which the adviser is to ring again in a week."""
    return record_contact(
        person=wren, happened_at=MORNING, channel="phone", outcome="spoke", words="Likes bricks",
        owner=staff["adviser"], by=SETUP, at=MORNING, next_step=NextStep(IN_A_WEEK, "Ring again"),
    )  # fmt: skip


@pytest.fixture
def address(wren: Person, contact: ContactEvent) -> str:
    return f"/people/{wren.public_id}/contacts/{contact.pk}/"


def test_a_changed_contact_shows_what_it_said_before_with_who_and_why(adviser: Client, address: str) -> None:
    page = adviser.get(f"{address}change/")
    sent = filled_in(page) | {"words": "Likes bricklaying", "outcome": "seen", "because": "I mixed up two notes"}

    said = words_of(adviser.post(f"{address}change/", sent, follow=True))

    assert "A contact, changed once" in said
    assert "Likes bricklaying Next: Ring again by 7 Feb 2026." in said
    assert "Changed on 31 January 2026 by Adaeze Okafor: I mixed up two notes." in said
    log = words_of(adviser.get(address.rsplit("/", 2)[0] + "/"))
    assert "Seen in person (phone)" in log
    assert "Changed once" in log
    assert "Likes bricks " not in log


def test_what_comes_next_is_followed_by_its_task(adviser: Client, address: str) -> None:
    later = in_boxes("due_date", 10, 2, 2026)

    adviser.post(f"{address}change/", filled_in(adviser.get(f"{address}change/")) | later | {"because": "He is away"})

    assert Task.objects.get(state="open").due_date == DAY + timedelta(days=10)


def test_of_two_tabs_the_second_is_refused_with_its_words_still_there(adviser: Client, address: str) -> None:
    one, other = (filled_in(adviser.get(f"{address}change/")) for _ in range(2))
    adviser.post(f"{address}change/", one | {"words": "Likes bricklaying", "because": "First"})

    answer = adviser.post(f"{address}change/", other | {"words": "Likes beekeeping", "because": "Second"})

    assert answer.status_code == 409
    assert "Likes bricklaying" in words_of(answer)
    assert b">Likes beekeeping</textarea>" in answer.content
    assert ContactEvent.objects.count() == 2
    adviser.post(f"{address}change/", filled_in(answer))
    latest = ContactEvent.objects.get(withdrawn_at__isnull=True)
    assert (latest.words, latest.version) == ("Likes beekeeping", 3)


def test_the_same_change_sent_twice_is_one_version(adviser: Client, address: str) -> None:
    sent = filled_in(adviser.get(f"{address}change/")) | {"words": "Likes bricklaying", "because": "Heard it wrong"}

    for _ in range(2):
        adviser.post(f"{address}change/", sent)

    assert ContactEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Say why you change it."),
        ({"because": "x"}, "Nothing is changed yet."),
        ({"because": "x", "words": LONG_AND_BOTH_WAYS}, "at most 4000 characters"),
        ({"because": "x", **in_boxes("happened_date", 1, 2, 2026)}, "must be on or before 31 January 2026"),
        ({"because": "x", **in_boxes("due_date", 30, 1, 2026)}, "must be on or after 31 January 2026"),
        ({"because": "x", **dict.fromkeys(in_boxes("due_date", 1, 1, 1), "")}, "Give the day by which"),
        ({"because": "x", "outcome": "teleported"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_saved_says_why_and_loses_nothing(
    adviser: Client, address: str, wrong: dict[str, str], said: str
) -> None:
    answer = adviser.post(f"{address}change/", filled_in(adviser.get(f"{address}change/")) | wrong)

    assert said in words_of(answer)
    assert ContactEvent.objects.count() == 1


def test_what_comes_next_may_stay_on_a_day_that_has_passed(adviser: Client, address: str) -> None:
    ContactEvent.objects.update(next_date=DAY - timedelta(days=3))

    sent = filled_in(adviser.get(f"{address}change/")) | {"words": "Likes bricklaying", "because": "Heard it wrong"}
    adviser.post(f"{address}change/", sent)

    assert ContactEvent.objects.count() == 2


def test_the_case_follows_what_it_still_plans(adviser: Client, wren: Person, case: Case) -> None:
    told = Contact(happened_at=MORNING, channel="phone", outcome="spoke")
    event = record_work(
        case=case, version=1, contact=told, next_step=NextStep(IN_A_WEEK, "Ring again"), by=SETUP, at=MORNING
    )
    address = f"/people/{wren.public_id}/contacts/{event.pk}/change/"

    adviser.post(address, filled_in(adviser.get(address)) | {"step": "Write instead", "because": "No phone now"})

    case.refresh_from_db()
    assert (case.next_words, case.next_date) == ("Write instead", IN_A_WEEK)


def test_a_case_that_plans_something_else_by_now_stays(adviser: Client, wren: Person, case: Case) -> None:
    event = record_contact(
        person=wren, happened_at=MORNING, channel="phone", outcome="spoke", owner=case.adviser, by=SETUP, at=MORNING,
        next_step=NextStep(IN_A_WEEK, "Ring his aunt"),
    )  # fmt: skip
    address = f"/people/{wren.public_id}/contacts/{event.pk}/change/"

    adviser.post(address, filled_in(adviser.get(address)) | {"step": "Write to her", "because": "No phone now"})

    case.refresh_from_db()
    assert case.next_words == "Ring about the open day"


def test_what_some_need_to_know_is_changed_and_read_by_them_alone(
    adviser: Client, staff: dict[str, User], signed_in: Login, address: str
) -> None:
    sent = filled_in(adviser.get(f"{address}change/")) | {"need_to_know": "on", "because": "It is about home"}
    adviser.post(f"{address}change/", sent)

    officer = signed_in(staff["tracking_officer"])

    for page in ("", "change/", "strike-out/"):
        assert officer.get(f"{address}{page}").status_code == 404
    log = words_of(officer.get(address.rsplit("/", 2)[0] + "/"))
    assert "Likes bricks" not in log
    assert "It is about home" not in log
    assert "Likes bricks" in words_of(signed_in(staff["manager"]).get(address))


def test_what_is_struck_out_is_read_and_changed_no_more(adviser: Client, address: str) -> None:
    adviser.post(f"{address}strike-out/", filled_in(adviser.get(f"{address}strike-out/")) | {"because": "Robin"})

    assert "Struck out on 31 January 2026" in words_of(adviser.get(address))
    assert "is not changed any more" in words_of(adviser.get(f"{address}change/", follow=True))
