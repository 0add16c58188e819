"""Somebody objects to being scored: from then on no score of them is worked out or shown, until a manager decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.risk.conftest import Scored
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.risk.actions import (
    ObjectionRefusedError,
    decide_objection,
    end_objection,
    open_lists,
    record_objection,
    run_scheme,
)
from towpath.risk.models import Assessment, ListLine, Objection
from towpath.risk.queries import (
    ObjectionNotFoundError,
    count_bands,
    count_undecided,
    find_standing_objection,
    get_latest_assessment,
    get_objection,
    list_objections,
    list_school_list,
)
from towpath.risk.recomputing import work_out_again

LATER = MORNING + timedelta(hours=2)
ABOUT = {"by": SETUP, "at": LATER}


def objects(scored: Scored, name: str = "red", **changed: object) -> Objection:
    told = {"objected_by": "young_person", "objected_date": DAY, "words": "I do not want points.", **ABOUT, **changed}
    return record_objection(person=scored.people[name], **told)


def score_again(saltmarsh: Organisation, hours: int = 1):
    at = LATER + timedelta(hours=hours)
    return run_scheme(organisation=saltmarsh, scheme="oxfordshire-2022", as_at=DAY, by=SETUP, at=at)


def made_of(run, scored: Scored, name: str = "red") -> Assessment:
    return Assessment.objects.get(run=run, person=scored.people[name])


def test_while_an_objection_stands_nobody_is_shown_a_score_not_even_an_old_one(
    adviser: Viewer, school_lead: Viewer, scored: Scored
) -> None:
    objects(scored)

    for viewer in (adviser, school_lead):
        listed = {each.person_id: each for each in list_school_list(viewer, scored.school.pk, scored.run, DAY)}
        record = listed[scored.people["red"].pk]
        assert record.not_scored == "Not scored: objected."
        assert (record.points, record.band, record.reasons, record.missing) == (None, "", (), ())
        assert get_latest_assessment(viewer, scored.people["red"].pk, DAY) == record
    [counted] = [each for each in count_bands(adviser, scored.run, DAY) if each.establishment_id == scored.school.pk]
    assert (counted.bands["red"], counted.limited, counted.objected, counted.not_scored) == (0, 1, 1, 1 + 1)


def test_the_next_run_does_not_score_them_and_counts_them_apart(saltmarsh: Organisation, scored: Scored) -> None:
    objects(scored)
    run = score_again(saltmarsh)

    row = made_of(run, scored)
    assert (row.not_scored, row.points, row.reasons, row.missing) == ("objected", None, [], [])
    assert (run.limited, run.objected, run.people) == (1, 1, len(scored.people))
    open_lists(run=run, due_date=DAY, by=SETUP, at=LATER)
    assert not ListLine.objects.filter(person=scored.people["red"]).exists()


def test_who_both_limits_sharing_and_objects_is_said_to_object(saltmarsh: Organisation, scored: Scored) -> None:
    objects(scored, "limited")

    assert made_of(score_again(saltmarsh), scored, "limited").not_scored == "objected"


def test_a_refused_objection_lets_the_next_run_score_and_an_upheld_one_does_not(
    saltmarsh: Organisation, scored: Scored
) -> None:
    decided = {"because": "The school and the family talked.", **ABOUT}
    decide_objection(objection=objects(scored), decision="refused", **decided)
    decide_objection(objection=objects(scored, "amber"), decision="upheld", **decided)

    run = score_again(saltmarsh)

    assert made_of(run, scored).points == 2 + 2 + 2 + 2
    assert made_of(run, scored, "amber").not_scored == "objected"


def test_an_objection_taken_back_stands_no_more(saltmarsh: Organisation, adviser: Viewer, scored: Scored) -> None:
    objection = objects(scored)
    end_objection(objection=objection, because="She asked us to.", **ABOUT)

    assert made_of(score_again(saltmarsh), scored).points == 2 + 2 + 2 + 2
    assert find_standing_objection(adviser, scored.people["red"].pk, DAY) is None
    with pytest.raises(ObjectionRefusedError, match="stands no more"):
        end_objection(objection=objection, because="Again", **ABOUT)


def test_a_run_comes_out_the_same_whatever_becomes_of_an_objection_since(
    saltmarsh: Organisation, data_lead: Viewer, scored: Scored
) -> None:
    objection = objects(scored)
    while_it_stood = score_again(saltmarsh)
    at = LATER + timedelta(hours=5)
    decide_objection(objection=objection, decision="refused", because="Talked", by=SETUP, at=at)
    end_objection(objection=objects(scored, "amber", at=at), because="Asked", by=SETUP, at=at + timedelta(hours=1))

    for run in (scored.run, while_it_stood, score_again(saltmarsh, hours=9)):
        assert work_out_again(run).is_same


def test_an_objection_follows_its_person_through_a_merge(adviser: Viewer, scored: Scored) -> None:
    objects(scored)
    merge_people(person=scored.people["red"], same_as=scored.people["amber"], reason="twice", by=SETUP, at=LATER)

    for name in ("red", "amber"):
        assert find_standing_objection(adviser, scored.people[name].pk, DAY) is not None
        assert get_latest_assessment(adviser, scored.people[name].pk, DAY).why_not == "objected"
    with pytest.raises(ObjectionRefusedError, match="stands already"):
        objects(scored, "amber")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"objected_by": "neighbour"}, "Say who objects"),
        ({"objected_date": DAY + timedelta(days=1)}, "has not come yet"),
        ({"words": "x" * 10_001}, "10,001 characters"),
    ],
)
def test_an_objection_is_refused_in_words(scored: Scored, changed: dict[str, object], words: str) -> None:
    with pytest.raises(ObjectionRefusedError, match=words):
        objects(scored, **changed)
    assert not Objection.objects.exists()


def test_one_objection_stands_at_a_time(scored: Scored) -> None:
    objects(scored)

    with pytest.raises(ObjectionRefusedError, match="stands already"):
        objects(scored)


@pytest.mark.parametrize(
    ("decision", "because", "words"), [("", "Talked", "Choose"), ("upheld", " ", "Say why"), ("maybe", "No", "Choose")]
)
def test_a_decision_says_which_and_why(scored: Scored, decision: str, because: str, words: str) -> None:
    with pytest.raises(ObjectionRefusedError, match=words):
        decide_objection(objection=objects(scored), decision=decision, because=because, **ABOUT)


def test_an_objection_is_decided_once(scored: Scored) -> None:
    objection = objects(scored)
    decide_objection(objection=objection, decision="upheld", because="Talked", **ABOUT)

    with pytest.raises(ObjectionRefusedError, match="decided this already"):
        decide_objection(objection=objection, decision="refused", because="No", **ABOUT)


def test_a_manager_alone_reads_objections_and_those_that_wait_come_first(
    manager: Viewer, adviser: Viewer, school_lead: Viewer, stranger: Viewer, scored: Scored
) -> None:
    settled = objects(scored, "amber", objected_date=DAY - timedelta(days=30))
    decide_objection(objection=settled, decision="upheld", because="Talked", **ABOUT)
    waiting = objects(scored)

    assert list(list_objections(manager, DAY)) == [waiting, settled]
    assert count_undecided(manager, DAY) == 1
    for viewer in (adviser, school_lead, stranger):
        assert list(list_objections(viewer, DAY)) == []
        with pytest.raises(ObjectionNotFoundError):
            get_objection(viewer, waiting.pk, DAY)
    assert find_standing_objection(school_lead, scored.people["red"].pk, DAY) == waiting
    assert find_standing_objection(stranger, scored.people["red"].pk, DAY) is None


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"decision": "upheld"}, "objection_decision_says_who_and_why"),
        ({"ended_at": LATER}, "objection_ending_says_who_and_why"),
    ],
)
def test_the_database_refuses_half_of_a_decision(scored: Scored, values: dict[str, object], name: str) -> None:
    objection = objects(scored)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(**values)
