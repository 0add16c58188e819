"""Work down a list by phone: one person at a time, nobody rung by two, every outcome in the log."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.actions import NextStep, record_contact, strike_out_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.models import ContactRoute, Person
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.tracking.models import CallSession, CallTurn, PersonLease

LEASE = timedelta(minutes=10)
LOOKED_AHEAD = 50
UNDONE = "Undone in the session in which it was recorded"


class SessionRefusedError(ValueError):
    """What was asked of a session cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """What came of one turn; see `record_contact`."""

    channel: str
    outcome: str
    words: str = ""
    route: ContactRoute | None = None
    next_step: NextStep | None = None


def start_session(
    *,
    organisation: Organisation,
    user: User,
    list_code: str,
    person_ids: Sequence[int],
    best_times: str = "",
    by: Actor,
    at: datetime,
) -> CallSession:
    """
    Begin to work down a list in the order given; one of the same list that the same user has open is stopped.

    :raises SessionRefusedError: there is no such list, or nobody stands on it
    """
    if list_code not in LISTS_BY_CODE:
        raise SessionRefusedError("There is no such list. Go back to the desk.")
    if not person_ids:
        raise SessionRefusedError("Nobody stands on this list now. Choose another.")
    with transaction(by=by, at=at) as events:
        open_ones = CallSession.objects.filter(
            organisation=organisation, user=user, list_code=list_code, stopped_at__isnull=True
        )
        open_ones.update(stopped_at=at)
        session = CallSession.objects.create(
            organisation=organisation, user=user, list_code=list_code, best_times=best_times[:300], started_at=at
        )
        turns = [CallTurn(session=session, person_id=each, position=place) for place, each in enumerate(person_ids, 1)]
        CallTurn.objects.bulk_create(turns, batch_size=1000)
        events.record(
            "desk.session_started", subject=_subject(session), after={"list": list_code, "people": len(turns)}
        )
    return session


def take_next(
    *, session: CallSession, standing: Collection[int], by: Actor, at: datetime, skipped: int = 0
) -> CallTurn | None:
    """
    Give whoever holds a session the next person of it for ten minutes, or nobody where all have had their turn.

    Passed over for good are those who stand on the list no longer and those whom a colleague rang or reached since it
    began; a text to everybody takes nobody out of the session. Whoever a colleague has before them just now
    waits.

    :param standing: who stands on the list now
    :param skipped: the place of whoever is left for later; the search begins behind it, and comes round to it last
    """
    with transaction(by=by, at=at) as events:
        events.record("desk.turn_asked", subject=_subject(session))
        for person_id in session.turns.filter(position=skipped).values_list("person_id", flat=True):
            _let_go(session, person_id)
        after, has_come_round = skipped, not skipped
        while True:
            waiting = session.turns.filter(state=CallTurn.State.WAITING, position__gt=after).order_by("position")
            turns = list(waiting.select_related("person")[:LOOKED_AHEAD])
            if not turns and has_come_round:
                return None
            if not turns:
                after, has_come_round = 0, True
                continue
            after = turns[-1].position
            tried = _tried_by_others(session, [turn.person_id for turn in turns])
            gone = [turn.pk for turn in turns if turn.person_id not in standing or turn.person_id in tried]
            CallTurn.objects.filter(pk__in=gone).update(state=CallTurn.State.PASSED, done_at=at)
            for turn in turns:
                if turn.pk not in gone and _leased(turn, session, at):
                    events.record("desk.turn_taken", person=turn.person.public_id, subject=_subject(session))
                    return turn


def _tried_by_others(session: CallSession, person_ids: Collection[int]) -> set[int]:
    rang_or_reached = Q(channel="phone") | ~Q(reached=ContactEvent.Reached.NEITHER)
    rows = ContactEvent.objects.filter(
        rang_or_reached,
        person_id__in=person_ids,
        recorded_at__gte=session.started_at,
        withdrawn_at__isnull=True,
    ).exclude(kind=ContactEvent.Kind.NOTE)
    return set(rows.exclude(recorded_by=session.user.public_id).values_list("person_id", flat=True))


