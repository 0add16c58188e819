"""Mark a register, and call for an adviser when somebody is missed twice running."""

from datetime import datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.models import Case
from towpath.organisation.models import Organisation
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ProgrammeReason, RegisterMark, TaughtSession
from towpath.programmes.refusals import MarkedMeanwhileError, ProgrammeRefusedError
from towpath.rules.dates import day_words
from towpath.rules.programmes.register import MISSES_THAT_CALL, Mark, misses_running
from towpath.tasks.actions import add_task, drop_task
from towpath.tasks.models import Task

PUT_RIGHT = "The register was put right: they were not missed twice running"


def mark_register(
    *, session: TaughtSession, participation: Participation, mark: str, seen: int, by: Actor, at: datetime
) -> RegisterMark:
    """
    Mark one person at one session. The same mark again changes nothing, however often it is sent.

    :param seen: the version of the mark that whoever marks was looking at, and 0 where there was none
    :raises ProgrammeRefusedError: there is no such mark, or the session or the person is not to be marked
    :raises MarkedMeanwhileError: somebody marked them otherwise since
    """
    _check(session, participation, mark, at)
    held = _mark_of(session, participation)
    if held is not None and held.mark == mark:
        return held
    if (held.version if held else 0) != seen:
        raise MarkedMeanwhileError(held) if held else ProgrammeRefusedError("Look at the register again.")
    try:
        with transaction(by=by, at=at) as events:
            before = facts(held) if held else None
            row = _write(session, participation, held, mark, by=by, at=at)
            events.record(
                "programme.marked",
                person=participation.person.public_id,
                subject=f"programmes_session:{session.pk}",
                before=before,
                after=facts(row),
            )
            look_after(participation, by=by, at=at)
    except IntegrityError:
        # Two tabs made the first mark at once: the other one's stands.
        other = _mark_of(session, participation)
        if other is None or other.mark != mark:
            raise MarkedMeanwhileError(other) if other else ProgrammeRefusedError("Look again.") from None
        return other
    return row


def explain_absence(*, mark: RegisterMark, reason: ProgrammeReason, by: Actor, at: datetime) -> None:
    """
    Say why somebody was away.

    :raises ProgrammeRefusedError: they were there, or the reason is not one of absence here
    """
    if mark.mark not in (Mark.ABSENT, Mark.AGREED):
        raise ProgrammeRefusedError("They were marked as having come, so there is no absence to explain.")
    if reason.use != ProgrammeReason.Use.ABSENCE or reason.organisation_id != mark.organisation_id:
        raise ProgrammeRefusedError("Choose one of the reasons for an absence.", asks_for="reason")
    with transaction(by=by, at=at) as events:
        before = facts(mark)
        mark.reason, mark.version = reason, mark.version + 1
        if not RegisterMark.objects.filter(pk=mark.pk, version=mark.version - 1).update(
            reason=reason, version=mark.version
        ):
            raise MarkedMeanwhileError(RegisterMark.objects.get(pk=mark.pk))
        events.record(
            "programme.absence_explained",
            person=mark.participation.person.public_id,
            subject=f"programmes_session:{mark.session_id}",
            before=before,
            after=facts(mark),
        )


def _check(session: TaughtSession, participation: Participation, mark: str, at: datetime) -> None:
    if mark not in RegisterMark.Mark.values:
        raise ProgrammeRefusedError(f"There is no mark {mark!r}. Choose: {', '.join(RegisterMark.Mark.values)}.")
    if session.cancelled_at is not None:
        raise ProgrammeRefusedError("This session was called off, so nobody is marked.")
    if session.session_date > localdate(at):
        raise ProgrammeRefusedError(f"This session is on {day_words(session.session_date)}, which is still to come.")
    if participation.run_id != session.run_id or not is_expected(participation, session):
        raise ProgrammeRefusedError("They do not take part in this session. Look at the register again.")


