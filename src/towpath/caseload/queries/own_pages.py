"""What a young person sees of their own plan and adviser, and what staff see of codes and of what was said."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from towpath.access import OwnViewer
from towpath.access.viewer import Viewer
from towpath.caseload.models import (
    AdviserCard,
    Case,
    OwnCode,
    OwnWords,
    Plan,
    PlanStep,
    TransitionCheck,
    TransitionPlan,
    WorkAgreement,
)
from towpath.caseload.queries.reach import records_of
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.rules.own_pages import CodeState, code_state
from towpath.tasks.models import Task


class CodeNotFoundError(LookupError):
    """There is no such code of this person for this viewer."""


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One code as staff see it: how it stands, and never its letters."""

    id: int
    state: CodeState
    made_at: datetime
    made_by: str
    expires_at: datetime
    used_at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class OwnAdviser:
    """
    Who works with a young person, as they agreed to be shown. `name` is empty where they have not agreed to any, and
    `reach` is then how to reach the service, where a council has said so. `has_one` is whether anybody works with them.
    """

    has_one: bool
    name: str
    reach: str


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One step of a young person's plan. `is_ticked` is whether they said that it is done; staff say `is_done`."""

    id: int
    words: str
    whose: str
    due_date: date
    is_done: bool
    is_dropped: bool
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A young person's plan as they see it: their goal and the steps, and nothing of what staff think."""

    goal: str
    review_date: date
    steps: tuple[OwnStep, ...]


@dataclass(frozen=True, slots=True)
class OwnSaying:
    """Something a young person said here, and whether somebody has settled what it asked."""

    kind: str
    about: str
    words: str
    recorded_at: datetime
    is_settled: bool


def get_own_adviser(viewer: OwnViewer, on: date) -> OwnAdviser:
    """Return who works with a young person and how they are reached. At most three queries."""
    case = Case.objects.filter(person__in=viewer.record_ids, closed_date__isnull=True).order_by("-pk").first()
    card = _card(viewer.organisation_id, case.adviser_id) if case else None
    if card is not None:
        return OwnAdviser(True, card.shown_name, card.reach)
    return OwnAdviser(case is not None, "", _service(viewer, on))


def find_own_plan(viewer: OwnViewer) -> OwnPlan | None:
    """Return a young person's plan as it stands, or None where there is none. Three queries."""
    plan = Plan.objects.filter(person__in=viewer.record_ids).order_by("-number", "-pk").first()
    if plan is None:
        return None
    steps = PlanStep.objects.filter(plan=plan).select_related("task").order_by("position")
    ticked = set(OwnWords.objects.filter(step__plan=plan).values_list("step_id", flat=True))
    return OwnPlan(plan.goal, plan.review_date, tuple(_own_step(step, step.pk in ticked) for step in steps))


def list_own_checks(viewer: OwnViewer) -> list[tuple[str, date]]:
    """Return the days on which somebody looks how a move goes, by kind, still to be done, the next first."""
    plan = TransitionPlan.objects.filter(person__in=viewer.record_ids).order_by("-number", "-pk").first()
    rows = TransitionCheck.objects.filter(plan=plan, task__state=Task.State.OPEN) if plan else ()
    return sorted(((row.kind, row.due_date) for row in rows), key=lambda each: (each[1], each[0]))


def list_own_sayings(viewer: OwnViewer) -> list[OwnSaying]:
    """Return what a young person said on their own pages, the latest first. One query."""
    return _sayings(OwnWords.objects.filter(person__in=viewer.record_ids))


def find_own_answer(viewer: OwnViewer) -> str:
    """Return what a young person answered last when asked to work together; empty where nobody asked."""
    rows = WorkAgreement.objects.filter(person__in=viewer.record_ids).order_by("-answered_date", "-pk")
    return rows.values_list("answer", flat=True).first() or ""


def list_sayings(viewer: Viewer, person_id: int, on: date) -> list[OwnSaying]:
    """Return what somebody said on their own pages, the latest first, to whoever may see their plan."""
    return _sayings(OwnWords.objects.filter(person__in=records_of(viewer, person_id, on, "caseload.view")))


def list_codes(viewer: Viewer, person_id: int, on: date, at: datetime) -> list[CodeRecord]:
    """Return the codes made for somebody, the latest first, as they stand at an instant."""
    rows = _codes(viewer, person_id, on).select_related("link", "made_by").order_by("-pk")
    return [
        CodeRecord(
            id=row.pk,
            state=code_state(
                expires_at=row.link.expires_at,
                used_at=row.link.used_at,
                locked_at=row.locked_at,
                cancelled_at=row.link.withdrawn_at,
                at=at,
            ),
            made_at=row.link.created_at,
            made_by=row.made_by.name,
            expires_at=row.link.expires_at,
            used_at=row.link.used_at,
            tries=row.tries,
        )
        for row in rows
    ]


def get_code(viewer: Viewer, person_id: int, code_id: int, on: date) -> OwnCode:
    """
    Return one code of a person.

    :raises CodeNotFoundError: there is none, or it is not for this viewer
    """
    found = _codes(viewer, person_id, on).filter(pk=code_id).select_related("person").first()
    if found is None:
        raise CodeNotFoundError("There is no such code here.")
    return found


def find_card(viewer: Viewer, user_id: int) -> AdviserCard | None:
    """Return what a colleague lets young people see of them, or None; None to whoever may work no case."""
    return _card(viewer.organisation_id, user_id) if viewer.may("caseload.work") else None


def _service(viewer: OwnViewer, on: date) -> str:
    council = Organisation(pk=viewer.organisation_id, code=viewer.organisation)
    return str(settings_on(council, on)["own_pages.reach"])


def _codes(viewer: Viewer, person_id: int, on: date) -> QuerySet[OwnCode]:
    return OwnCode.objects.filter(
        organisation_id=viewer.organisation_id, person__in=records_of(viewer, person_id, on, "caseload.work")
    )


def _card(organisation_id: int, user_id: int) -> AdviserCard | None:
    rows = AdviserCard.objects.filter(organisation_id=organisation_id, user_id=user_id)
    return rows.order_by("-pk").first()


def _own_step(step: PlanStep, is_ticked: bool) -> OwnStep:
    state = step.task.state if step.task else Task.State.DONE if step.done_at else Task.State.OPEN
    return OwnStep(
        id=step.pk,
        words=step.words,
        whose=step.whose,
        due_date=step.due_date,
        is_done=state == Task.State.DONE,
        is_dropped=state == Task.State.DROPPED,
        is_ticked=is_ticked,
    )


def _sayings(rows: QuerySet[OwnWords]) -> list[OwnSaying]:
    said = rows.select_related("task", "step").order_by("-recorded_at", "-pk")
    return [
        OwnSaying(
            kind=row.kind,
            about=row.about,
            words=row.words or (row.step.words if row.step else ""),
            recorded_at=row.recorded_at,
            is_settled=row.task.state != Task.State.OPEN,
        )
        for row in said
    ]
