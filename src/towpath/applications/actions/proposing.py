"""The status that a step proposes, for a person to decide: a start, still being there at six weeks, or having left."""

from datetime import datetime

from towpath.applications.models import Application, Step
from towpath.applications.sources import source_of_step
from towpath.audit import Actor
from towpath.rules.applications import Stage, proposed_code
from towpath.tracking.actions import decide_proposal, propose_statement
from towpath.tracking.models import Proposal
from towpath.tracking.values import NewStatement

PROPOSING = (Stage.STARTED, Stage.SIX_WEEKS, Stage.LEFT)
PART_TIME = "part"


def propose(application: Application, step: Step, *, by: Actor, at: datetime) -> Proposal | None:
    """
    Propose what a step says of somebody's status, in place of an earlier word that nobody decided on.

    A start begins a spell, six weeks confirm it, and having left ends it.
    """
    withdraw_open(application, by=by, at=at)
    started = step if step.stage == Stage.STARTED else _started(application)
    opening, place = application.opening, application.opening.establishment
    code = proposed_code(
        opening.kind,
        is_school=place.is_school,
        is_college=place.is_college,
        is_sixth_form_college="sixth form" in place.establishment_type.casefold(),
        is_training_provider=place.is_training_provider,
        is_reengagement=opening.is_reengagement,
        is_part_time=opening.study_mode.casefold().startswith(PART_TIME),
        hours_a_week=opening.hours_a_week,
    )
    if code is None:
        return None
    new = NewStatement(
        person_id=application.person_id,
        code=code,
        start_date=started.happened_date,
        verified_date=step.happened_date,
        end_date=step.happened_date if step.stage == Stage.LEFT else None,
        expected_end_date=opening.end_date,
        how=step.said_by,
        sender="applications",
        source=source_of_step(step.pk),
        establishment_id=place.pk,
        course_title=opening.title,
    )
    return propose_statement(organisation=application.organisation, new=new, by=by, at=at)


def withdraw_open(application: Application, *, by: Actor, at: datetime) -> None:
    """Refuse what an application proposes while nobody has decided on it."""
    proposal = application.proposal
    if proposal is not None and proposal.state == Proposal.State.OPEN:
        decide_proposal(organisation=application.organisation, proposal_id=proposal.pk, take=False, by=by, at=at)


def proposal_before(application: Application, taken_back: Step, *, by: Actor, at: datetime) -> Proposal | None:
    """
    Return what an application proposed before a step that was a mistake; proposed again where that step put it aside.
    """
    started = _started(application) if taken_back.stage != Stage.STARTED else None
    if started is None:
        return None
    earlier = Proposal.objects.filter(organisation=application.organisation, source=source_of_step(started.pk))
    last = earlier.order_by("-pk").first()
    if last is not None and last.state == Proposal.State.REFUSED and last.decided_at == taken_back.recorded_at:
        application.proposal = None
        return propose(application, started, by=by, at=at)
    return last


def _started(application: Application) -> Step:
    return Step.objects.get(application=application, stage=Stage.STARTED, withdrawn_at__isnull=True)
