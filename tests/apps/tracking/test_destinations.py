"""Leavers from intention to January: whom they are, what is read of each, and what may leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_stranger, make_viewer
from tests.factories.people import make_school, pupil
from towpath.access.viewer import Viewer
from towpath.clock import LONDON
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_people
from towpath.people.models import Person
from towpath.rules.destinations import Column, Direction, January
from towpath.rules.disclosure import Symbol
from towpath.rules.guarantee import Settled
from towpath.tracking.actions import (
    DESTINATIONS,
    GUARANTEES,
    NewGuarantee,
    NewIntendedDestination,
    fix_guarantee_cohort,
    record_statements,
)
from towpath.tracking.models import Spell
from towpath.tracking.queries import LeaversYear, get_leavers, released_leavers
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

MAY = datetime(2025, 5, 12, 9, 0, tzinfo=LONDON)
JUNE = datetime(2025, 6, 1, 3, 0, tzinfo=LONDON)
JANUARY = date(2026, 1, 31)


@pytest.fixture
def officer(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "tracking_officer")


def leavers_of(council: Organisation, *numbers: int) -> list[Person]:
    """Return pupils of Year 11 in May 2025, whose cohort is fixed."""
    school = make_school(council)
    facts = [(None, replace(pupil(number), establishment_id=school.pk)) for number in numbers]
    made = record_people(organisation=council, incoming=facts, source="import:1", by=SETUP, at=MAY)
    fix_guarantee_cohort(organisation=council, cohort_year=2025, by=SETUP, at=JUNE)
    return [Person.objects.get(pk=each.person_id) for each in made]


def mean(person: Person, code: str, *, year: int = 2025) -> None:
    new = NewIntendedDestination(person_id=person.pk, cohort_year=year, code=code, words="", source="import:2")
    DESTINATIONS.record(organisation=person.organisation, incoming=[new], by=SETUP, at=MAY)


def do(person: Person, *told: tuple[str, date, str]) -> None:
    new = [
        NewStatement(
            person_id=person.pk, code=code, start_date=start, provider_name=place, how="provider_list",
            sender="estuary", source=f"import:3:{number}",
        )
        for number, (code, start, place) in enumerate(told)
    ]  # fmt: skip
    record_statements(
        organisation=person.organisation, incoming=new, by=SETUP, at=datetime(2026, 1, 30, 9, tzinfo=LONDON)
    )


def look(viewer: Viewer, on: date = JANUARY) -> LeaversYear:
    found = get_leavers(viewer, 2025, on, accepted={})
    assert found is not None
    return found


def states(found: LeaversYear, person: Person) -> Sequence[str]:
    [one] = [each for each in found.leavers if each.person_id == person.pk]
    return [one.journey.state(column) for column in Column]


def test_four_facts_stand_side_by_side_and_a_missing_one_is_no_no(saltmarsh: Organisation, officer: Viewer) -> None:
    stayed, moved, unknown = leavers_of(saltmarsh, 1, 2, 3)
    mean(stayed, "121")
    mean(stayed, "211", year=2024)
    mean(moved, "511")
    offer = NewGuarantee(
        person_id=stayed.pk, cohort_year=2025, year_group=11, status="110", la_code="343", source="import:9"
    )
    GUARANTEES.record(organisation=saltmarsh, incoming=[offer], by=SETUP, at=JUNE)
    do(stayed, ("230", date(2025, 9, 8), "Estuary College"))
    do(moved, ("230", date(2025, 9, 8), "Estuary  college"), ("310", date(2025, 12, 1), "Harbour Training"))

    found = look(officer)

    assert states(found, stayed) == [
        Direction.EDUCATION, Settled.OFFERED, Direction.EDUCATION, January.SAME_PLACE,
    ]  # fmt: skip
    assert states(found, moved) == [
        Direction.UNDECIDED, Settled.NOT_RECORDED, Direction.EDUCATION, January.ANOTHER_PLACE,
    ]  # fmt: skip
    assert set(states(found, unknown)) == {"not_recorded"}
    assert found.figures().leavers == 3


def test_a_record_joined_to_another_is_one_leaver_with_what_either_said(
    saltmarsh: Organisation, officer: Viewer
) -> None:
    kept, double = leavers_of(saltmarsh, 1, 2)
    mean(double, "211")

    merge_people(person=double, same_as=kept, by=SETUP, at=JUNE)

    assert look(officer).figures().leavers == 1
    assert states(look(officer), kept)[0] == Direction.TRAINING


def test_corrected_lists_make_nobody_not_known_while_their_rebuild_waits(
    saltmarsh: Organisation, officer: Viewer
) -> None:
    [stayed] = leavers_of(saltmarsh, 1)
    do(stayed, ("230", date(2025, 9, 8), "Estuary College"))
    before = states(look(officer), stayed)

    Spell.objects.update(standards_version="older")

    assert states(look(officer), stayed) == before
    assert before[2:] == [Direction.EDUCATION, January.SAME_PLACE]


def test_whoever_works_no_desk_or_is_of_another_council_finds_none(
    saltmarsh: Organisation, farbank: Organisation
) -> None:
    leavers_of(saltmarsh, 1)

    assert get_leavers(make_viewer(saltmarsh, "commissioner"), 2025, JANUARY, accepted={}) is None
    assert get_leavers(make_stranger(farbank), 2025, JANUARY, accepted={}) is None


def test_what_leaves_has_small_numbers_hidden(saltmarsh: Organisation, officer: Viewer) -> None:
    people = leavers_of(saltmarsh, *range(1, 13))
    for person in people[:2]:
        mean(person, "121")

    [school, everybody] = released_leavers(officer, look(officer), {}, Column.MEANT, JANUARY)

    assert school[1].symbol is Symbol.SUPPRESSED
    assert everybody[1].symbol is Symbol.SUPPRESSED
    assert str(everybody[3]) == "12"


def test_a_cohort_of_nobody_gives_a_file_without_lines(saltmarsh: Organisation, officer: Viewer) -> None:
    leavers_of(saltmarsh)

    assert released_leavers(officer, look(officer), {}, Column.JANUARY, JANUARY) == []


def test_the_number_of_queries_does_not_grow(saltmarsh: Organisation, officer: Viewer) -> None:
    leavers_of(saltmarsh, *range(1, 20))

    with CaptureQueriesContext(connection) as asked:
        look(officer)

    assert len(asked) == 15
