"""The school list: bands by school, one school's pupils with reasons and doubts, and who may see which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, pupil
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.actions import let_speak_for
from towpath.provision.models import Establishment
from towpath.risk.actions import EVIDENCE, NewEvidence, run_scheme
from towpath.web.parts import Tag
from towpath.web.schools.presenters import band_choices, band_tag


@pytest.fixture
def school(saltmarsh: Organisation) -> Establishment:
    return make_school(saltmarsh)


def _pupil(organisation: Organisation, number: int, school: Establishment | None) -> Person:
    facts = replace(pupil(number), birth_date=date(2010, 2, 14), establishment_id=school and school.pk, year_group=11)
    return make_person(organisation, facts)


def _attended(person: Person, percent: str) -> None:
    told = NewEvidence(
        person_id=person.pk, name="attendance_percent", value=percent, as_at_date=date(2025, 12, 19), source="import:7"
    )
    EVIDENCE.record(organisation=person.organisation, incoming=[told], by=SETUP, at=MORNING)


@pytest.fixture
def pupils(saltmarsh: Organisation, school: Establishment) -> list[Person]:
    """Return two pupils of the school, the first with 84% attendance, and one of no school."""
    people = [_pupil(saltmarsh, 0, school), _pupil(saltmarsh, 1, school), _pupil(saltmarsh, 2, None)]
    _attended(people[0], "84")
    return people


@pytest.fixture
def scored(saltmarsh: Organisation, pupils: list[Person]) -> list[Person]:
    run_scheme(organisation=saltmarsh, scheme="oxfordshire-2022", as_at=DAY, by=SETUP, at=MORNING)
    return pupils


def _text(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


def test_every_band_is_a_word_and_none_is_not_a_gap() -> None:
    assert band_tag("red") == Tag("Red", "orange")
    assert band_tag("none").text == "No points"
    assert band_tag("").text == "Not scored"


def test_a_band_is_offered_with_the_schemes_own_words() -> None:
    from towpath.standards.risk import load_scheme

    choices = dict(band_choices(load_scheme("oxfordshire-2022").bands))

    assert choices["red"] == "Red: substantial support"
    assert choices["none"] == "No points"


def test_before_anybody_is_scored_the_page_says_who_can(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    assert "Nobody has been scored yet" in _text(signed_in(staff["adviser"]).get("/schools/"))


def test_schools_stand_with_their_bands_and_those_without_one_last(
    staff: dict[str, User], signed_in: Callable[[User], Client], scored: list[Person]
) -> None:
    page = html.fromstring(signed_in(staff["adviser"]).get("/schools/").content.decode())

    names = [each.text_content().strip() for each in page.xpath("//tbody//th")]
    assert names == ["Saltmarsh High School", "No school: taught at home, or nobody has told us"]


def test_a_pupil_stands_with_points_reasons_and_what_is_not_known(
    staff: dict[str, User], signed_in: Callable[[User], Client], school: Establishment, scored: list[Person]
) -> None:
    words = _text(signed_in(staff["adviser"]).get(f"/schools/{school.pk}/"))

    assert "Could be red" in words
    assert "2 points, up to" in words
    assert "Attended 84% of school" in words
    assert "Not known: " in words


def test_each_list_counts_its_own_pupils(
    staff: dict[str, User], signed_in: Callable[[User], Client], school: Establishment, scored: list[Person]
) -> None:
    adviser = signed_in(staff["adviser"])
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)

    assert "3 pupils looked at, 0 not scored" in _text(adviser.get("/schools/"))
    assert "2 pupils looked at, 0 not scored" in _text(adviser.get(f"/schools/{school.pk}/"))
    assert "2 pupils looked at, 0 not scored" in _text(signed_in(staff["school_lead"]).get("/schools/"))


def test_a_filter_leaves_those_of_one_band(
    staff: dict[str, User], signed_in: Callable[[User], Client], school: Establishment, scored: list[Person]
) -> None:
    words = _text(signed_in(staff["adviser"]).get(f"/schools/{school.pk}/?band=amber&year=11"))

    assert "Amina" in words
    assert "Bertie" not in words


def test_the_log_holds_every_pupil_shown(
    staff: dict[str, User], signed_in: Callable[[User], Client], school: Establishment, scored: list[Person]
) -> None:
    signed_in(staff["adviser"]).get(f"/schools/{school.pk}/")

    event = Event.objects.filter(kind="school_list.viewed").last()
    assert event is not None
    assert scored[0].public_id in str(event.persons)
    assert scored[2].public_id not in str(event.persons)


def test_a_school_lead_sees_their_own_school_and_no_other(
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
    saltmarsh: Organisation,
    school: Establishment,
    scored: list[Person],
) -> None:
    other = make_school(saltmarsh, name="Farther School", urn="149002")
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    lead = signed_in(staff["school_lead"])

    assert "No school" not in _text(lead.get("/schools/"))
    assert "Amina" in _text(lead.get(f"/schools/{school.pk}/"))
    assert lead.get(f"/schools/{other.pk}/").status_code == 404
    assert "Chloe" not in _text(lead.get("/schools/none/"))


def test_a_stranger_finds_no_school(
    stranger: User, signed_in: Callable[[User], Client], school: Establishment, scored: list[Person]
) -> None:
    client = signed_in(stranger)

    assert client.get(f"/schools/{school.pk}/").status_code == 404
    assert "Chloe" not in _text(client.get("/schools/none/"))
    assert client.get("/schools/999999/").status_code == 404


def test_a_data_lead_queues_one_scoring_however_often_asked(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    lead = signed_in(staff["data_lead"])

    first, again = lead.post("/schools/score/"), lead.post("/schools/score/")

    [job] = Job.objects.filter(key="risk.score")
    assert first["Location"] == again["Location"] == f"/jobs/{job.pk}/?next=%2Fschools%2F"
    assert signed_in(staff["adviser"]).post("/schools/score/").status_code == 403
    assert lead.get("/schools/score/").status_code == 405


def test_the_list_costs_the_same_however_many_pupils(
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
    saltmarsh: Organisation,
    school: Establishment,
    scored: list[Person],
) -> None:
    adviser = signed_in(staff["adviser"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            adviser.get(f"/schools/{school.pk}/")
        return len(captured)

    queries()
    few = queries()
    for number in range(3, 9):
        _pupil(saltmarsh, number, school)
    run_scheme(organisation=saltmarsh, scheme="oxfordshire-2022", as_at=DAY, by=SETUP, at=MORNING)

    assert queries() == few
