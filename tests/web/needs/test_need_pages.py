"""How things are and what stands in the way, on pages: bad answers, two tabs, and who may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.web.answers import filled_in, in_boxes, words_of
from towpath.access.models import User
from towpath.caseload.actions import close_barrier, open_barrier
from towpath.caseload.lists import BARRIER_CLOSINGS
from towpath.caseload.models import Barrier, NeedsAssessment
from towpath.organisation.actions import change_choice
from towpath.organisation.lists import choices_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person

Login = Callable[[User], Client]

ASKED = {"strengths": "Good with her hands", "score_money": "3", "words_money": "Skint till Friday"}
LONG_AND_BOTH_WAYS = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eright to left\u202c and back. " * 330


def page_of(wren: Person, page: str) -> str:
    return f"/people/{wren.public_id}/{page}/"


@pytest.fixture
def barrier(wren: Person) -> Barrier:
    return open_barrier(person=wren, code="travel", opened_date=DAY, by=SETUP, at=MORNING)


def test_what_was_talked_about_and_sent_twice_is_one_look(adviser: Client, wren: Person) -> None:
    page = page_of(wren, "needs/record")
    sent = filled_in(adviser.get(page)) | ASKED

    answers = [adviser.post(page, sent, follow=True) for _ in "ab"]

    assert "What you talked about is saved." in words_of(answers[0])
    assert NeedsAssessment.objects.get().scores.get().words == "Skint till Friday"


def test_a_long_answer_in_two_directions_is_kept_whole(adviser: Client, wren: Person) -> None:
    page = page_of(wren, "needs/record")

    answer = adviser.post(page, filled_in(adviser.get(page)) | ASKED | {"strengths": LONG_AND_BOTH_WAYS}, follow=True)

    assert NeedsAssessment.objects.get().strengths == LONG_AND_BOTH_WAYS.strip()
    assert f'dir="auto">{LONG_AND_BOTH_WAYS[:60]}' in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"strengths": ""}, "Answer “What goes well, and what are they good at?”"),
        ({"score_money": "", "words_money": ""}, "Give a score for one part of life at least."),
        ({"score_money": ""}, "Choose a score for “Money”, or take the words out."),
        ({"score_money": "11"}, "Select a valid choice"),
        ({"words_money": "x" * 10_000}, "at most 300 characters"),
        (in_boxes("assessed_date", 1, 2, 2026), "must be on or before 31 January 2026"),
    ],
    ids=["no strengths", "nothing asked", "words alone", "eleven", "too long", "tomorrow"],
)
def test_a_look_that_cannot_be_says_why_and_keeps_what_was_typed(
    adviser: Client, wren: Person, changed: dict[str, str], told: str
) -> None:
    page = page_of(wren, "needs/record")

    answer = adviser.post(page, filled_in(adviser.get(page)) | ASKED | {"what_would_help": "A bus pass"} | changed)

    assert told in words_of(answer)
    kept = filled_in(answer)
    assert kept["what_would_help"] == "A bus pass"
    assert {name: kept[name] for name in changed if name != "score_money"} == {
        name: value for name, value in changed.items() if name != "score_money"
    }
    assert NeedsAssessment.objects.count() == 0


def test_a_barrier_is_open_once(adviser: Client, wren: Person, barrier: Barrier) -> None:
    page = page_of(wren, "barriers/open")

    answer = adviser.post(page, filled_in(adviser.get(page)) | {"code": "travel", "words": "No bus on Sundays"})

    assert "open already" in words_of(answer)
    assert filled_in(answer)["words"] == "No bus on Sundays"
    assert Barrier.objects.get() == barrier


@pytest.mark.parametrize(
    ("page", "changed", "told"),
    [
        ("barriers/open", {"code": "money"} | in_boxes("opened_date", 1, 2, 2026), "on or before 31 January 2026"),
        ("barriers/open", {"code": "tides"}, "Select a valid choice"),
        ("barriers/open", {"code": "money", "words": "x" * 10_000}, "at most 300 characters"),
        ("close", {"because": "solved"} | in_boxes("closed_date", 1, 2, 2026), "on or before 31 January 2026"),
        ("close", {"because": "solved"} | in_boxes("closed_date", 30, 1, 2026), "on or after 31 January 2026"),
        ("close", {}, "Answer “Why is it closed?”"),
    ],
    ids=["tomorrow", "no such barrier", "too long", "closed tomorrow", "closed before", "no reason"],
)
def test_a_barrier_that_cannot_be_so_says_why(
    adviser: Client, wren: Person, barrier: Barrier, page: str, changed: dict[str, str], told: str
) -> None:
    address = page_of(wren, f"barriers/{barrier.pk}/close" if page == "close" else page)

    answer = adviser.post(address, filled_in(adviser.get(address)) | changed)

    assert told in words_of(answer)
    assert Barrier.objects.get().closed_date is None


def test_a_barrier_closed_in_two_tabs_is_closed_by_the_first(adviser: Client, wren: Person, barrier: Barrier) -> None:
    address = page_of(wren, f"barriers/{barrier.pk}/close")
    first, second = (filled_in(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | {"because": "solved", "words": "A lift with her aunt"})

    answer = adviser.post(address, second | {"because": "not_so", "words": "Never was"}, follow=True)

    assert "closed already" in words_of(answer)
    closed = Barrier.objects.get()
    assert (closed.closed_because, closed.closed_words) == ("solved", "A lift with her aunt")


def test_why_a_barrier_was_closed_keeps_the_words_that_were_chosen(
    adviser: Client, saltmarsh: Organisation, wren: Person, barrier: Barrier
) -> None:
    close_barrier(barrier=barrier, because="solved", closed_date=DAY, by=SETUP, at=MORNING)
    reason = choices_of(saltmarsh.pk, BARRIER_CLOSINGS)["solved"].words

    change_choice(
        organisation=saltmarsh, of=BARRIER_CLOSINGS, code="solved", seen=None, words="Sorted out", is_offered=True,
        by=SETUP, at=MORNING + timedelta(minutes=1),
    )  # fmt: skip

    page = words_of(adviser.get(page_of(wren, "needs")))
    assert reason in page
    assert "Sorted out" not in page


@pytest.mark.parametrize("page", ["needs", "needs/record", "needs/strike-out", "barriers/open", "case/who"])
def test_needs_are_for_those_who_work_cases_in_their_own_council(
    staff: dict[str, User], signed_in: Login, farbank: Organisation, wren: Person, page: str
) -> None:
    next_door = make_user(farbank, "adviser", name="Stella Peel", email="stella@farbank.example")

    answers = [signed_in(staff[role]).get(page_of(wren, page)).status_code for role in ("school_lead", "data_lead")]

    assert answers == [403, 403]
    assert signed_in(next_door).get(page_of(wren, page)).status_code == 404
    assert signed_in(staff["adviser"]).get(page_of(wren, page)).status_code in (200, 302)
