"""Plans to improve: what each says, and what came of it month by month."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.insight.models import ImprovementAction, ImprovementNote, ImprovementPlan
from towpath.insight.queries import released_rates_for
from towpath.rules.dates import add_months, month_end
from towpath.rules.improvement import MONTHS, TargetMonth, target_line

__all__ = [
    "ImprovementAction",
    "ImprovementNote",
    "ImprovementPlan",
    "PlanNotFoundError",
    "follow_plan",
    "get_plan",
    "get_plan_action",
    "list_action_notes",
    "list_plan_actions",
    "list_plans",
]


class PlanNotFoundError(LookupError):
    """There is no such plan, or no such action, for this viewer."""


def list_plans(viewer: Viewer) -> QuerySet[ImprovementPlan]:
    """Return the plans of the viewer's organisation, the latest first."""
    if not viewer.may("improvement.view"):
        return ImprovementPlan.objects.none()
    rows = ImprovementPlan.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("organisation").order_by("-first_month", "-pk")


def get_plan(viewer: Viewer, plan_id: int) -> ImprovementPlan:
    """
    Return one plan of the viewer's organisation.

    :raises PlanNotFoundError: there is none, or it is not for this viewer
    """
    found = list_plans(viewer).filter(pk=plan_id).first()
    if found is None:
        raise PlanNotFoundError(f"There is no plan {plan_id} here.")
    return found


def list_plan_actions(viewer: Viewer, plan_id: int) -> QuerySet[ImprovementAction]:
    """Return what a plan says will be done, what is due soonest first, each with its notes. Two queries."""
    rows = ImprovementAction.objects.filter(plan__in=list_plans(viewer).filter(pk=plan_id).order_by())
    return rows.order_by("due_date", "pk").prefetch_related("notes")


def get_plan_action(viewer: Viewer, action_id: int) -> ImprovementAction:
    """
    Return one action of a plan of the viewer's organisation.

    :raises PlanNotFoundError: there is none, or it is not for this viewer
    """
    rows = ImprovementAction.objects.filter(plan__in=list_plans(viewer).order_by())
    found = rows.select_related("plan").filter(pk=action_id).first()
    if found is None:
        raise PlanNotFoundError(f"There is no action {action_id} here.")
    return found


def list_action_notes(viewer: Viewer, action_id: int) -> QuerySet[ImprovementNote]:
    """Return how an action got on, the latest first."""
    rows = ImprovementNote.objects.filter(action__plan__in=list_plans(viewer).order_by(), action=action_id)
    return rows.order_by("-noted_at", "-pk")


def follow_plan(viewer: Viewer, plan: ImprovementPlan, on: date) -> Sequence[TargetMonth]:
    """
    Return each month of a plan with its target and, of months that are over, the rate as it may be shown to anybody.

    :raises towpath.insight.queries.NotForReleaseError: the viewer sees no rates
    """
    first = month_end(add_months(plan.first_month.replace(day=1), -1))
    last = month_end(add_months(plan.first_month.replace(day=1), MONTHS - 1))
    over = last if last <= on else month_end(add_months(on.replace(day=1), -1)) if on != month_end(on) else on
    actual: dict[date, Decimal | None] = {}
    if first <= over:
        for row in released_rates_for(viewer, first, over, on).months:
            if row.month_end:
                actual[row.month_end] = _percent(row, plan.measure)
    return target_line(plan.first_month, plan.start_percent, plan.target_percent, actual)


def _percent(row: object, measure: str) -> Decimal | None:
    value: Decimal | None = getattr(row, f"{measure}_percent").value
    return value
