"""What a session needs to show of itself: whose it is, how far it got, how to try whoever is next, and what it did."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from towpath.access.viewer import Viewer
from towpath.contact.models import ContactEvent
from towpath.contact.queries import list_tries
from towpath.organisation.queries import settings_on
from towpath.people.queries import list_stops, organisation_of
from towpath.rules.attempts import Limits, NextWay, Tried, Way, next_way, wish_kept
from towpath.rules.call_hours import worked
from towpath.rules.dates import month_end
from towpath.tracking.models import CallSession as CallSession
from towpath.tracking.models import CallTurn, ListOwner, Overrule, PersonLease

State = CallTurn.State


class SessionNotFoundError(LookupError):
    """There is no such session of this viewer."""


def list_sessions(viewer: Viewer) -> QuerySet[CallSession]:
    """Return the viewer's own sessions, the latest first, each with how many turns there were and are left."""
    if not viewer.may("chase.work"):
        return CallSession.objects.none()
    rows = CallSession.objects.filter(organisation_id=viewer.organisation_id, user_id=viewer.user_id)
    counted = rows.annotate(people=Count("turns"), left=Count("turns", filter=Q(turns__state=State.WAITING)))
    return counted.order_by("-started_at", "-pk")


def get_session(viewer: Viewer, session_id: int) -> CallSession:
    """
    Return one of the viewer's own sessions.

    :raises SessionNotFoundError: there is none
    """
    found = list_sessions(viewer).filter(pk=session_id).select_related("user", "organisation").first()
    if found is None:
        raise SessionNotFoundError("There is no such session of yours.")
    return found


def is_of_colleague(viewer: Viewer, session_id: int) -> bool:
    """Return whether a session is another member of staff's of the same council."""
    if not viewer.may("chase.work"):
        return False
    return CallSession.objects.filter(organisation_id=viewer.organisation_id, pk=session_id).exists()


def get_turn(viewer: Viewer, session_id: int, position: int) -> CallTurn:
    """
    Return one turn of one of the viewer's own sessions.

    :raises SessionNotFoundError: there is none
    """
    session = get_session(viewer, session_id)
    turn = session.turns.filter(position=position).select_related("person").first()
    if turn is None:
        raise SessionNotFoundError("There is no such turn of this session.")
    turn.session = session
    return turn


def is_elsewhere(viewer: Viewer, person_id: int, at: datetime) -> bool:
    """Return whether a colleague has somebody before them in a session just now."""
    leases = PersonLease.objects.filter(organisation_id=viewer.organisation_id, person_id=person_id, until__gt=at)
    return leases.exclude(user_id=viewer.user_id).exists()


def limits_on(viewer: Viewer, on: date) -> Limits:
    """Return the council's rules for when to stop trying. One query."""
    chosen = settings_on(organisation_of(viewer), on)
    return Limits(
        most=int(chosen["attempts.most"]),
        days=int(chosen["attempts.days"]),
        unanswered=int(chosen["attempts.unanswered"]),
        leave_months=int(chosen["desk.retry_months"]),
        quiet_from=int(chosen["messages.closes_hour"]),
        quiet_until=int(chosen["messages.opens_hour"]),
    )


@dataclass(frozen=True, slots=True)
class Trying:
    """How somebody was tried so far, and which way is next."""

    tries: tuple[Tried, ...]
    next_way: NextWay
    is_overruled: bool


def trying_of(viewer: Viewer, person_id: int, at: datetime, *, open_ways: Collection[Way]) -> Trying:
    """
    Return how one person was tried and which way is next now, as `towpath.rules.attempts` says.

    :param at: the local instant
    :param open_ways: the ways for which there is a number or an address that this viewer may use
    """
    on = at.date()
    tries = list_tries(viewer, [person_id], on).get(person_id, [])
    overruled = Overrule.objects.filter(
        organisation_id=viewer.organisation_id, person_id=person_id, overruled_date=on
    ).exists()
    stops = [each for each in list_stops(viewer, [person_id], on).get(person_id, ()) if each.kind == "asked_not"]
    found = next_way(
        tries,
        open_ways=open_ways,
        at=at,
        limits=limits_on(viewer, on),
        is_overruled=overruled,
        wish=wish_kept(stops[0].to_date) if stops else None,
    )
    return Trying(tuple(tries), found, overruled)


def list_owners(viewer: Viewer) -> Mapping[str, ListOwner]:
    """Return whose each ready list is, by its code, where the council has said so. One query."""
    if not viewer.may("chase.work"):
        return {}
    rows = ListOwner.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at__isnull=True)
    return {each.list_code: each for each in rows.select_related("team", "user").order_by("pk")}


@dataclass(frozen=True, slots=True)
class Achieved:
    """What came of sessions: people tried, reached (they or their family) and settled, and the time it took."""

    sessions: int = 0
    tried: int = 0
    reached: int = 0
    settled: int = 0
    time: timedelta = timedelta()


def achieved_in(viewer: Viewer, sessions: Collection[CallSession]) -> Mapping[int, Achieved]:
    """Return what came of each of these sessions of the viewer's own, by its id. One query."""
    own = [each.pk for each in sessions if each.user_id == viewer.user_id]
    return _achieved(CallTurn.objects.filter(session_id__in=own, session__organisation_id=viewer.organisation_id))


def achieved_by_all(viewer: Viewer, month_date: date) -> Achieved:
    """
    Return what came of every session in a month together, for whoever leads; nobody is set beside anybody. One query.

    :param month_date: the first of the month
    """
    if not viewer.may("desk.manage"):
        return Achieved()
    turns = CallTurn.objects.filter(
        session__organisation_id=viewer.organisation_id,
        done_at__date__gte=month_date,
        done_at__date__lte=month_end(month_date),
    )
    each = _achieved(turns).values()
    return Achieved(
        sessions=len(each),
        tried=sum(one.tried for one in each),
        reached=sum(one.reached for one in each),
        settled=sum(one.settled for one in each),
        time=sum((one.time for one in each), timedelta()),
    )


def _achieved(turns: QuerySet[CallTurn]) -> dict[int, Achieved]:
    done: dict[int, list[tuple[datetime, bool, bool]]] = {}
    rows = turns.filter(state=State.DONE).values_list("session_id", "done_at", "contact__reached", "is_settled")
    for session_id, done_at, reached, is_settled in rows:
        if done_at is not None:
            done.setdefault(session_id, []).append((done_at, reached != ContactEvent.Reached.NEITHER, is_settled))
    return {
        session_id: Achieved(
            sessions=1,
            tried=len(of),
            reached=sum(reached for _, reached, _ in of),
            settled=sum(settled for _, _, settled in of),
            time=worked(at for at, _, _ in of),
        )
        for session_id, of in done.items()
    }
