"""Begin a plan to improve, say what will be done, and write down how it goes."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.insight.models import ImprovementAction, ImprovementNote, ImprovementPlan
from towpath.organisation.models import Organisation
from towpath.rules.dates import add_months, month_end

MONTHS_APART = 12
"""How far from today a plan may begin."""


class PlanRefusedError(ValueError):
    """What is asked of a plan cannot be; the words say what to do. `field` is the question they belong to."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class ActionChangedError(Exception):
    """Somebody else has changed the action since it was looked at; `action` is as it stands."""

    def __init__(self, action: ImprovementAction) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.action = action


def begin_plan(
    *,
    organisation: Organisation,
    title: str,
    measure: str,
    first_month: date,
    start_percent: Decimal,
    target_percent: Decimal,
    by: Actor,
    at: datetime,
) -> ImprovementPlan:
    """
    Begin a plan of six months for one rate.

    :param first_month: the end of the first of the six months
    :raises PlanRefusedError: the measure, month or target cannot be, or a plan of that measure begins then already
    """
    on = localdate(at)
    if measure not in ImprovementPlan.Measure.values:
        raise PlanRefusedError("Choose which rate is to come down.", "measure")
    near = (month_end(add_months(on, -MONTHS_APART)), month_end(add_months(on, MONTHS_APART)))
    if first_month != month_end(first_month) or not near[0] <= first_month <= near[1]:
        raise PlanRefusedError("Choose a month within a year of this one.", "first_month")
    if not 0 <= target_percent < start_percent <= 100:
        raise PlanRefusedError("The target must be below where the rate stands, and not below 0.", "target_percent")
    with transaction(by=by, at=at) as events:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        same = ImprovementPlan.objects.filter(organisation=organisation, measure=measure, first_month=first_month)
        if same.exists():
            raise PlanRefusedError("There is a plan for that rate from that month already.", "first_month")
        plan = ImprovementPlan.objects.create(
            organisation=organisation,
            title=title,
            measure=measure,
            first_month=first_month,
            start_percent=start_percent,
            target_percent=target_percent,
            started_at=at,
            started_by=by.user,
        )
        after = {"measure": measure, "first_month": first_month, "target_percent": str(target_percent)}
        events.record("improvement.begun", subject=f"insight_improvement_plan:{plan.pk}", after=after)
    return plan


def add_action(
    *, plan: ImprovementPlan, words: str, owner: str, due_date: date, by: Actor, at: datetime
) -> ImprovementAction:
    """
    Say one thing that will be done, by whom and by when.

    :raises PlanRefusedError: the day is before the plan was begun
    """
    if due_date < localdate(plan.started_at):
        raise PlanRefusedError("The day is before the plan was begun. Check the year.", "due_date")
    with transaction(by=by, at=at) as events:
        action = ImprovementAction.objects.create(plan=plan, words=words, owner=owner, due_date=due_date)
        events.record(
            "improvement.action_added",
            subject=f"insight_improvement_action:{action.pk}",
            after={"due_date": due_date},
        )
    return action


def note_action(
    *,
    action: ImprovementAction,
    version: int,
    words: str,
    state: str,
    due_date: date,
    by: Actor,
    at: datetime,
) -> ImprovementAction:
    """
    Write down how an action goes, whether it is done or dropped, and by when it is due now.

    :param version: of the action that was looked at
    :raises ActionChangedError: somebody was quicker
    :raises PlanRefusedError: there is no such state
    """
    if state not in ImprovementAction.State.values:
        raise PlanRefusedError("Choose whether it is still to do, done or dropped.", "state")
    with transaction(by=by, at=at) as events:
        now = ImprovementAction.objects.select_for_update(no_key=True).select_related("plan").get(pk=action.pk)
        if now.version != version:
            raise ActionChangedError(now)
        ImprovementNote.objects.create(
            action=now, words=words, state=state, due_date=due_date, noted_at=at, noted_by=by.user
        )
        events.change("improvement.action_noted", now, {"state": state, "due_date": due_date})
    return now
