"""Needs, barriers, the council's own lists, skills and who could take a case."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.caseload.conftest import SOON, Room
from tests.factories.cast import make_viewer
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.access.queries import get_list
from towpath.audit.models import Event
from towpath.caseload.actions import (
    NeedsRefusedError,
    Score,
    SkillRefusedError,
    close_barrier,
    end_skill,
    give_skill,
    open_barrier,
    record_needs,
    withdraw_needs,
)
from towpath.caseload.lists import BARRIERS
from towpath.caseload.models import Barrier, NeedsAssessment, NeedScore
from towpath.caseload.queries import (
    BarrierNotFoundError,
    get_barrier,
    list_barriers,
    list_candidates,
    list_needs,
    list_skills,
)
from towpath.organisation.actions import add_choice, change_choice

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def needs_of(room: Room, *scores: Score, **changed: object) -> NeedsAssessment:
    told: dict[str, object] = {"assessed_date": DAY, "strengths": "Good with her hands", **changed}
    return record_needs(person=room.wren, scores=scores, by=room.adviser.actor, at=MORNING, **told)  # type: ignore[arg-type]


def barrier_of(room: Room, code: str = "travel") -> Barrier:
    return open_barrier(person=room.wren, code=code, opened_date=DAY, by=room.adviser.actor, at=MORNING)


def test_what_was_not_asked_has_no_row_and_nought_has_one(room: Room) -> None:
    needs_of(room, Score("money", 0, "Skint"))

    [look] = list_needs(room.adviser, room.wren.pk, DAY)
    assert [(one.domain, one.score) for one in look.scores.all()] == [("money", 0)]


def test_the_earliest_asked_comes_first_whenever_it_was_written(room: Room) -> None:
    needs_of(room, Score("money", 6))
    needs_of(room, Score("money", 3), assessed_date=DAY - timedelta(days=90))

    assert [look.assessed_date for look in list_needs(room.adviser, room.wren.pk, DAY)] == [
        DAY - timedelta(days=90),
        DAY,
    ]


def test_what_was_struck_out_counts_for_nothing_and_is_kept(room: Room) -> None:
    look = needs_of(room, Score("money", 6))

    withdraw_needs(assessment=look, because="Of her sister", by=room.adviser.actor, at=MORNING)

    assert not list_needs(room.adviser, room.wren.pk, DAY)
    assert NeedsAssessment.objects.get().withdrawn_because == "Of her sister"
    with pytest.raises(NeedsRefusedError, match="struck out before"):
        withdraw_needs(assessment=look, because="Again", by=room.adviser.actor, at=MORNING)


@pytest.mark.parametrize(
    ("scores", "changed", "words"),
    [
        ((Score("money", 5),), {"strengths": " "}, "strengths"),
        ((), {}, "one part of life"),
        ((Score("money", 11),), {}, "from 0 to 10"),
        ((Score("money", -1),), {}, "from 0 to 10"),
        ((Score("haircut", 5),), {}, "no part of life"),
        ((Score("money", 5), Score("money", 6)), {}, "scored twice"),
        ((Score("money", 5),), {"assessed_date": DAY + timedelta(days=1)}, "still to come"),
    ],
)
def test_needs_that_cannot_be_recorded_say_why(
    room: Room, scores: tuple[Score, ...], changed: dict[str, object], words: str
) -> None:
    with pytest.raises(NeedsRefusedError, match=words):
        needs_of(room, *scores, **changed)

    assert not NeedsAssessment.objects.exists()


def test_the_database_refuses_a_score_out_of_range(room: Room) -> None:
    look = needs_of(room, Score("money", 10))

    with pytest.raises(IntegrityError), transaction.atomic():
        NeedScore.objects.create(organisation=room.council, assessment=look, domain="home", score=11)


def test_the_log_holds_no_word_of_what_they_said(room: Room) -> None:
    needs_of(room, Score("money", 2, "Skint"))

    assert "hands" not in Event.objects.get(kind="needs.recorded").facts


def test_a_barrier_is_open_once_and_closed_with_a_reason(room: Room) -> None:
    barrier = barrier_of(room)
    with pytest.raises(NeedsRefusedError, match="open already"):
        barrier_of(room)

    close_barrier(barrier=barrier, because="solved", closed_date=DAY, by=room.adviser.actor, at=MORNING)

    with pytest.raises(BarrierNotFoundError):
        get_barrier(room.adviser, room.wren.pk, barrier.pk, DAY)
    assert barrier_of(room).pk != barrier.pk
    assert [one.closed_because for one in list_barriers(room.adviser, room.wren.pk, DAY)] == ["", "solved"]


@pytest.mark.parametrize(
    ("because", "day"), [("bored", DAY), ("solved", DAY - timedelta(days=1)), ("solved", DAY + timedelta(days=1))]
)
def test_a_barrier_is_closed_for_a_reason_on_the_list_and_on_a_day_that_fits(
    room: Room, because: str, day: object
) -> None:
    barrier = barrier_of(room)

    with pytest.raises(NeedsRefusedError):
        close_barrier(barrier=barrier, because=because, closed_date=day, by=room.adviser.actor, at=MORNING)  # type: ignore[arg-type]


def test_a_barrier_is_not_closed_twice(room: Room) -> None:
    barrier = barrier_of(room)
    close_barrier(barrier=barrier, because="solved", closed_date=DAY, by=room.adviser.actor, at=MORNING)

    with pytest.raises(NeedsRefusedError, match="closed already"):
        close_barrier(barrier=barrier, because="not_so", closed_date=DAY, by=room.adviser.actor, at=MORNING)


def test_strangers_and_those_who_work_no_case_see_no_needs(room: Room) -> None:
    needs_of(room, Score("money", 2))
    barrier_of(room)

    others = ("tracking_officer", "data_lead", "school_lead", "commissioner")
    for viewer in (room.stranger, room.lead, *(make_viewer(room.council, role) for role in others)):
        assert not list_needs(viewer, room.wren.pk, DAY), viewer.role
        assert not list_barriers(viewer, room.wren.pk, DAY), viewer.role
    assert list_barriers(room.manager, room.wren.pk, DAY)


def test_a_manager_adds_to_a_list_and_takes_from_it(room: Room) -> None:
    told = {"organisation": room.council, "by": room.manager.actor, "at": MORNING}
    add_choice(to=BARRIERS, words="Waiting for a visa", **told)  # type: ignore[arg-type]
    change_choice(of=BARRIERS, code="travel", seen=None, words="Getting there", is_offered=False, **told)  # type: ignore[arg-type]

    found = get_list(room.adviser, BARRIERS)
    assert found["waiting_for_a_visa"].is_offered
    assert not found["travel"].is_offered
    with pytest.raises(NeedsRefusedError, match="from the list"):
        barrier_of(room, "travel")
    assert barrier_of(room, "waiting_for_a_visa").code == "waiting_for_a_visa"


def test_whoever_brings_the_skill_is_asked_first(room: Room, colleague: User) -> None:
    give_skill(organisation=room.council, user=colleague, code="send", from_date=DAY, by=room.manager.actor, at=MORNING)

    found = list_candidates(room.adviser, ["send"], DAY)

    assert [(one.colleague.name, one.brings) for one in found] == [
        ("Siân Prosser", ("send",)),
        ("Adaeze Okafor", ()),
        ("Marion Fairclough", ()),
    ]
    assert list_candidates(room.lead, ["send"], DAY) == []
    assert all(one.colleague.name == "Stanley Peel" for one in list_candidates(room.stranger, ["send"], DAY))


def test_a_skill_is_held_once_and_ends(room: Room, colleague: User) -> None:
    told = {"organisation": room.council, "user": colleague, "code": "send", "by": room.manager.actor, "at": MORNING}
    skill = give_skill(**told, from_date=DAY)  # type: ignore[arg-type]
    with pytest.raises(SkillRefusedError, match="already"):
        give_skill(**told, from_date=DAY)  # type: ignore[arg-type]

    end_skill(skill=skill, on=SOON, by=room.manager.actor, at=MORNING)

    assert list_skills(room.adviser, SOON - timedelta(days=1)).exists()
    assert not list_skills(room.adviser, SOON).exists()
    with pytest.raises(SkillRefusedError, match="ended already"):
        end_skill(skill=skill, on=SOON, by=room.manager.actor, at=MORNING)


def test_a_skill_is_given_to_somebody_who_works_here(room: Room) -> None:
    stranger = User.objects.get(pk=room.stranger.user_id)

    with pytest.raises(SkillRefusedError, match="does not work here"):
        give_skill(
            organisation=room.council, user=stranger, code="send", from_date=DAY, by=room.manager.actor, at=MORNING
        )
