"""What a run shows, to whom, in what order and at what cost."""

from datetime import date, timedelta

import pytest

from tests.apps.risk.conftest import Scored
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.access.viewer import Viewer
from towpath.people.actions import merge_people
from towpath.people.models import SchoolPlace
from towpath.risk.actions import run_scheme
from towpath.risk.models import Run
from towpath.risk.queries import (
    AssessmentRecord,
    NotAssessedError,
    RunNotFoundError,
    SchoolCount,
    count_bands,
    find_latest_run,
    get_latest_assessment,
    get_run,
    list_runs,
    list_school_list,
)

LATER = MORNING + timedelta(days=1)


def names(scored: Scored, records: list[AssessmentRecord]) -> list[str]:
    by_id = {person.pk: name for name, person in scored.people.items()}
    return [by_id[record.person_id] for record in records]


def test_a_school_list_has_the_most_points_first_and_the_unscored_last(adviser: Viewer, scored: Scored) -> None:
    records = list_school_list(adviser, scored.school.pk, scored.run, DAY)

    # 84% attendance, free school meals, looked after and young carer, 2 each; then attendance alone.
    assert [record.points for record in records] == [2 + 2 + 2 + 2, 2, 0, None]
    assert names(scored, records) == ["red", "amber", "none", "limited"]


def test_a_record_says_its_reasons_its_day_and_its_doubt(adviser: Viewer, scored: Scored) -> None:
    record = get_latest_assessment(adviser, scored.people["amber"].pk, DAY)

    assert record.reasons == ("Attended 84% of school (below 85%), as at 31 January 2026: 2 points",)
    # Of 22 in all, 2 given and a plan ruled out: 18 more are possible.
    assert (record.points, record.possible, record.band_words) == (2, 2 + 18, "amber, could be red")
    assert (record.band_label, record.is_sure, record.as_at_date) == ("Additional support", False, DAY)
    assert "Not known: Are they in custody? Up to 2 points" in record.missing
    assert record.to_young_person == (
        "You have missed some school, so we would like to help you get to what comes next.",
    )


def test_whoever_is_not_scored_says_why_and_nothing_else(adviser: Viewer, scored: Scored) -> None:
    record = get_latest_assessment(adviser, scored.people["limited"].pk, DAY)

    assert record.not_scored == "Not scored: sharing limited to name, address and date of birth."
    assert (record.points, record.band_words, record.reasons, record.missing) == (None, "", (), ())


def test_a_school_lead_sees_their_own_pupils_and_no_others(school_lead: Viewer, scored: Scored) -> None:
    own = list_school_list(school_lead, scored.school.pk, scored.run, DAY)

    assert names(scored, own) == ["red", "amber", "none", "limited"]
    assert list_school_list(school_lead, scored.other_school.pk, scored.run, DAY) == []
    assert list_school_list(school_lead, None, scored.run, DAY) == []
    with pytest.raises(NotAssessedError):
        get_latest_assessment(school_lead, scored.people["elsewhere"].pk, DAY)


def test_a_school_lead_no_longer_sees_a_pupil_who_has_left(school_lead: Viewer, scored: Scored) -> None:
    SchoolPlace.objects.filter(person=scored.people["red"]).update(to_date=DAY)

    tomorrow = list_school_list(school_lead, scored.school.pk, scored.run, DAY + timedelta(days=1))

    assert names(scored, tomorrow) == ["amber", "none", "limited"]


def test_a_school_lead_is_not_told_what_rests_on_care_or_characteristics(school_lead: Viewer, scored: Scored) -> None:
    record = list_school_list(school_lead, scored.school.pk, scored.run, DAY)[0]

    # Looked after and young carer give 2 each, and no sum says so.
    assert (record.points, record.band) == (2 + 2, "red")
    assert record.reasons[:2] == (
        "Attended 84% of school (below 85%), as at 31 January 2026: 2 points",
        "Eligible for free school meals, as at 31 January 2026: 2 points",
    )
    # Hidden ones come last: their place among the others would say which they are.
    assert record.reasons[2:] == ("Something the council knows",)
    assert not any("justice" in words or "pregnant" in words.lower() for words in record.missing)
    assert len(record.to_young_person) == 2


