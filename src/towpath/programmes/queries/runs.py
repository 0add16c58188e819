"""Runs, their sessions and who takes part, as far as the viewer may know of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.people.queries import list_dead, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.programmes.entry import entry_findings
from towpath.programmes.models import Participation, ProgrammeRun, RegisterMark, TaughtSession
from towpath.rules.access import roles_that_may
from towpath.rules.programmes.entry import Finding


class ProgrammeNotFoundError(LookupError):
    """There is no such programme, run, session or participation for this viewer."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One person who is looked for at a session, and what the register says of them so far."""

    participation: Participation
    mark: RegisterMark | None


def list_runs(viewer: Viewer) -> QuerySet[ProgrammeRun]:
    """
    Return the runs of the viewer's council, the latest first, with how many places are `taken`.

    None to whoever may not work on programmes.
    """
    if not viewer.may("programmes.work"):
        return ProgrammeRun.objects.none()
    here = Q(participations__withdrawn_at__isnull=True, participations__left_date__isnull=True)
    return (
        ProgrammeRun.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("programme", "lead", "site")
        .annotate(
            taken=Count(
                "participations",
                filter=here & ~Q(participations__joined_as=Participation.JoinedAs.FAMILY),
            )
        )
        .order_by("-start_date", "-pk")
    )


def get_run(viewer: Viewer, run_id: int) -> ProgrammeRun:
    """
    Return one run.

    :raises ProgrammeNotFoundError: there is none that the viewer may see
    """
    run = list_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise ProgrammeNotFoundError("There is no such run here.")
    return run


def list_sessions(viewer: Viewer, run: ProgrammeRun) -> QuerySet[TaughtSession]:
    """Return the sessions of a run in order, each with how many are `marked`."""
    return (
        TaughtSession.objects.filter(run=run, run__in=list_runs(viewer).values("pk"))
        .select_related("stage")
        .annotate(marked=Count("marks"))
        .order_by("session_date", "starts_time", "pk")
    )


def get_session(viewer: Viewer, session_id: int) -> TaughtSession:
    """
    Return one session, with its run.

    :raises ProgrammeNotFoundError: there is none that the viewer may see
    """
    sessions = TaughtSession.objects.filter(run__in=list_runs(viewer).values("pk"))
    session = sessions.select_related("run__programme", "stage").filter(pk=session_id).first()
    if session is None:
        raise ProgrammeNotFoundError("There is no such session here.")
    return session


def list_participations(viewer: Viewer, run: ProgrammeRun, on: date) -> QuerySet[Participation]:
    """Return who takes part in a run and may be seen by the viewer, in the order in which they joined."""
    return _participations(viewer, on).filter(run=run)


def list_participations_of(viewer: Viewer, person_id: int, on: date) -> list[Participation]:
    """Return every run that somebody takes or took part in, the latest first, merges resolved."""
    records = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list(_participations(viewer, on).filter(person__in=records).order_by("-run__start_date", "-pk"))


def get_participation(viewer: Viewer, participation_id: int, on: date) -> Participation:
    """
    Return one participation.

    :raises ProgrammeNotFoundError: there is none that the viewer may see
    """
    found = _participations(viewer, on).filter(pk=participation_id).first()
    if found is None:
        raise ProgrammeNotFoundError("There is nobody of that number on a run here.")
    return found


def list_register(viewer: Viewer, session: TaughtSession, on: date) -> list[RegisterLine]:
    """Return who is looked for at a session, with their marks, in the order in which they joined. Five queries."""
    day = session.session_date
    expected = _participations(viewer, on).filter(
        Q(left_date__isnull=True) | Q(left_date__gte=day), run_id=session.run_id, joined_date__lte=day
    )
    # Nobody looks for whoever had died by that day.
    expected = expected.exclude(person__in=list_dead(viewer, day))
    marks = {
        mark.participation_id: mark for mark in RegisterMark.objects.filter(session=session).select_related("reason")
    }
    return [RegisterLine(each, marks.get(each.pk)) for each in expected]


def findings_for(viewer: Viewer, run: ProgrammeRun, person_id: int, has_maths: str, on: date) -> tuple[Finding, ...]:
    """
    Return how somebody stands to what a run asks.

    :raises ProgrammeNotFoundError: the viewer may not see the run or the person
    """
    if not list_runs(viewer).filter(pk=run.pk).exists() or not visible_to(viewer, on).filter(pk=person_id).exists():
        raise ProgrammeNotFoundError("There is no such person or run here.")
    return entry_findings(run, person_id, has_maths)


def list_leads(viewer: Viewer, on: date) -> list[User]:
    """Return the staff who may lead a run here on a day, by name."""
    roles = roles_in_force(on).filter(
        organisation_id=viewer.organisation_id, role__in=roles_that_may("programmes.work")
    )
    return sorted({role.user for role in roles}, key=lambda user: (user.name, user.pk))


def _participations(viewer: Viewer, on: date) -> QuerySet[Participation]:
    if not viewer.may("programmes.work"):
        return Participation.objects.none()
    return (
        Participation.objects.filter(
            organisation_id=viewer.organisation_id,
            withdrawn_at__isnull=True,
            # Somebody may have joined under a record that was since merged into another.
            person__in=visible_to(viewer, on, merged_too=True),
        )
        .select_related("person", "run__programme", "run__lead", "left_because", "beside")
        .order_by("pk")
    )
