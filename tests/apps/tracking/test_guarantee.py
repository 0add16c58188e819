"""The cohort of a September: fixed once, for whom the council answers, and its figures as known on a day."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import make_school, pupil
from towpath.access.viewer import Viewer
from towpath.applications.actions import record_step, shortlist
from towpath.applications.queries import list_guarantee_accepted
from towpath.audit import Actor
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.jobs.running import Running
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_people, set_return_fact
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.rules.applications import Stage
from towpath.rules.guarantee import OFFERS, Settled
from towpath.tracking.actions import GUARANTEES, CohortRefusedError, NewGuarantee, fix_guarantee_cohort
from towpath.tracking.jobs import fix_cohort
from towpath.tracking.models import GuaranteeCohort, GuaranteeMember
from towpath.tracking.queries import SeptemberGuarantee, find_guarantee_cohort, get_desk, get_guarantee, situations_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAY = datetime(2025, 5, 12, 9, 0, tzinfo=LONDON)
JUNE = datetime(2025, 6, 1, 3, 0, tzinfo=LONDON)
OCTOBER = datetime(2025, 10, 31, 23, 0, tzinfo=LONDON)
NOVEMBER = datetime(2025, 11, 20, 9, 0, tzinfo=LONDON)


@pytest.fixture
def school(saltmarsh: Organisation) -> Establishment:
    return make_school(saltmarsh)


@pytest.fixture
def officer(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "tracking_officer")


def taught(council: Organisation, place: Establishment, *numbers: int, at: datetime = MAY) -> list[Person]:
    """Return pupils of a school who were in Year 11 in May 2025."""
    facts = [(None, replace(pupil(number), establishment_id=place.pk)) for number in numbers]
    made = record_people(organisation=council, incoming=facts, source="import:1", by=SETUP, at=at)
    return [Person.objects.get(pk=each.person_id) for each in made]


def fix(council: Organisation, at: datetime = JUNE) -> GuaranteeCohort:
    return fix_guarantee_cohort(organisation=council, cohort_year=2025, by=SETUP, at=at)


def tell(person: Person, status: str, at: datetime, *, la_code: str = "343", year_group: int = 11) -> None:
    new = NewGuarantee(
        person_id=person.pk, cohort_year=2025, year_group=year_group, status=status, la_code=la_code, source="import:9"
    )
    GUARANTEES.record(organisation=person.organisation, incoming=[new], by=SETUP, at=at)


def look(viewer: Viewer, on: date = DAY) -> SeptemberGuarantee:
    found = get_guarantee(viewer, 2025, on, accepted=list_guarantee_accepted(viewer, 2025, on))
    assert found is not None
    return found


def test_the_cohort_is_fixed_once_and_stays_as_it_was(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    taught(saltmarsh, school, 1, 2, 3)

    cohort = fix(saltmarsh)
    taught(saltmarsh, school, 4, at=NOVEMBER)

    assert look(officer).figures().cohort == 3
    assert Event.objects.get(kind="guarantee.cohort_fixed").subject == f"tracking_guarantee_cohort:{cohort.pk}"
    with pytest.raises(CohortRefusedError, match="fixed already"):
        fix(saltmarsh)
    assert GuaranteeMember.objects.count() == 3


def test_it_is_not_fixed_before_may_is_over(saltmarsh: Organisation) -> None:
    with pytest.raises(CohortRefusedError, match="after 31 May 2025"):
        fix(saltmarsh, at=datetime(2025, 5, 31, 23, 59, tzinfo=LONDON))
    assert not GuaranteeCohort.objects.exists()


def test_the_council_where_they_are_taught_answers_for_them(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    next_door = make_school(saltmarsh, name="Farbank Academy", urn="149002")
    Establishment.objects.filter(pk=next_door.pk).update(la_code="341")
    here, lives_elsewhere = taught(saltmarsh, school, 1, 2)
    [taught_elsewhere] = taught(saltmarsh, next_door, 3)
    set_return_fact(person=lives_elsewhere, field="lead_la", value="341", source="page:1", by=SETUP, at=MAY)
    [died] = taught(saltmarsh, school, 4)
    set_return_fact(person=died, field="cohort_status", value="D", source="page:1", by=SETUP, at=MAY)

    fix(saltmarsh)

    assert dict(GuaranteeMember.objects.values_list("person_id", "la_code")) == {
        here.pk: "343",
        lives_elsewhere.pk: "343",
        taught_elsewhere.pk: "341",
    }
    assert look(officer).elsewhere == {"341": 1}
    assert look(officer).figures().cohort == 2
    # The ready list asks for nobody whom the next council answers for.
    october = date(2025, 10, 1)
    asked_for = {line.person_id for line in get_desk(officer, october).on_list("no_guarantee")}
    assert asked_for == {here.pk, lives_elsewhere.pk} & {
        line.person_id for line in get_desk(officer, october).lines.values()
    }
    assert here.pk in asked_for


def test_more_offers_than_people_in_may_are_said_to_be_of_those_who_joined(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    [there] = taught(saltmarsh, school, 1)
    fix(saltmarsh)
    [joined] = taught(saltmarsh, school, 2, at=OCTOBER)
    tell(there, "110", OCTOBER)
    tell(joined, "110", OCTOBER)

    figures = look(officer).figures()

    assert (figures.cohort, figures.offers, figures.joined_with_offer) == (1, 2, 1)
    assert figures.percent(*OFFERS) == 200
    assert look(officer).figures_by_place()[school.pk] == figures


@pytest.mark.parametrize(("days", "settled", "carried", "late"), [(0, "not_recorded", 0, 1), (20, "offered", 1, 0)])
def test_an_offer_told_after_october_counts_only_where_it_is_carried_over(
    saltmarsh: Organisation, school: Establishment, officer: Viewer, days: int, settled: str, carried: int, late: int
) -> None:
    [person] = taught(saltmarsh, school, 1)
    fix(saltmarsh)
    change_setting(
        saltmarsh, key="guarantee.carry_over_days", value=days, from_date=date(2025, 1, 1), by=SETUP,
        at=JUNE,
    )  # fmt: skip
    tell(person, "110", NOVEMBER)

    found = look(officer)

    assert found.lines[0].counted.settled == settled
    assert (found.figures().carried, found.late) == (carried, late)


def test_what_was_known_at_the_close_is_not_changed_by_what_came_after(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    [person] = taught(saltmarsh, school, 1)
    fix(saltmarsh)
    tell(person, "110", OCTOBER)
    tell(person, "151", NOVEMBER)

    [line] = look(officer).lines

    assert (line.status, line.counted.settled, line.now) == ("110", Settled.OFFERED, Settled.NO_OFFER)


def test_an_offer_that_somebody_accepted_is_told_apart(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    [person, waiting] = taught(saltmarsh, school, 1, 2)
    fix(saltmarsh)
    place = make_opening(make_college(saltmarsh), start_date=date(2025, 9, 8), end_date=date(2026, 7, 17))
    summer = datetime(2025, 6, 20, 9, 0, tzinfo=LONDON)
    application = shortlist(person=person, opening=place, why="", by=SETUP, at=summer)
    for stage in (Stage.APPLIED, Stage.OFFERED, Stage.ACCEPTED):
        application.refresh_from_db()
        record_step(
            application=application, stage=stage, happened_date=summer.date(), said_by="young_person",
            version=application.version, by=SETUP, at=summer,
        )  # fmt: skip
    tell(waiting, "110", summer)

    settled = {line.person_id: line.counted.settled for line in look(officer).lines}

    assert settled == {person.pk: Settled.ACCEPTED, waiting.pk: Settled.OFFERED}


def test_two_records_that_were_one_person_count_once(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    [one, other] = taught(saltmarsh, school, 1, 2)
    fix(saltmarsh)
    merge_people(person=other, same_as=one, by=SETUP, at=NOVEMBER)
    tell(other, "110", OCTOBER)

    assert [(line.person_id, line.status) for line in look(officer).lines] == [(one.pk, "110")]


def test_nobody_else_reads_it(saltmarsh: Organisation, school: Establishment, stranger: Viewer) -> None:
    taught(saltmarsh, school, 1)
    fix(saltmarsh)

    for viewer in (stranger, make_viewer(saltmarsh, "commissioner"), make_viewer(saltmarsh, "school_lead")):
        assert find_guarantee_cohort(viewer, 2025) is None
        assert get_guarantee(viewer, 2025, DAY, accepted={}) is None


def test_the_queries_do_not_grow_with_people(saltmarsh: Organisation, school: Establishment, officer: Viewer) -> None:
    for person in taught(saltmarsh, school, *range(1, 7)):
        tell(person, "110", OCTOBER)
    fix(saltmarsh)

    with CaptureQueriesContext(connection) as asked:
        assert get_guarantee(officer, 2025, DAY, accepted={}) is not None

    assert len(asked) == 7


def test_the_tables_refuse_what_cannot_be(saltmarsh: Organisation, school: Establishment) -> None:
    [person] = taught(saltmarsh, school, 1)
    cohort = fix(saltmarsh)

    with pytest.raises(IntegrityError), transaction.atomic():
        GuaranteeMember.objects.create(cohort=cohort, person=person, year_group=11, la_code="343")
    with pytest.raises(IntegrityError), transaction.atomic():
        GuaranteeCohort.objects.create(
            organisation=saltmarsh, cohort_year=2026, fixed_date=date(2025, 5, 31), fixed_at=MORNING, fixed_by="x"
        )


@pytest.mark.parametrize(
    ("night", "fixed"), [("2025-05-31", 0), ("2025-06-01", 1), ("2025-10-31", 1), ("2025-11-01", 0)]
)
def test_the_night_after_may_fixes_the_cohort_and_no_night_after_the_season(
    saltmarsh: Organisation, school: Establishment, night: str, fixed: int
) -> None:
    taught(saltmarsh, school, 1)
    at = datetime.fromisoformat(f"{night}T03:00:00+01:00")
    by = Actor(organisation="saltmarsh", user="schedule", role="schedule")
    running = Running(job_id=1, attempt=1, organisation_id=saltmarsh.pk, arguments={"night_date": night}, by=by, at=at)

    fix_cohort(running)
    fix_cohort(running)

    assert GuaranteeCohort.objects.count() == fixed


def test_a_change_of_one_person_reads_no_more_of_the_cohort_than_theirs(
    saltmarsh: Organisation, school: Establishment, officer: Viewer
) -> None:
    changed, *_ = taught(saltmarsh, school, *range(1, 6))
    fix(saltmarsh)

    with CaptureQueriesContext(connection) as asked:
        found = situations_of(officer, date(2025, 9, 15), [changed.pk])

    assert list(found) == [changed.pk]
    [of_cohort] = [each["sql"] for each in asked if "tracking_guarantee_member" in each["sql"]]
    assert f'"person_id" IN ({changed.pk})' in of_cohort
    assert len(asked) == 31
