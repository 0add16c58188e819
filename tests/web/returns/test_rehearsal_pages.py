"""The rehearsal's pages: what would be wrong today, what is new since last night, and whose record each is on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.jobs.models import Job
from towpath.jobs.schedule import queue_nightly
from towpath.organisation.models import Organisation
from towpath.returns.actions import rehearse
from towpath.returns.models import Rehearsal

NIGHT_BEFORE = MORNING - timedelta(days=1)


def words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


@pytest.fixture
def nights(saltmarsh: Organisation) -> list[Rehearsal]:
    """Return two nights, Wren having come between them."""
    make_pupils(saltmarsh, 2)
    first = rehearse(
        organisation=saltmarsh, by=SETUP, at=NIGHT_BEFORE + timedelta(days=1), night_date=NIGHT_BEFORE.date()
    )
    make_person(saltmarsh)
    later = MORNING + timedelta(minutes=9)
    return [first, rehearse(organisation=saltmarsh, by=SETUP, at=later, night_date=later.date())]


def test_before_the_first_night_the_page_says_so(lead: Client) -> None:
    assert "Nothing has been rehearsed" in words(lead.get("/returns/rehearsals/"))


def test_the_latest_says_what_is_wrong_and_what_is_new(lead: Client, nights: list[Rehearsal]) -> None:
    said = words(lead.get("/returns/rehearsals/"))

    assert "Rehearsal of the return of January 2026" in said
    assert "Nobody has told us what they are doing" in said
    assert "The rates in this return of January 2026" in said
    assert f"{nights[1].counts['since']['new']} new, 0 mended" in said


def test_a_problem_leads_to_each_young_person_and_the_log_knows(lead: Client, nights: list[Rehearsal]) -> None:
    new = lead.get(f"/returns/rehearsals/{nights[1].pk}/problems/no_statement/?show=new")

    assert "Wren" in words(new)
    assert "Amina" not in words(new)
    assert len(Event.objects.filter(kind="returns.problems_viewed").last().persons.split()) == 1  # type: ignore[union-attr]
    assert "There are none." in words(lead.get(f"/returns/rehearsals/{nights[1].pk}/problems/none-such/?show=odd"))


def test_the_trend_is_a_picture_with_its_table(lead: Client, nights: list[Rehearsal]) -> None:
    Rehearsal.objects.filter(pk=nights[0].pk).update(rehearsed_at=NIGHT_BEFORE)

    picture = lead.get(f"/returns/rehearsals/{nights[1].pk}/chart/")
    alone = lead.get(f"/returns/rehearsals/{nights[0].pk}/chart/")

    assert (picture["Content-Type"], alone.status_code) == ("image/svg+xml", 302)
    assert "over 2 days" in words(lead.get("/returns/rehearsals/"))


def test_rehearse_now_pressed_twice_is_made_once(lead: Client) -> None:
    answers = [lead.post("/returns/rehearsals/now/") for _ in "ab"]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Job.objects.filter(handler="towpath.returns.jobs.rehearse").count() == 1


def test_nightly_work_is_shown_to_the_data_lead(lead: Client, saltmarsh: Organisation) -> None:

    assert "Nothing yet" in words(lead.get("/set-up/nightly/"))
    queue_nightly(MORNING)
    said = words(lead.get("/set-up/nightly/"))

    assert "Rehearsal of the return" in said
    assert "Under way" in said


def test_data_quality_is_shown_by_school_and_taken_away_with_small_numbers_hidden(
    lead: Client, nights: list[Rehearsal]
) -> None:
    said = words(lead.get("/returns/quality/?measure=phone"))
    released = lead.get("/returns/quality/released/?measure=phone&by=school").content.decode()

    assert "A phone number" in said
    assert "By school or college, the furthest behind first" in said
    assert "Errors that the checks find" in said
    assert released.splitlines()[0] == "school,have_it,lack_it,of"
    assert lead.get("/returns/quality/chart/?measure=none-such").status_code == 302


def test_data_quality_says_that_nothing_was_counted_yet(lead: Client) -> None:
    assert "Nothing has been counted" in words(lead.get("/returns/quality/"))