def _leased(turn: CallTurn, session: CallSession, at: datetime) -> bool:
    """Return whether the person is theirs now: free, theirs already, or somebody else's whose time has run out."""
    until = at + LEASE
    mine = PersonLease.objects.filter(person_id=turn.person_id).filter(Q(user_id=session.user_id) | Q(until__lte=at))
    if mine.update(user_id=session.user_id, until=until):
        return True
    lease = PersonLease(
        organisation_id=session.organisation_id, person_id=turn.person_id, user_id=session.user_id, until=until
    )
    # Of two who ask at once the database lets one write it, and the other finds that it is not theirs.
    PersonLease.objects.bulk_create([lease], ignore_conflicts=True)
    return PersonLease.objects.filter(person_id=turn.person_id, user_id=session.user_id, until=until).exists()


def record_turn(*, turn: CallTurn, person: Person, told: CallOutcome, by: Actor, at: datetime) -> ContactEvent:
    """
    Record what came of a turn in the one log of contacts, and let the person go.

    :param person: the record that they go by
    :raises SessionRefusedError: the turn is over; nothing is recorded twice
    :raises ContactRefusedError: it cannot be recorded so
    """
    with transaction(by=by, at=at) as events:
        held = CallTurn.objects.select_for_update(no_key=True).filter(pk=turn.pk, state=CallTurn.State.WAITING).first()
        if held is None:
            raise SessionRefusedError("This turn is over already. Nothing was recorded twice.")
        event = record_contact(
            person=person,
            happened_at=at,
            channel=told.channel,
            outcome=told.outcome,
            words=told.words,
            route=told.route,
            next_step=told.next_step,
            owner=turn.session.user,
            by=by,
            at=at,
        )
        held.state, held.contact, held.done_at = CallTurn.State.DONE, event, at
        held.save(update_fields=["state", "contact", "done_at"])
        _let_go(turn.session, turn.person_id)
        events.record("desk.turn_done", person=person.public_id, subject=_subject(turn.session))
    return event


def settle_turn(*, turn: CallTurn, by: Actor, at: datetime) -> None:
    """Mark that a status was recorded of whoever was reached in a turn."""
    with transaction(by=by, at=at) as events:
        CallTurn.objects.filter(pk=turn.pk).update(is_settled=True)
        events.record("desk.turn_settled", person=turn.person.public_id, subject=_subject(turn.session))


def undo_turn(*, session: CallSession, by: Actor, at: datetime) -> CallTurn:
    """
    Take back the last outcome of a session: it is struck out of the log, and the person is next again.

    A status recorded of them stays; it is taken back on their timeline.

    :raises SessionRefusedError: nothing was recorded yet, or a colleague has them before them now
    :raises ContactRefusedError: the contact was changed or struck out since
    """
    with transaction(by=by, at=at) as events:
        done = session.turns.select_for_update(no_key=True).filter(state=CallTurn.State.DONE)
        turn = done.order_by("-done_at", "-position").first()
        if turn is None or turn.contact is None:
            raise SessionRefusedError("Nothing has been recorded in this session yet.")
        if not _leased(turn, session, at):
            raise SessionRefusedError("A colleague is working on this person now. Change it in the log of contacts.")
        contact = turn.contact
        turn.state, turn.contact, turn.done_at, turn.is_settled = CallTurn.State.WAITING, None, None, False
        turn.save(update_fields=["state", "contact", "done_at", "is_settled"])
        strike_out_contact(event=contact, because=UNDONE, by=by, at=at)
        events.record("desk.turn_undone", person=turn.person.public_id, subject=_subject(session))
    return turn


def leave_session(*, session: CallSession, for_good: bool, by: Actor, at: datetime) -> None:
    """Let go of whoever a session has before it; it goes on another day, or is over for good."""
    with transaction(by=by, at=at) as events:
        if for_good:
            CallSession.objects.filter(pk=session.pk, stopped_at__isnull=True).update(stopped_at=at)
        waiting = session.turns.filter(state=CallTurn.State.WAITING).values("person_id")
        PersonLease.objects.filter(user_id=session.user_id, person_id__in=waiting).delete()
        events.record("desk.session_stopped" if for_good else "desk.session_left", subject=_subject(session))


def _let_go(session: CallSession, person_id: int) -> None:
    PersonLease.objects.filter(person_id=person_id, user_id=session.user_id).delete()


def _subject(session: CallSession) -> str:
    return f"tracking_call_session:{session.pk}"
