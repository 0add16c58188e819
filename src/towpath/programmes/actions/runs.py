"""Plan a run of a programme, with its sessions, and call a session off."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.programmes.actions.register import look_after
from towpath.programmes.models import Programme, ProgrammeRun, ProgrammeStage, RunStaff, RunStage, TaughtSession
from towpath.programmes.refusals import ProgrammeRefusedError
from towpath.provision.models import Site
from towpath.rules.access import may
from towpath.rules.dates import day_words
from towpath.standards.calendar import bank_holidays

STAGE_COLUMNS = ("position", "name", "kind", "weeks", "weekdays", "starts_time", "hours", "is_paid", "completes")
ENTRY_COLUMNS = ("least_age", "most_age", "asks_residence", "asks_no_maths")
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def plan_run(
    *,
    programme: Programme,
    name: str,
    start_date: date,
    place_words: str,
    places: int,
    lead: User,
    by: Actor,
    at: datetime,
    site: Site | None = None,
    staff: Collection[User] = (),
) -> ProgrammeRun:
    """
    Plan a run from a programme as it stands: its stages one after another, and a session on each of their days.

    On a bank holiday there is none.

    :raises ProgrammeRefusedError: the plan is not whole, nobody may lead it, or it is planned already
    """
    stages = list(programme.stages.order_by("position"))
    _check(programme, stages, name, place_words, places, lead, at.date())
    end_date = start_date + sum((stage.weeks for stage in stages), 0) * _WEEK - _DAY
    try:
        with transaction(by=by, at=at) as events:
            run = ProgrammeRun.objects.create(
                organisation_id=programme.organisation_id,
                programme=programme,
                name=name.strip(),
                start_date=start_date,
                end_date=end_date,
                site=site,
                place_words=place_words.strip(),
                places=places,
                lead=lead,
                recorded_at=at,
                **{column: getattr(programme, column) for column in ENTRY_COLUMNS},
            )
            RunStaff.objects.bulk_create(
                RunStaff(organisation_id=run.organisation_id, run=run, user_id=user_id)
                for user_id in sorted({user.pk for user in (lead, *staff)})
            )
            sessions = [each for stage in _laid_out(run, stages) for each in _sessions(stage)]
            TaughtSession.objects.bulk_create(sessions)
            after = {"run": run.pk, "sessions": len(sessions), "start_date": start_date, "end_date": end_date}
            events.record("programme.run_planned", subject=_subject(run), after=after)
    except IntegrityError:
        words = f"{name.strip()!r} is planned from {day_words(start_date)} already. Choose another name or day."
        raise ProgrammeRefusedError(words, asks_for="name") from None
    return run


def cancel_session(*, session: TaughtSession, because: str, by: Actor, at: datetime) -> None:
    """
    Call a session off, and say why. What was marked at it is kept, and counts for nothing.

    :raises ProgrammeRefusedError: no reason is given, or it was called off before
    """
    if not because.strip():
        raise ProgrammeRefusedError("Say why there is no session.", asks_for="because")
    with transaction(by=by, at=at) as events:
        before = facts(session)
        rows = TaughtSession.objects.filter(pk=session.pk, cancelled_at__isnull=True)
        if not rows.update(cancelled_at=at, cancelled_because=because.strip()):
            raise ProgrammeRefusedError("This session was called off before.")
        session.refresh_from_db()
        subject = f"programmes_session:{session.pk}"
        events.record("programme.session_cancelled", subject=subject, before=before, after=facts(session))
        marks = session.marks.select_related("participation__person__organisation", "participation__run__lead")
        for mark in marks.order_by("pk"):
            look_after(mark.participation, by=by, at=at)


def _check(
    programme: Programme,
    stages: list[ProgrammeStage],
    name: str,
    place_words: str,
    places: int,
    lead: User,
    on: date,
) -> None:
    if not stages:
        raise ProgrammeRefusedError("This programme has no stages yet. Add them first.")
    if not any(stage.completes for stage in stages):
        raise ProgrammeRefusedError("No stage counts as completing this programme. Choose one first.")
    if programme.closed_date is not None:
        raise ProgrammeRefusedError("This programme is closed.")
    if not name.strip() or not place_words.strip():
        raise ProgrammeRefusedError("Give the run a name and say where it is.", asks_for="name")
    if not 1 <= places <= 500:
        raise ProgrammeRefusedError(f"A run has from 1 to 500 places, not {places}.", asks_for="places")
    roles = roles_in_force(on).filter(user=lead, organisation_id=programme.organisation_id)
    if not any(may(role.role, "programmes.work") for role in roles):
        raise ProgrammeRefusedError("Whoever leads a run must be one of our advisers today.", asks_for="lead")


def _laid_out(run: ProgrammeRun, stages: list[ProgrammeStage]) -> Iterator[RunStage]:
    """Yield each stage of the run, kept, with its days."""
    from_date = run.start_date
    for stage in stages:
        until = from_date + stage.weeks * _WEEK
        yield RunStage.objects.create(
            organisation_id=run.organisation_id,
            run=run,
            from_date=from_date,
            to_date=until - _DAY,
            **{column: getattr(stage, column) for column in STAGE_COLUMNS},
        )
        from_date = until


def _sessions(stage: RunStage) -> Iterator[TaughtSession]:
    day, holidays = stage.from_date, bank_holidays()
    while day <= stage.to_date:
        if str(day.isoweekday()) in stage.weekdays and day not in holidays:
            yield TaughtSession(
                organisation_id=stage.organisation_id,
                run_id=stage.run_id,
                stage=stage,
                session_date=day,
                starts_time=stage.starts_time,
                hours=stage.hours,
            )
        day += _DAY


def _subject(run: ProgrammeRun) -> str:
    return f"programmes_run:{run.pk}"
