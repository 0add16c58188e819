"""Writing a plan in versions, finishing its steps, and noting whether somebody agreed to work with us."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import Max

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.caseload.door import records_of_person
from towpath.caseload.models import Plan, PlanStep, TransitionPlan, WorkAgreement
from towpath.contact.lists import CHANNELS
from towpath.organisation.lists import choices_of
from towpath.people.models import Person
from towpath.rules.dates import day_words
from towpath.tasks.actions import add_task, drop_task, finish_task, hand_over_task, move_task
from towpath.tasks.models import Task

Version = TypeVar("Version", Plan, TransitionPlan)

MOST_STEPS = 12
REVIEW_WORDS = "Review the plan together"


class PlanRefusedError(ValueError):
    """A plan cannot be written as asked; the words say what to do."""


class PlanChangedError(Exception):
    """Somebody wrote a newer version since this one was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what, whose, by when. `held_id` is the step of the version before that it goes on from, if any."""

    words: str
    whose: str
    due_date: date
    held_id: int | None = None


def write_plan(
    *,
    person: Person,
    number: int,
    goal: str,
    review_date: date,
    steps: Sequence[Step],
    owner: User,
    by: Actor,
    at: datetime,
    our_view: str = "",
) -> Plan:
    """
    Write the next version of a plan. An adviser's step becomes a task of `owner`, and so does the review.

    A step that goes on keeps its task, or that it was done; the task of one left out is dropped.

    :param number: the version that whoever writes has looked at; 0 where there is none yet
    :raises PlanChangedError: there is a later one; nothing is written
    :raises PlanRefusedError: the goal is empty, a date has passed or there are too many steps
    """
    if not goal.strip():
        raise PlanRefusedError("Write down the goal, in the young person’s own words.")
    if len(steps) > MOST_STEPS:
        raise PlanRefusedError(f"A plan holds at most {MOST_STEPS} steps. Keep those that come first.")
    with version_of_its_own(), transaction(by=by, at=at) as events:
        before = latest_of(Plan, person, number)
        held = {step.pk: step for step in before.steps.select_related("task")} if before else {}
        if review_date < at.date() and (before is None or review_date != before.review_date):
            raise PlanRefusedError(
                f"The plan would be reviewed on {day_words(review_date)}, which has passed. Give a later day."
            )
        review = _review(person, before, review_date, owner, by=by, at=at)
        plan = Plan.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            number=number + 1,
            goal=goal.strip(),
            our_view=our_view.strip(),
            review_date=review_date,
            review=review,
            recorded_at=at,
            recorded_by=by.user,
        )
        kept = [_write_step(plan, place, step, held, owner, by=by, at=at) for place, step in enumerate(steps, 1)]
        _drop_left_out(held, {step.task_id for step in kept}, by=by, at=at)
        _record(events, "plan.written", plan)
    return plan


def finish_step(*, step: PlanStep, by: Actor, at: datetime) -> None:
    """
    Say that a step of a plan is done; an adviser's is done in their list of tasks.

    :raises PlanRefusedError: it was done already, or is of a version that is no longer the latest
    """
    with transaction(by=by, at=at) as events:
        held = (
            PlanStep.objects.select_for_update(of=("self",), no_key=True)
            .select_related("plan__person__organisation", "task")
            .get(pk=step.pk)
        )
        if Plan.objects.filter(person__in=records_of_person(held.plan.person), number__gt=held.plan.number).exists():
            raise PlanRefusedError("There is a newer plan. Tick the step off there.")
        if held.done_at is not None or (held.task is not None and held.task.state != Task.State.OPEN):
            raise PlanRefusedError("This step was settled already.")
        before = facts(held)
        if held.task is not None:
            finish_task(task=held.task, by=by, at=at)
        else:
            held.done_at, held.done_by = at, by.user
            held.save(update_fields=["done_at", "done_by"])
        subject = f"caseload_plan_step:{held.pk}"
        events.record(
            "plan.step_done", person=held.plan.person.public_id, subject=subject, before=before, after=facts(held)
        )


def record_agreement(
    *,
    person: Person,
    answer: str,
    channel: str,
    answered_date: date,
    by: Actor,
    at: datetime,
    words: str = "",
) -> WorkAgreement:
    """
    Note what a young person answered when asked to work together.

    :raises PlanRefusedError: the answer or the way is not one that there is, or the day is still to come
    """
    how = choices_of(person.organisation_id, CHANNELS).get(channel)
    if answer not in WorkAgreement.Answer.values or how is None or not how.is_offered:
        raise PlanRefusedError("Choose what they answered, and how.")
    if answered_date > at.date():
        raise PlanRefusedError("They cannot have answered on a day that is still to come.")
    with transaction(by=by, at=at) as events:
        agreement = WorkAgreement.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            answer=answer,
            channel=channel,
            answered_date=answered_date,
            words=words.strip(),
            recorded_at=at,
            recorded_by=by.user,
        )
        _record(events, "agreement.recorded", agreement)
    return agreement


def latest_of(model: type[Version], person: Person, number: int) -> Version | None:
    """
    Return the latest version of a plan, merges resolved, where it is the one that was looked at; None where none is.

    :raises PlanChangedError: there is a later one
    """
    rows = model.objects.filter(person__in=records_of_person(person))
    found = rows.order_by("-number", "-pk").first()
    if (rows.aggregate(latest=Max("number"))["latest"] or 0) != number:
        raise PlanChangedError("Somebody wrote a newer version while you were writing. Look at theirs beside yours.")
    return found


@contextmanager
def version_of_its_own() -> Iterator[None]:
    """Say plainly that two people wrote the same version at one moment; the database kept the first."""
    try:
        yield
    except IntegrityError:
        raise PlanChangedError("Somebody wrote a newer version at the same moment. Look at theirs.") from None


def keep_task(
    *, task: Task | None, person: Person, words: str, due_date: date, owner: User, kind: str, by: Actor, at: datetime
) -> Task:
    """Return the task for a day: the open one moved and handed to its owner, or a new one where there is none."""
    if task is None or task.state != Task.State.OPEN or task.words != words:
        if task is not None and task.state == Task.State.OPEN:
            drop_task(task=task, reason="The plan says it otherwise now", by=by, at=at)
        return add_task(
            organisation=person.organisation, person=person, kind=kind, words=words, due_date=due_date, owner=owner,
            source="caseload_plan", by=by, at=at,
        )  # fmt: skip
    if task.due_date != due_date:
        move_task(task=task, due_date=due_date, by=by, at=at)
    if task.owner_id != owner.pk:
        hand_over_task(task=task, owner=owner, by=by, at=at)
    return task


def _review(person: Person, before: Plan | None, due_date: date, owner: User, *, by: Actor, at: datetime) -> Task:
    held = before.review if before else None
    if held is not None and before is not None and before.review_date != due_date and held.state == Task.State.OPEN:
        # Whoever writes a version with another day to review has just reviewed the one before.
        finish_task(task=held, by=by, at=at)
        held = None
    return keep_task(
        task=held, person=person, words=REVIEW_WORDS, due_date=due_date, owner=owner, kind=Task.Kind.REVIEW,
        by=by, at=at,
    )  # fmt: skip


def _write_step(
    plan: Plan, place: int, step: Step, held: dict[int, PlanStep], owner: User, *, by: Actor, at: datetime
) -> PlanStep:
    if not step.words.strip() or step.whose not in PlanStep.Whose.values:
        raise PlanRefusedError("Say what each step is, and whose.")
    # Somebody who looked at an older version means the step that says the same.
    same = (one for one in held.values() if (one.words, one.whose) == (step.words.strip(), step.whose))
    before = held.get(step.held_id or 0) or next(same, None)
    if before is None and step.due_date < at.date():
        raise PlanRefusedError(
            f"A step would be due on {day_words(step.due_date)}, which has passed. Give a later day."
        )
    task = None
    if step.whose == PlanStep.Whose.ADVISER and not (before and before.done_at):
        old = before.task if before else None
        if old is not None and old.state == Task.State.DONE:
            task = old
        else:
            task = keep_task(
                task=old, person=plan.person, words=step.words.strip(), due_date=step.due_date, owner=owner,
                kind=Task.Kind.NEXT_STEP, by=by, at=at,
            )  # fmt: skip
    return PlanStep.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        position=place,
        words=step.words.strip(),
        whose=step.whose,
        due_date=step.due_date,
        task=task,
        done_at=before.done_at if before else None,
        done_by=before.done_by if before else "",
    )


def _drop_left_out(held: dict[int, PlanStep], kept: set[int | None], *, by: Actor, at: datetime) -> None:
    for step in held.values():
        if step.task is None or step.task_id in kept:
            continue
        step.task.refresh_from_db()
        if step.task.state == Task.State.OPEN:
            drop_task(task=step.task, reason="The plan was written again without it", by=by, at=at)


def _record(events: Events, kind: str, row: Plan | WorkAgreement) -> None:
    events.record(kind, person=row.person.public_id, subject=f"{row._meta.db_table}:{row.pk}", after=facts(row))