def is_expected(participation: Participation, session: TaughtSession) -> bool:
    """Return whether somebody is looked for at a session: they had joined by then and had not left before it."""
    left = participation.left_date
    day = session.session_date
    return participation.withdrawn_at is None and participation.joined_date <= day and (left is None or day <= left)


def _mark_of(session: TaughtSession, participation: Participation) -> RegisterMark | None:
    return RegisterMark.objects.filter(session=session, participation=participation).first()


def _write(
    session: TaughtSession,
    participation: Participation,
    held: RegisterMark | None,
    mark: str,
    *,
    by: Actor,
    at: datetime,
) -> RegisterMark:
    if held is None:
        return RegisterMark.objects.create(
            organisation_id=session.organisation_id,
            session=session,
            participation=participation,
            mark=mark,
            recorded_at=at,
            recorded_by=by.user,
        )
    seen = held.version
    held.mark, held.reason, held.version = mark, None, seen + 1
    held.recorded_at, held.recorded_by = at, by.user
    changed = {name: getattr(held, name) for name in ("mark", "reason", "version", "recorded_at", "recorded_by")}
    # The update is the lock: of two who press at once, one finds that it has changed.
    if not RegisterMark.objects.filter(pk=held.pk, version=seen).update(**changed):
        raise MarkedMeanwhileError(RegisterMark.objects.get(pk=held.pk))
    return held


def look_after(participation: Participation, *, by: Actor, at: datetime) -> None:
    """
    Give their adviser something to do when two are missed running, and take it back where that was a mistake.

    Of whoever has left nothing more is asked.
    """
    marks = list(
        RegisterMark.objects.filter(participation=participation, session__cancelled_at__isnull=True)
        .select_related("session")
        .order_by("session__session_date", "session__starts_time", "session_id")
    )
    _take_back(participation, marks, by=by, at=at)
    running = misses_running([Mark(each.mark) for each in marks])
    if running < MISSES_THAT_CALL or participation.left_date is not None:
        return
    missed = [each for each in marks if each.mark == Mark.ABSENT][-running:]
    second = missed[MISSES_THAT_CALL - 1]
    source = _source(participation, second.session_id)
    if Task.objects.filter(source=source).exclude(reason=PUT_RIGHT).exists():
        return
    days = " and ".join(day_words(each.session.session_date) for each in missed[:MISSES_THAT_CALL])
    add_task(
        organisation=participation.person.organisation,
        kind=Task.Kind.ALERT,
        words=f"Missed two sessions running of {participation.run.name}: {days}. Find out how they are.",
        due_date=localdate(at),
        person=participation.person,
        owner=_adviser_of(participation),
        source=source,
        by=by,
        at=at,
    )


def _take_back(participation: Participation, marks: list[RegisterMark], *, by: Actor, at: datetime) -> None:
    """Drop what was asked for two misses that the register no longer shows; whoever came back later was missed."""
    raised = Task.objects.filter(source__startswith=_source(participation), state=Task.State.OPEN).order_by("pk")
    for task in raised:
        session_id = int(task.source.rpartition(":")[2])
        place = next((number for number, each in enumerate(marks) if each.session_id == session_id), None)
        until = [] if place is None else [Mark(each.mark) for each in marks[: place + 1]]
        if misses_running(until) < MISSES_THAT_CALL:
            drop_task(task=task, reason=PUT_RIGHT, by=by, at=at)


def _adviser_of(participation: Participation) -> User:
    """Return who has their case, or whoever leads the run where nobody has."""
    organisation = Organisation(pk=participation.organisation_id)
    records = Sameness.around(organisation, [participation.person_id]).everyone
    case = Case.objects.filter(person__in=records, closed_date__isnull=True).select_related("adviser").first()
    return case.adviser if case else participation.run.lead


def _source(participation: Participation, session_id: int | str = "") -> str:
    return f"programmes_participation:{participation.pk}:{session_id}"
