"""Writing where somebody goes next, and the days on which somebody looks whether it goes well."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.actions.plans import PlanRefusedError, keep_task, latest_of, version_of_its_own
from towpath.caseload.models import TransitionCheck, TransitionPlan
from towpath.people.models import Person
from towpath.rules.dates import day_words
from towpath.tasks.actions import drop_task
from towpath.tasks.models import Task

CHECK_WORDS = {
    TransitionCheck.Kind.SUMMER: "Summer: are they still going?",
    TransitionCheck.Kind.FIRST_WEEK: "First week: did they start?",
    TransitionCheck.Kind.SIX_WEEKS: "Six weeks in: are they still there?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where somebody goes, by what road, and what helps; see `TransitionPlan`."""

    preferred: str
    back_up: str = ""
    application: str = "not_started"
    offer: str = ""
    travel: str = ""
    money: str = ""
    who_helps: str = ""
    what_helps: str = ""
    may_pass_on: str = "not_asked"


def write_transition_plan(
    *, person: Person, number: int, move: Move, checks: Mapping[str, date], owner: User, by: Actor, at: datetime
) -> TransitionPlan:
    """
    Write the next version of a young person's transition plan; each check becomes a task of `owner`.

    :param number: the version that whoever writes has looked at; 0 where there is none yet
    :param checks: the day of each check, by its kind; the task of one left out is dropped
    :raises PlanChangedError: there is a later one; nothing is written
    :raises PlanRefusedError: it does not say where, an answer is not one that there is, or a new check is in the past
    """
    if not move.preferred.strip():
        raise PlanRefusedError("Say where they would like to go.")
    if (
        move.application not in TransitionPlan.Application.values
        or move.may_pass_on not in TransitionPlan.Agreed.values
        or not set(checks) <= set(TransitionCheck.Kind.values)
    ):
        raise PlanRefusedError("One of the answers is not one that there is. Choose again.")
    with version_of_its_own(), transaction(by=by, at=at) as events:
        before = latest_of(TransitionPlan, person, number)
        held = {check.kind: check for check in before.checks.select_related("task")} if before else {}
        told = {name: value.strip() for name, value in asdict(move).items()}
        plan = TransitionPlan.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            number=number + 1,
            recorded_at=at,
            recorded_by=by.user,
            **told,
        )
        for kind, due_date in checks.items():
            _check(plan, kind, due_date, held.get(kind), owner, by=by, at=at)
        for kind, check in held.items():
            if kind not in checks and check.task.state == Task.State.OPEN:
                drop_task(task=check.task, reason="The transition plan was written again without it", by=by, at=at)
        subject = f"caseload_transition_plan:{plan.pk}"
        events.record("transition_plan.written", person=person.public_id, subject=subject, after=facts(plan))
    return plan


def _check(
    plan: TransitionPlan,
    kind: str,
    due_date: date,
    held: TransitionCheck | None,
    owner: User,
    *,
    by: Actor,
    at: datetime,
) -> None:
    if held is not None and held.task.state != Task.State.OPEN and held.due_date == due_date:
        task = held.task
    elif due_date < at.date() and (held is None or held.due_date != due_date):
        raise PlanRefusedError(f"A check would be due on {day_words(due_date)}, which has passed. Give a later day.")
    else:
        task = keep_task(
            task=held.task if held else None, person=plan.person, words=CHECK_WORDS[TransitionCheck.Kind(kind)],
            due_date=due_date, owner=owner, kind=Task.Kind.NEXT_STEP, by=by, at=at,
        )  # fmt: skip
    TransitionCheck.objects.create(
        organisation_id=plan.organisation_id, plan=plan, kind=kind, due_date=due_date, task=task
    )