def test_those_with_no_school_have_a_list_too(adviser: Viewer, scored: Scored) -> None:
    assert names(scored, list_school_list(adviser, None, scored.run, DAY)) == ["unplaced"]


def test_nothing_is_shown_to_a_commissioner_or_a_stranger(
    commissioner: Viewer, stranger: Viewer, scored: Scored
) -> None:
    for viewer in (commissioner, stranger):
        assert list(list_runs(viewer)) == []
        assert find_latest_run(viewer) is None
        assert list_school_list(viewer, scored.school.pk, scored.run, DAY) == []
        assert count_bands(viewer, scored.run, DAY) == []
        with pytest.raises(RunNotFoundError):
            get_run(viewer, scored.run.pk)
        with pytest.raises(NotAssessedError):
            get_latest_assessment(viewer, scored.people["red"].pk, DAY)


def test_counts_are_by_school_and_band(adviser: Viewer, school_lead: Viewer, scored: Scored) -> None:
    of_school = SchoolCount(scored.school.pk, {"red": 1, "amber": 1, "green": 0, "none": 1}, 2, 1)
    of_other = SchoolCount(scored.other_school.pk, {"red": 0, "amber": 1, "green": 0, "none": 0}, 1, 0)
    of_none = SchoolCount(None, {"red": 0, "amber": 0, "green": 0, "none": 1}, 1, 0)

    assert sorted(count_bands(adviser, scored.run, DAY), key=lambda each: each.establishment_id or 0) == [
        of_none,
        of_school,
        of_other,
    ]
    assert count_bands(school_lead, scored.run, DAY) == [of_school]


def test_the_run_of_the_latest_day_speaks(saltmarsh, adviser: Viewer, scored: Scored) -> None:
    earlier = run_scheme(organisation=saltmarsh, scheme="oxfordshire-2023", as_at=date(2025, 10, 1), by=SETUP, at=LATER)

    assert list(list_runs(adviser)) == [scored.run, earlier]
    assert find_latest_run(adviser) == scored.run
    assert get_latest_assessment(adviser, scored.people["red"].pk, DAY).run_id == scored.run.pk


def test_an_unfinished_run_is_shown_to_nobody(adviser: Viewer, scored: Scored) -> None:
    Run.objects.update(finished_at=None)
    unfinished = Run.objects.get()

    assert list(list_runs(adviser)) == []
    assert list_school_list(adviser, scored.school.pk, unfinished, DAY) == []
    assert count_bands(adviser, unfinished, DAY) == []
    with pytest.raises(NotAssessedError):
        get_latest_assessment(adviser, scored.people["red"].pk, DAY)


def test_somebody_merged_since_is_there_once_and_found_by_either_record(adviser: Viewer, scored: Scored) -> None:
    red, amber = scored.people["red"], scored.people["amber"]
    merge_people(person=red, same_as=amber, reason="twice", by=SETUP, at=LATER)

    assert names(scored, list_school_list(adviser, scored.school.pk, scored.run, DAY)) == ["amber", "none", "limited"]
    for person in (red, amber):
        record = get_latest_assessment(adviser, person.pk, DAY)
        assert (record.person_id, record.points) == (amber.pk, 2)


def test_somebody_merged_since_into_one_never_scored_keeps_what_was_made_of_them(
    saltmarsh, adviser: Viewer, scored: Scored
) -> None:
    newcomer = make_person(saltmarsh, pupil(30))
    merge_people(person=scored.people["red"], same_as=newcomer, reason="twice", by=SETUP, at=LATER)

    assert get_latest_assessment(adviser, newcomer.pk, DAY).points == 2 + 2 + 2 + 2


def test_queries_cost_the_same_for_one_and_for_many(
    adviser: Viewer, school_lead: Viewer, scored: Scored, django_assert_num_queries
) -> None:
    for school in (scored.school.pk, scored.other_school.pk):
        with django_assert_num_queries(5):
            list_school_list(adviser, school, scored.run, DAY)
    with django_assert_num_queries(6):
        list_school_list(school_lead, scored.school.pk, scored.run, DAY)
    with django_assert_num_queries(5):
        get_latest_assessment(adviser, scored.people["red"].pk, DAY)
    with django_assert_num_queries(4):
        count_bands(adviser, scored.run, DAY)
