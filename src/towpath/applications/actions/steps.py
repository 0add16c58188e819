"""Put an opening on somebody's shortlist, and record each step from there to six weeks after the start."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError

from towpath.access.models import User
from towpath.applications.actions.guaranteeing import tell_guarantee
from towpath.applications.actions.proposing import PROPOSING, proposal_before, propose, withdraw_open
from towpath.applications.models import Application, Step
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.caseload.models import Case
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.provision.models import Opening
from towpath.rules.applications import ENDINGS, Stage, six_weeks_after, wrong_with_step
from towpath.tasks.actions import add_task, drop_task, finish_task
from towpath.tasks.models import Task
from towpath.tracking.models import Proposal

LAST_OF_OURS = (Stage.SHORTLISTED, Stage.APPLIED)
"""The steps that our staff take with somebody; of every later one, somebody else must have said so."""
DONE = (*ENDINGS, Stage.SIX_WEEKS)
LONGEST = 4000
SAID_TO_GUARANTEE = (Stage.APPLIED, Stage.OFFERED, Stage.REFUSED, Stage.TURNED_DOWN)
A_WEEK = timedelta(weeks=1)


class ApplicationRefusedError(ValueError):
    """A step cannot be recorded as told; the words say what to do."""


class ApplicationChangedError(Exception):
    """Somebody took a step since the application was looked at."""

    def __init__(self, application: Application) -> None:
        super().__init__("Somebody else recorded a step while you were writing. Look at it before you go on.")
        self.application = application


def shortlist(*, person: Person, opening: Opening, by: Actor, at: datetime, why: str = "") -> Application:
    """
    Put an opening on somebody's shortlist.

    :raises ApplicationRefusedError: it is on it already, or is not in the directory of their council
    """
    if opening.organisation_id != person.organisation_id or opening.withdrawn_at is not None:
        raise ApplicationRefusedError("This is not in the directory any more. Look for another.")
    _not_too_long(why)
    records = Sameness.around(person.organisation, [person.pk]).everyone
    try:
        with transaction(by=by, at=at) as events:
            if Application.objects.filter(person__in=records, opening=opening, ended_date__isnull=True).exists():
                raise ApplicationRefusedError("This is on their list already. Look at their applications.")
            application = Application.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                opening=opening,
                why=why.strip(),
                stage=Stage.SHORTLISTED,
                recorded_at=at,
                recorded_by=by.user,
            )
            _step(application, Stage.SHORTLISTED, at.date(), Step.SaidBy.OURS, "", by=by, at=at)
            _tell(events, "application.shortlisted", application)
    except IntegrityError:
        raise ApplicationRefusedError("This is on their list already. Look at their applications.") from None
    return application


def record_step(
    *,
    application: Application,
    version: int,
    stage: Stage,
    happened_date: date,
    said_by: str,
    by: Actor,
    at: datetime,
    words: str = "",
) -> Step:
    """
    Record that an application reached a stage on a day, and who said so.

    What is applied for and offered is told to the September Guarantee. A start, still being there at six weeks and
    having left each propose a status, for a person to decide. Somebody is asked whether they are still there at six
    weeks, and what they do now where they left.

    :param version: the application's version that whoever writes has looked at
    :raises ApplicationChangedError: somebody took a step since; nothing is recorded
    :raises ApplicationRefusedError: the step does not come next, has not happened, or nobody said so
    """
    _not_too_long(words)
    if said_by not in Step.SaidBy.values or (said_by == Step.SaidBy.OURS and stage not in LAST_OF_OURS):
        raise ApplicationRefusedError("Say who told us that it happened.")
    with transaction(by=by, at=at) as events:
        held = _held(application, version)
        if wrong := wrong_with_step(steps_of(held), stage, happened_date, at.date()):
            raise ApplicationRefusedError(wrong)
        step = _step(held, stage, happened_date, said_by, words, by=by, at=at)
        if stage in SAID_TO_GUARANTEE:
            tell_guarantee(held, by=by, at=at)
        if stage in PROPOSING:
            held.proposal = propose(held, step, by=by, at=at)
        _ask(held, step, by=by, at=at)
        _advance(held, stage, events, "application.advanced", ended=happened_date if stage in DONE else None)
    return step


def take_back_step(*, application: Application, version: int, by: Actor, at: datetime) -> None:
    """
    Take back the latest step, which was a mistake, with what it said to the guarantee and proposed as a status.

    :raises ApplicationChangedError: somebody took a step since it was looked at
    :raises ApplicationRefusedError: it is the first, the status it proposed was taken and stands, or it is on their
        list again
    """
    with transaction(by=by, at=at) as events:
        held = _held(application, version)
        last, before = _last_two(held)
        if before is None:
            raise ApplicationRefusedError("Only the shortlist is left. Record that it was turned down instead.")
        if held.ended_date is not None:
            _refuse_two_of(held)
        if last.stage in PROPOSING:
            # What was taken stays taken; put right, it is the statement that is withdrawn.
            taken = held.proposal.statement if held.proposal is not None else None
            if taken is not None and taken.withdrawn_at is None:
                raise ApplicationRefusedError("The status it proposed was taken. Put that right first.")
            withdraw_open(held, by=by, at=at)
            held.proposal = proposal_before(held, last, by=by, at=at)
        last.withdrawn_at = at
        last.save(update_fields=["withdrawn_at"])
        tell_guarantee(held, by=by, at=at)
        _settle_asking(held, by=by, at=at, reason="The step was recorded by mistake")
        if before.stage == Stage.STARTED:
            _ask(held, before, by=by, at=at)
        _advance(held, Stage(before.stage), events, "application.step_taken_back", ended=None)


def steps_of(application: Application) -> dict[Stage, date]:
    """Return the day of each stage that an application has reached. One query."""
    live = Step.objects.filter(application=application, withdrawn_at__isnull=True).order_by("pk")
    return {Stage(step.stage): step.happened_date for step in live}


def _refuse_two_of(ended: Application) -> None:
    records = Sameness.around(ended.organisation, [ended.person_id]).everyone
    if Application.objects.filter(person__in=records, opening=ended.opening, ended_date__isnull=True).exists():
        raise ApplicationRefusedError("This is on their list again. Go on with that one.")


def _last_two(application: Application) -> tuple[Step, Step | None]:
    live = list(Step.objects.filter(application=application, withdrawn_at__isnull=True).order_by("-pk")[:2])
    return live[0], live[1] if len(live) > 1 else None


def _held(application: Application, version: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(
        "organisation", "person", "opening", "opening__establishment"
    )
    held = rows.get(pk=application.pk)
    if held.version != version:
        raise ApplicationChangedError(held)
    if held.proposal_id is not None:
        # Its row is read once it is held, so that what is decided on it meanwhile is seen and not run into.
        held.proposal = Proposal.objects.select_for_update(no_key=True).get(pk=held.proposal_id)
    return held


def _step(
    application: Application, stage: Stage, happened_date: date, said_by: str, words: str, *, by: Actor, at: datetime
) -> Step:
    return Step.objects.create(
        application=application,
        stage=stage,
        happened_date=happened_date,
        said_by=said_by,
        words=words.strip(),
        recorded_at=at,
        recorded_by=by.user,
    )


def _advance(application: Application, stage: Stage, events: Events, kind: str, *, ended: date | None) -> None:
    before = facts(application)
    application.stage, application.ended_date = stage, ended
    application.version += 1
    application.save(update_fields=["stage", "ended_date", "proposal", "version"])
    _tell(events, kind, application, before=before)


def _tell(events: Events, kind: str, application: Application, **changed: object) -> None:
    events.record(
        kind,
        person=application.person.public_id,
        subject=_subject(application),
        after=facts(application),
        **changed,  # type: ignore[arg-type]
    )


def _ask(application: Application, step: Step, *, by: Actor, at: datetime) -> None:
    """Settle what was asked, and ask what a step leaves open: are they still there, or what do they do now?"""
    stage = Stage(step.stage)
    if stage in DONE:
        _settle_asking(application, by=by, at=at)
    if stage not in (Stage.STARTED, Stage.LEFT):
        return
    owner = _asked(application, by)
    if owner is None:
        return
    title = application.opening.title
    if stage is Stage.STARTED:
        kind, due_date = Task.Kind.REVIEW, six_weeks_after(step.happened_date)
        words = f"Are they still at {title}? Record it with their applications."
    else:
        kind, due_date = Task.Kind.NEXT_STEP, at.date() + A_WEEK
        words = f"They left {title}. Find out what they do now."
    add_task(
        organisation=application.organisation,
        kind=kind,
        words=words,
        due_date=due_date,
        person=application.person,
        owner=owner,
        source=_subject(application),
        by=by,
        at=at,
    )


def _asked(application: Application, by: Actor) -> User | None:
    """Return whoever is to look: their adviser, else whoever records it."""
    records = Sameness.around(application.organisation, [application.person_id]).everyone
    case = Case.objects.filter(person__in=records, closed_date__isnull=True).select_related("adviser").first()
    return case.adviser if case else User.objects.filter(public_id=by.user).first()


def _settle_asking(application: Application, *, by: Actor, at: datetime, reason: str = "") -> None:
    open_tasks = Task.objects.filter(source=_subject(application), state=Task.State.OPEN).select_related("person")
    for task in open_tasks.order_by("pk"):
        if reason:
            drop_task(task=task, reason=reason, by=by, at=at)
        else:
            finish_task(task=task, by=by, at=at)


def _not_too_long(words: str) -> None:
    if len(words) > LONGEST:
        raise ApplicationRefusedError(f"That is longer than the {LONGEST:,} characters we keep. Shorten it.")


def _subject(application: Application) -> str:
    return f"applications_application:{application.pk}"
