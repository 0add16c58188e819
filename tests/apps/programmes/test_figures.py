from dataclasses import replace
from datetime import date

import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, upn_of
from tests.factories.programmes import STARTS, join, make_count_on_you, make_pre_employment, make_run
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_relative
from towpath.people.models import FamilyLink, Person
from towpath.programmes.actions import answer_confidence, complete_stage, leave, mark_register, record_outcome
from towpath.programmes.models import Participation, ProgrammeReason, ProgrammeRun
from towpath.programmes.queries import (
    ProgrammeNotFoundError,
    find_figures,
    get_figures_run,
    get_participation,
    get_programme,
    get_run,
    get_session,
    get_stage,
    list_figures_runs,
    list_participations,
    list_participations_of,
    list_programmes,
    list_reasons,
    list_register,
    list_runs,
    list_sessions,
    released_figures,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = {"by": SETUP, "at": MORNING}


@pytest.fixture
def run(saltmarsh: Organisation, lead: User) -> ProgrammeRun:
    return make_run(make_pre_employment(saltmarsh), lead, places=30)


def people(saltmarsh: Organisation, count: int, *, born: date = date(2008, 1, 1)) -> list[Person]:
    return [make_person(saltmarsh, replace(WREN, upn=upn_of(number), birth_date=born)) for number in range(count)]


def eight_four_three(saltmarsh: Organisation, run: ProgrammeRun) -> list[Participation]:
    """Return eight who came: four completed, three of them went into work and the fourth into something else."""
    joined = [join(run, person) for person in people(saltmarsh, 8)]
    first = run.sessions.order_by("session_date")[0]
    classroom, placement = run.stages.order_by("position")[:2]
    for each in joined:
        mark_register(session=first, participation=each, mark="present", seen=0, **BY)
    for each in joined[:4]:
        for stage in (classroom, placement):
            complete_stage(participation=each, stage=stage, completed_date=DAY, **BY)
    for each in joined[:3]:
        told = {"kind": "apprenticeship", "where_words": "Saltmarsh Hospital", "start_date": DAY}
        record_outcome(participation=each, **told, **BY)
    told = {"kind": "apprenticeship", "where_words": "Our own office", "start_date": DAY, "is_apart": True}
    record_outcome(participation=joined[3], **told, **BY)
    because = ProgrammeReason.objects.get(use="leaving", words="Health")
    for each in joined[4:6]:
        leave(participation=each, version=1, left_date=DAY, because=because, **BY)
    return joined


def test_eight_four_three_and_the_one_apart_come_out_of_rows(
    saltmarsh: Organisation, run: ProgrammeRun, adviser: Viewer
) -> None:
    eight_four_three(saltmarsh, run)

    figures = find_figures(adviser, run)

    assert figures is not None
    funnel = figures.funnel
    assert [(step.name, step.count) for step in funnel.steps] == [
        ("Enrolled", 8),
        ("Started", 8),
        ("Classroom", 4),
        ("Paid placement", 4),
        ("Guaranteed interview", 0),
        ("Into full-time work", 3),
    ]
    assert [str(each) for each in (funnel.completion, funnel.progression_of_completed, funnel.progression)] == [
        "50.0",
        "75.0",
        "37.5",
    ]
    assert (funnel.apart, figures.apart) == (1, (("apprenticeship", 1),))
    assert funnel.left == (("Health", 2),)


def test_two_records_found_to_be_one_person_are_counted_once(
    saltmarsh: Organisation, run: ProgrammeRun, adviser: Viewer
) -> None:
    joined = eight_four_three(saltmarsh, run)
    merge_people(person=joined[1].person, same_as=joined[0].person, **BY)

    figures = find_figures(adviser, run)

    assert figures is not None
    assert figures.people["young_person"] == 7
    assert (figures.funnel.started, figures.funnel.completed, figures.funnel.progressed) == (7, 3, 2)


def test_families_and_adults_are_counted_outside_the_22(saltmarsh: Organisation, lead: User, adviser: Viewer) -> None:
    course = make_run(make_count_on_you(saltmarsh), lead, places=30)
    told = {"has_maths": "no", "allowed_because": "The funder agreed"}
    joined = [join(course, person, **told) for person in people(saltmarsh, 22)]
    record_relative(
        person=joined[0].person, relation="mother", given_name="Isolde", family_name="Halloran", source="page:1", **BY
    )
    mother = FamilyLink.objects.get().relative
    join(course, mother, joined_as="family", beside=joined[0], **told)
    grown = make_person(saltmarsh, replace(WREN, upn=None, birth_date=date(1980, 1, 1)))
    join(course, grown, joined_as="adult", has_maths="no")

    figures = find_figures(adviser, course)

    assert figures is not None
    assert figures.people == {"young_person": 22, "adult": 1, "family": 1}
    assert figures.funnel.enrolled == 22


def test_confidence_is_compared_in_pairs_and_a_release_hides_a_mean_of_few(
    saltmarsh: Organisation, lead: User, adviser: Viewer
) -> None:
    course = make_run(make_count_on_you(saltmarsh), lead, places=30)
    money, work = course.programme.questions.order_by("position")
    for number, person in enumerate(people(saltmarsh, 10, born=date(2006, 1, 1))):
        joined = join(course, person, has_maths="no")
        answer = {"participation": joined, **BY}
        answer_confidence(moment="before", scores={money.pk: 4, work.pk: 3}, answered_date=STARTS, **answer)
        answer_confidence(
            moment="after", scores={money.pk: 6} | ({work.pk: 5} if number else {}), answered_date=DAY, **answer
        )

    figures, shown = find_figures(adviser, course), released_figures(adviser, course, DAY)

    assert figures is not None
    assert [(change.both, str(change.before), str(change.after)) for _, change in figures.confidence] == [
        (10, "4.0", "6.0"),
        (9, "3.0", "5.0"),
    ]
    assert [tuple(map(str, row)) for row in shown.confidence] == [
        ("Money day to day", "10", "4.0", "6.0"),
        ("Numbers at work", "9", "c", "c"),
    ]


def test_a_release_hides_small_numbers_and_what_would_give_them_away(
    saltmarsh: Organisation, run: ProgrammeRun, adviser: Viewer
) -> None:
    eight_four_three(saltmarsh, run)

    shown = released_figures(adviser, run, DAY)

    counts = {words: str(count) for words, count, _ in shown.steps}
    assert counts["Completed: Paid placement"] == counts["Into full-time work"] == "c"
    assert str(shown.apart) == "c"
    assert [str(count) for _, count in shown.left] == ["c"]
    # Of eight, no percentage may be shown: a base below ten would give people away.
    assert {str(percent) for _, _, percent in shown.steps} == {"c"}


@pytest.mark.parametrize("role", ["tracking_officer", "school_lead"])
def test_a_role_that_has_no_part_in_programmes_gets_nothing(
    saltmarsh: Organisation, run: ProgrammeRun, role: str
) -> None:
    joined = eight_four_three(saltmarsh, run)

    viewer = make_viewer(saltmarsh, role)

    _gets_nothing(viewer, run, joined[0])
    assert not list_figures_runs(viewer)


def test_the_next_council_gets_nothing(saltmarsh: Organisation, run: ProgrammeRun, stranger: Viewer) -> None:
    joined = eight_four_three(saltmarsh, run)

    _gets_nothing(stranger, run, joined[0])


@pytest.mark.parametrize("role", ["commissioner", "data_lead"])
def test_whoever_sees_figures_alone_gets_no_person_and_nothing_unhidden(
    saltmarsh: Organisation, run: ProgrammeRun, role: str
) -> None:
    joined = eight_four_three(saltmarsh, run)
    viewer = make_viewer(saltmarsh, role)

    assert find_figures(viewer, run) is None
    assert get_figures_run(viewer, run.pk) == run
    assert str(released_figures(viewer, run, DAY).apart) == "c"
    assert not list_participations(viewer, run, DAY)
    with pytest.raises(ProgrammeNotFoundError):
        get_participation(viewer, joined[0].pk, DAY)


def _gets_nothing(viewer: Viewer, run: ProgrammeRun, joined: Participation) -> None:
    session = run.sessions.order_by("pk")[0]
    assert not list_programmes(viewer)
    assert not list_runs(viewer)
    assert not list_sessions(viewer, run)
    assert not list_participations(viewer, run, DAY)
    assert not list_participations_of(viewer, joined.person_id, DAY)
    assert not list_register(viewer, session, DAY)
    assert not list_reasons(viewer, "absence")
    assert find_figures(viewer, run) is None
    for asked in (
        lambda: get_run(viewer, run.pk),
        lambda: get_session(viewer, session.pk),
        lambda: get_participation(viewer, joined.pk, DAY),
        lambda: get_programme(viewer, run.programme_id),
        lambda: get_stage(viewer, run.programme.stages.order_by("pk")[0].pk),
        lambda: get_figures_run(viewer, run.pk),
        lambda: released_figures(viewer, run, DAY),
    ):
        with pytest.raises(ProgrammeNotFoundError):
            asked()
