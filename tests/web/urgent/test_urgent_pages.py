"""The pages of urgent looks: what is said before, what is shown and for how long, and what a manager makes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person, mark_address, pupil
from tests.web.answers import filled_in, hidden_of, words_of
from towpath.access.actions import suspend_user
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.contact.actions import record_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_care_fact, record_characteristic
from towpath.people.models import Person
from towpath.privacy.models import UrgentLook

Login = Callable[[User], Client]
WHY = "Her mother rang: she has not come home and I must visit"
HOW = {"source": "page", "by": SETUP, "at": MORNING}


class Clock:
    """What the site takes the time to be."""

    def __init__(self) -> None:
        self.now = MORNING + timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    for module in ("urgent.views", "urgent.reviewing", "people.views", "disclosure"):
        monkeypatch.setattr(f"towpath.web.{module}.now", told)
    return told


@pytest.fixture
def kept(wren: Person, staff: dict[str, User]) -> Person:
    """Return Wren, who has something behind every door."""
    mark_address(person=wren, care_of="c/o Lock House, SM1 1AA", **HOW)
    record_care_fact(person=wren, kind="looked_after", social_worker="Hetty Dabchick", **HOW)
    for code in ("170", "150"):
        record_characteristic(person=wren, code=code, disclosed_by=f"Teller of {code}", **HOW)
    record_contact(
        person=wren, happened_at=MORNING, channel="phone", outcome="spoke", words="Said ospreynest", by=SETUP,
        owner=staff["manager"], audience="need_to_know", at=MORNING,
    )  # fmt: skip
    return wren


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["manager"])


def page(name: str, person: Person) -> str:
    return reverse(name, args=[person.public_id])


def asks(client: Client, person: Person, *, door: str = "address", reason: str = WHY):
    address = page("people_urgent", person)
    return client.post(address, hidden_of(client.get(address)) | {"door": door, "reason": reason})


def test_it_is_said_beforehand_what_is_logged_who_reads_it_and_how_long(
    officer: Client, kept: Person, clock: Clock
) -> None:
    said = words_of(officer.get(page("people_urgent", kept)))

    for words in (
        "it is written down that you looked",
        "a manager reads why, and says within 2 working days",
        "open for 60 minutes, to you alone, and shows one thing about one person",
        "It never shows a safeguarding concern",
        "there may be nothing to see",
    ):
        assert words in said
    assert "Ropewalk" not in said


@pytest.mark.parametrize(
    ("door", "shown"),
    [
        ("address", "4 Ropewalk"),
        ("notes", "Said ospreynest"),
        ("care", "Hetty Dabchick"),
        ("justice", "Teller of 170"),
        ("health", "Teller of 150"),
    ],
)
def test_what_was_asked_for_is_shown_and_nothing_else_and_on_no_other_page(
    officer: Client, kept: Person, clock: Clock, door: str, shown: str
) -> None:
    answer = asks(officer, kept, door=door)

    assert answer["Location"] == page("people_urgent_look", kept)
    said = words_of(officer.get(answer["Location"]))
    everything = ("4 Ropewalk", "Said ospreynest", "Hetty Dabchick", "Teller of 170", "Teller of 150")
    assert [words for words in everything if words in said] == [shown]
    assert "Open to you until 11:00am" in said
    for name in ("people_person", "people_contacts", "people_family", "people_urgent"):
        elsewhere = words_of(officer.get(page(name, kept)))
        assert not [words for words in everything if words in elsewhere]
        if name != "people_family":
            assert "Open to you until 11:00am" in elsewhere or name == "people_urgent"


def test_each_look_is_in_the_log_with_the_row_that_let_it(officer: Client, kept: Person, clock: Clock) -> None:
    asks(officer, kept)
    asks(officer, kept, door="care")

    officer.get(page("people_urgent_look", kept))

    rows = {f"privacy_urgent_look:{each}" for each in UrgentLook.objects.values_list("pk", flat=True)}
    events = Event.objects.filter(kind="urgent.viewed")
    assert (len(rows), {each.subject for each in events}) == (2, rows)
    assert all(kept.public_id in each.persons for each in events)


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 302), (61, 302)])
def test_what_ended_between_opening_and_reading_is_not_shown_and_is_asked_for_again(
    officer: Client, kept: Person, clock: Clock, minutes: int, status: int
) -> None:
    asks(officer, kept)
    clock.passes(minutes=minutes)

    answer = officer.get(page("people_urgent_look", kept))

    assert answer.status_code == status
    assert (b"4 Ropewalk" in answer.content) is (status == 200)
    if status == 302:
        assert "Nothing is open" in words_of(officer.get(answer["Location"]))
        assert "Open to you until" not in words_of(officer.get(page("people_person", kept)))
        assert not Event.objects.filter(kind="urgent.viewed").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "I need it"}, "You gave 3 words. Say in 10 or more why you need to see it now"),
        ({"reason": "   "}, "Answer “Why do you need to see it now?”"),
        ({"door": ""}, "Answer “What do you need to see?”"),
        ({"door": "concerns"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    officer: Client, kept: Person, clock: Clock, sent: dict[str, str], said: str
) -> None:
    address = page("people_urgent", kept)

    answer = officer.post(address, hidden_of(officer.get(address)) | {"door": "care", "reason": WHY} | sent)

    assert answer.status_code == 200
    assert said in words_of(answer)
    assert filled_in(answer)["reason"].strip() == sent.get("reason", WHY).strip()
    assert not UrgentLook.objects.exists()


def test_a_door_that_the_role_sees_anyway_is_not_offered(adviser: Client, kept: Person, clock: Clock) -> None:
    content = adviser.get(page("people_urgent", kept)).content.decode()

    assert 'value="address"' in content
    assert 'value="notes"' in content
    assert 'value="care"' not in content
    address = page("people_urgent", kept)
    adviser.post(address, hidden_of(adviser.get(address)) | {"door": "care", "reason": WHY})
    assert not UrgentLook.objects.exists()


def test_two_tabs_and_a_second_press_open_it_once(officer: Client, kept: Person, clock: Clock) -> None:
    address = page("people_urgent", kept)
    one, other = hidden_of(officer.get(address)), hidden_of(officer.get(address))
    sent = {"door": "address", "reason": WHY}

    officer.post(address, one | sent)
    again, tab = officer.post(address, one | sent), officer.post(address, other | sent)

    assert again["Location"] == tab["Location"] == page("people_urgent_look", kept)
    assert UrgentLook.objects.count() == 1
    assert "You have this open already, until 11:00am." in words_of(officer.get(tab["Location"]))


def test_a_long_reason_right_to_left_reaches_the_manager_as_written(
    officer: Client, manager: Client, kept: Person, clock: Clock
) -> None:
    asks(officer, kept, reason="لأن أمها اتصلت وقالت إنها لم تعد إلى البيت الليلة " * 250)

    content = manager.get(reverse("urgent_one", args=[UrgentLook.objects.get().public_id])).content.decode()

    assert content.count("البيت الليلة") == 250
    assert 'dir="auto"' in content


def test_closing_shows_nothing_any_more_and_closing_twice_says_so(officer: Client, kept: Person, clock: Clock) -> None:
    asks(officer, kept)
    asks(officer, kept, door="care")

    first = officer.post(page("people_urgent_close", kept), follow=True)
    second = officer.post(page("people_urgent_close", kept), follow=True)

    assert "Closed." in words_of(first)
    assert "Nothing was open any more." in words_of(second)
    assert officer.get(page("people_urgent_look", kept)).status_code == 302


def test_a_colleague_s_look_and_a_forwarded_address_show_nothing(
    officer: Client, kept: Person, clock: Clock, staff: dict[str, User], signed_in: Login, saltmarsh: Organisation
) -> None:
    asks(officer, kept)
    twin = make_user(saltmarsh, "tracking_officer", name="Ola Nyström", email="ola@saltmarsh.example")

    for user in (twin, staff["adviser"], staff["data_lead"]):
        answer = signed_in(user).get(page("people_urgent_look", kept))
        assert answer.status_code == 302
        assert b"Ropewalk" not in answer.content
    for role in ("specialist", "manager", "school_lead", "commissioner", "safeguarding_lead"):
        for name in ("people_urgent", "people_urgent_look"):
            assert signed_in(staff[role]).get(page(name, kept)).status_code == 403


def test_the_next_council_gets_nothing_at_any_of_its_doors(
    officer: Client, kept: Person, clock: Clock, farbank: Organisation, signed_in: Login
) -> None:
    asks(officer, kept)
    look = UrgentLook.objects.get()
    theirs = signed_in(make_user(farbank, "adviser", name="Stanley Peel"))
    boss = signed_in(make_user(farbank, "manager", name="Mo Reid"))

    for name in ("people_urgent", "people_urgent_look"):
        assert theirs.get(page(name, kept)).status_code == 404
    assert theirs.post(page("people_urgent", kept), {"door": "address", "reason": WHY}).status_code == 404
    assert theirs.post(page("people_urgent_close", kept)).status_code == 404
    assert boss.get(reverse("urgent_one", args=[look.public_id])).status_code == 404
    assert "Tomasz" not in words_of(boss.get(reverse("urgent")))
    look.refresh_from_db()
    assert look.closed_at is None


def test_joining_another_record_ends_what_was_open(
    officer: Client, kept: Person, clock: Clock, saltmarsh: Organisation
) -> None:
    rowan = make_person(saltmarsh, pupil(1))
    asks(officer, rowan)

    merge_people(person=kept, same_as=rowan, by=SETUP, at=clock.now + timedelta(minutes=1))
    clock.passes(minutes=2)

    for person in (kept, rowan):
        answer = officer.get(page("people_urgent_look", person))
        assert answer.status_code == 302
        assert b"Ropewalk" not in answer.content


def test_somebody_suspended_loses_what_they_opened(
    officer: Client, kept: Person, clock: Clock, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    asks(officer, kept)

    suspend_user(staff["tracking_officer"], organisation=saltmarsh, by=SETUP, at=MORNING)

    assert b"Ropewalk" not in officer.get(page("people_urgent_look", kept)).content


def test_a_manager_reads_why_and_says_whether_it_was_right(
    officer: Client, manager: Client, kept: Person, clock: Clock
) -> None:
    asks(officer, kept)
    officer.get(page("people_urgent_look", kept))
    clock.passes(minutes=5)
    officer.get(page("people_urgent_look", kept))
    assert "Review an urgent look" in words_of(manager.get(reverse("today")))

    listed = words_of(manager.get(reverse("urgent")))
    address = reverse("urgent_one", args=[UrgentLook.objects.get().public_id])
    said = words_of(manager.get(address))

    assert "Tomasz Wilk" in listed
    assert "To review" in listed
    assert "mother" not in listed
    assert WHY in said
    assert "2 times: 10:00am, 10:05am" in said
    form = hidden_of(manager.get(address))
    refused = words_of(manager.post(address, form | {"verdict": "wrong", "words": ""}))
    assert "Say why it was not right, and what is done about it." in refused
    other_tab = hidden_of(manager.get(address))
    form = hidden_of(manager.get(address))
    assert manager.post(address, form | {"verdict": "wrong", "words": "Told him"})["Location"] == reverse("urgent")
    assert "already" in words_of(manager.post(address, other_tab | {"verdict": "right", "words": ""}))
    assert officer.get(page("people_urgent_look", kept)).status_code == 302
    assert "Review an urgent look" not in words_of(manager.get(reverse("today")))
    assert "Not right" in words_of(manager.get(reverse("urgent")))


def test_one_that_nobody_reviewed_in_time_stands_on_today(
    officer: Client, manager: Client, adviser: Client, kept: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(officer, kept)
    words = "Urgent looks nobody has reviewed"
    at_first = words_of(manager.get(reverse("today")))
    assert words not in at_first
    assert "Urgent looks to review" in at_first

    # Opened on a Saturday: the second working day is Tuesday 3 February.
    for day, is_late in (("2026-02-03", False), ("2026-02-04", True)):
        monkeypatch.setenv("TOWPATH_TODAY", day)
        assert (words in words_of(manager.get(reverse("today")))) is is_late
        assert words not in words_of(adviser.get(reverse("today")))
    assert "Late" in words_of(manager.get(reverse("urgent")))


def test_the_list_asks_as_often_of_many_as_of_a_few(
    officer: Client, manager: Client, kept: Person, clock: Clock, saltmarsh: Organisation
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(reverse("urgent")).status_code == 200
        return len(captured)

    asks(officer, kept)
    queries()
    few = queries()
    for number in range(1, 6):
        asks(officer, make_person(saltmarsh, pupil(number)))

    assert queries() == few
    assert few <= 35
