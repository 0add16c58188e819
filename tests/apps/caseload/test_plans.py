"""Plans in versions, their steps, the transition plan and the agreement to work together."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.caseload.conftest import LATER, LONG_AND_BOTH_WAYS, SOON, Room
from tests.factories.cast import make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from towpath.audit.models import Event
from towpath.caseload.actions import (
    Move,
    PlanChangedError,
    PlanRefusedError,
    Step,
    finish_step,
    record_agreement,
    write_plan,
    write_transition_plan,
)
from towpath.caseload.models import Plan, PlanStep
from towpath.caseload.queries import (
    StepNotFoundError,
    find_agreement,
    find_plan,
    find_transition_plan,
    get_step,
    list_plans,
    list_transition_plans,
)
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HERS = Step(words="Look up bus times", whose="young_person", due_date=SOON)
OURS = Step(words="Ring the college", whose="adviser", due_date=SOON)


def plan_of(room: Room, *steps: Step, number: int = 0, goal: str = "I want to fix boats", review: date = LATER) -> Plan:
    return write_plan(
        person=room.wren, number=number, goal=goal, review_date=review, steps=steps, owner=room.worker,
        by=room.adviser.actor, at=MORNING,
    )  # fmt: skip


def open_tasks() -> list[tuple[str, date]]:
    return list(Task.objects.filter(state="open").order_by("due_date", "pk").values_list("words", "due_date"))


def test_the_adviser_s_steps_and_the_review_become_tasks(room: Room) -> None:
    plan_of(room, HERS, OURS)

    assert open_tasks() == [("Ring the college", SOON), ("Review the plan together", LATER)]


def test_an_earlier_version_stays_readable_word_for_word(room: Room) -> None:
    plan_of(room, HERS, goal="I want to fix boats")
    plan_of(room, number=1, goal="I want to build boats")

    latest, earlier = list_plans(room.adviser, room.wren.pk, DAY)
    assert (latest.number, latest.goal) == (2, "I want to build boats")
    assert (earlier.number, earlier.goal) == (1, "I want to fix boats")
    assert [step.words for step in earlier.steps.all()] == ["Look up bus times"]


def test_two_tabs_do_not_write_over_each_other(room: Room) -> None:
    plan_of(room, HERS)
    plan_of(room, HERS, number=1)

    with pytest.raises(PlanChangedError):
        plan_of(room, OURS, number=1, goal="Mine")

    assert Plan.objects.count() == 2
    assert ("Ring the college", SOON) not in open_tasks()


def test_a_step_that_goes_on_keeps_its_task_and_one_left_out_loses_it(room: Room) -> None:
    first = plan_of(room, OURS, Step(words="Ask about a bus pass", whose="adviser", due_date=SOON))
    ring, _ = first.steps.order_by("position")
    moved = Step(words="Ring the college", whose="adviser", due_date=LATER, held_id=ring.pk)

    second = plan_of(room, moved, number=1)

    [kept] = second.steps.all()
    assert kept.task_id == ring.task_id
    assert open_tasks() == [("Review the plan together", LATER), ("Ring the college", LATER)]
    assert Task.objects.get(words="Ask about a bus pass").state == "dropped"


def test_what_was_done_stays_done_in_the_next_version(room: Room) -> None:
    [step] = plan_of(room, HERS).steps.all()
    finish_step(step=step, by=room.adviser.actor, at=MORNING)

    again = Step(words=step.words, whose=step.whose, due_date=step.due_date, held_id=step.pk)
    [kept] = plan_of(room, again, number=1).steps.all()

    assert kept.done_at == MORNING


def test_the_adviser_s_step_is_done_once_in_one_place(room: Room) -> None:
    [step] = plan_of(room, OURS).steps.all()

    finish_step(step=step, by=room.adviser.actor, at=MORNING)

    assert Task.objects.get(words="Ring the college").state == "done"
    with pytest.raises(PlanRefusedError, match="settled already"):
        finish_step(step=step, by=room.adviser.actor, at=MORNING)


def test_a_step_of_an_earlier_version_is_not_ticked_off(room: Room) -> None:
    [old] = plan_of(room, HERS).steps.all()
    plan_of(room, number=1)

    with pytest.raises(PlanRefusedError, match="newer plan"):
        finish_step(step=old, by=room.adviser.actor, at=MORNING)
    with pytest.raises(StepNotFoundError):
        get_step(room.adviser, room.wren.pk, old.pk, DAY)


def test_another_day_to_review_settles_the_review_before(room: Room) -> None:
    plan_of(room)
    plan_of(room, number=1, review=LATER + timedelta(days=28))

    reviews = Task.objects.filter(kind="review").order_by("pk").values_list("state", "due_date")
    assert list(reviews) == [("done", LATER), ("open", LATER + timedelta(days=28))]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"goal": "  "}, "own words"),
        ({"review": DAY - timedelta(days=1)}, "has passed"),
    ],
)
def test_a_plan_that_cannot_be_written_says_why_and_leaves_nothing(
    room: Room, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(PlanRefusedError, match=words):
        plan_of(room, HERS, **changed)  # type: ignore[arg-type]

    assert not Plan.objects.exists()
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        Step(words=" ", whose="adviser", due_date=SOON),
        Step(words="x", whose="nobody", due_date=SOON),
        Step(words="x", whose="adviser", due_date=DAY - timedelta(days=1)),
    ],
)
def test_a_step_that_says_nothing_or_is_late_from_the_start_is_refused(room: Room, step: Step) -> None:
    with pytest.raises(PlanRefusedError):
        plan_of(room, HERS, step)

    assert not PlanStep.objects.exists()


def test_a_long_goal_in_two_directions_is_kept_whole(room: Room) -> None:
    assert len(LONG_AND_BOTH_WAYS) > 10_000

    plan = plan_of(room, goal=LONG_AND_BOTH_WAYS)

    plan.refresh_from_db()
    assert plan.goal == LONG_AND_BOTH_WAYS.strip()


def test_the_log_holds_that_a_plan_was_written_and_none_of_its_words(room: Room) -> None:
    plan_of(room, HERS)

    event = Event.objects.get(kind="plan.written")
    assert event.person == room.wren.public_id
    assert "boats" not in event.facts


def test_strangers_and_those_who_work_no_case_see_no_plan(room: Room) -> None:
    plan_of(room, HERS)
    move_of(room)
    record_agreement(
        person=room.wren, answer="yes", channel="phone", answered_date=DAY, by=room.adviser.actor, at=MORNING
    )

    others = ("tracking_officer", "data_lead", "school_lead", "commissioner")
    for viewer in (room.stranger, room.lead, *(make_viewer(room.council, role) for role in others)):
        assert not list_plans(viewer, room.wren.pk, DAY), viewer.role
        assert find_transition_plan(viewer, room.wren.pk, DAY) is None, viewer.role
        assert find_agreement(viewer, room.wren.pk, DAY) is None, viewer.role
    assert find_plan(room.manager, room.wren.pk, DAY) is not None


def test_the_plan_of_a_merged_record_goes_on(room: Room) -> None:
    double = make_person(room.council, PersonFacts(legal_given_name="Ren"))
    plan = plan_of(room, HERS)
    merge_people(person=room.wren, same_as=double, by=room.adviser.actor, at=MORNING)

    assert find_plan(room.adviser, double.pk, DAY) == plan
    again = write_plan(
        person=double, number=1, goal="Still boats", review_date=LATER, steps=(), owner=room.worker,
        by=room.adviser.actor, at=MORNING,
    )  # fmt: skip
    assert again.number == 1 + 1


def test_the_database_keeps_one_of_two_same_versions(room: Room) -> None:
    plan = plan_of(room)
    plan.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        plan.save()


def move_of(room: Room, number: int = 0, **changed: object) -> object:
    checks = changed.pop("checks", {"first_week": SOON, "six_weeks": LATER})
    return write_transition_plan(
        person=room.wren, number=number, move=Move(**{"preferred": "Marine engineering", **changed}),  # type: ignore[arg-type]
        checks=checks, owner=room.worker, by=room.adviser.actor, at=MORNING,  # type: ignore[arg-type]
    )  # fmt: skip


def test_each_check_of_a_move_becomes_a_task_that_moves_with_it(room: Room) -> None:
    move_of(room)
    move_of(room, number=1, checks={"first_week": LATER})

    assert open_tasks() == [("First week: did they start?", LATER)]
    assert Task.objects.get(words__startswith="Six weeks").state == "dropped"
    latest, earlier = list_transition_plans(room.adviser, room.wren.pk, DAY)
    assert [check.kind for check in latest.checks.all()] == ["first_week"]
    assert {check.kind for check in earlier.checks.all()} == {"first_week", "six_weeks"}


def test_what_helps_is_passed_on_only_where_they_were_asked_and_agreed(room: Room) -> None:
    assert move_of(room, what_helps="A quiet room").may_pass_on == "not_asked"  # type: ignore[attr-defined]


def test_a_move_in_two_tabs_is_written_once(room: Room) -> None:
    move_of(room)

    with pytest.raises(PlanChangedError):
        move_of(room, preferred="Bakery")


@pytest.mark.parametrize(
    "changed",
    [
        {"preferred": " "},
        {"application": "maybe"},
        {"checks": {"first_week": DAY - timedelta(days=1)}},
        {"checks": {"someday": SOON}},
    ],
)
def test_a_move_that_cannot_be_written_is_refused(room: Room, changed: dict[str, object]) -> None:
    with pytest.raises(PlanRefusedError):
        move_of(room, **changed)

    assert find_transition_plan(room.adviser, room.wren.pk, DAY) is None


def test_the_latest_answer_to_working_together_speaks_and_the_earlier_stays(room: Room) -> None:
    for answer, day in (("yes", DAY - timedelta(days=9)), ("withdrawn", DAY)):
        record_agreement(
            person=room.wren, answer=answer, channel="text", answered_date=day, by=room.adviser.actor, at=MORNING
        )

    found = find_agreement(room.adviser, room.wren.pk, DAY)
    assert found is not None
    assert found.answer == "withdrawn"
    assert room.wren.work_agreements.count() == 2


def test_nobody_answers_tomorrow(room: Room) -> None:
    with pytest.raises(PlanRefusedError, match="still to come"):
        record_agreement(
            person=room.wren, answer="yes", channel="text", answered_date=DAY + timedelta(days=1),
            by=room.adviser.actor, at=MORNING,
        )  # fmt: skip
