"""What can be asked about plans, their versions, and the agreement to work together."""

from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.caseload.models import Plan, PlanStep, TransitionPlan, WorkAgreement
from towpath.caseload.queries.reach import records_of


class StepNotFoundError(LookupError):
    """There is no such step of this person's latest plan."""


def list_plans(viewer: Viewer, person_id: int, on: date) -> QuerySet[Plan]:
    """Return every version of somebody's plan, the latest first, with its steps; none for whoever sees no caseload."""
    rows = Plan.objects.filter(
        organisation_id=viewer.organisation_id, person__in=records_of(viewer, person_id, on, "caseload.view")
    )
    return rows.prefetch_related("steps__task").order_by("-number", "-pk")


def find_plan(viewer: Viewer, person_id: int, on: date) -> Plan | None:
    """Return the latest version of somebody's plan, or None."""
    return list_plans(viewer, person_id, on).first()


def get_step(viewer: Viewer, person_id: int, step_id: int, on: date) -> PlanStep:
    """
    Return one step of the latest version of somebody's plan.

    :raises StepNotFoundError: there is none of that id
    """
    plan = find_plan(viewer, person_id, on)
    step = plan.steps.filter(pk=step_id).first() if plan else None
    if step is None:
        raise StepNotFoundError("There is no such step in this plan. There may be a newer plan.")
    return step


def list_transition_plans(viewer: Viewer, person_id: int, on: date) -> QuerySet[TransitionPlan]:
    """Return every version of somebody's transition plan, the latest first, with its checks."""
    rows = TransitionPlan.objects.filter(
        organisation_id=viewer.organisation_id, person__in=records_of(viewer, person_id, on, "caseload.view")
    )
    return rows.prefetch_related("checks__task").order_by("-number", "-pk")


def find_transition_plan(viewer: Viewer, person_id: int, on: date) -> TransitionPlan | None:
    """Return the latest version of somebody's transition plan, or None."""
    return list_transition_plans(viewer, person_id, on).first()


def find_agreement(viewer: Viewer, person_id: int, on: date) -> WorkAgreement | None:
    """Return what somebody answered last when asked to work together, or None where nobody asked."""
    rows = WorkAgreement.objects.filter(
        organisation_id=viewer.organisation_id, person__in=records_of(viewer, person_id, on, "caseload.view")
    )
    return rows.order_by("-answered_date", "-pk").first()
