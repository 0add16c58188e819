"""Record a request for what is held, who asks, what they mean, more time, and how it ends without a copy."""

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.calendar import is_working_day
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.privacy.models import AccessRequest
from towpath.rules.access import may
from towpath.rules.subject_access import RequestDays, answer_due, extend_by
from towpath.standards.calendar import bank_holidays

Identity = AccessRequest.Identity


class AccessRefusedError(ValueError):
    """It cannot be done as asked; the words say what to do."""


class AccessChangedError(Exception):
    """Somebody else changed the request since it was shown; `row` is how it stands."""

    def __init__(self, row: AccessRequest) -> None:
        super().__init__("Somebody else changed this request while you were writing.")
        self.row = row


def record_request(
    *,
    person: Person,
    asked_by: str,
    received_date: date,
    identity: str,
    by: Actor,
    at: datetime,
    asker_name: str = "",
    words: str = "",
    identity_shown_date: date | None = None,
) -> AccessRequest:
    """
    Record that somebody asked what is held of a young person. Where they have not shown who they are, proof is asked.

    :raises AccessRefusedError: a day is still to come, no name of whoever asks for another, or one is open already
    """
    _check_may(by)
    on = localdate(at)
    is_shown = identity != Identity.NOT_YET
    if received_date > on:
        raise AccessRefusedError("This cannot have been received on a day that is still to come.")
    if asked_by != AccessRequest.AskedBy.YOUNG_PERSON and not asker_name.strip():
        raise AccessRefusedError("Give the name of whoever asks for them.")
    if is_shown and identity_shown_date is None:
        raise AccessRefusedError("Say on what day you knew who was asking.")
    if identity_shown_date and identity_shown_date > on:
        raise AccessRefusedError("Nobody can have shown who they are on a day that is still to come.")
    leader = Sameness.around(person.organisation, [person.pk]).leading(person.pk)
    if AccessRequest.objects.filter(person_id=leader, closed_at__isnull=True).exists():
        raise AccessRefusedError("There is an open request for this young person. Work on that one.")
    try:
        with transaction(by=by, at=at) as events:
            row = AccessRequest.objects.create(
                organisation_id=person.organisation_id,
                person_id=leader,
                asked_by=asked_by,
                asker_name=asker_name.strip(),
                words=words.strip(),
                received_date=received_date,
                identity=identity,
                identity_asked_date=None if is_shown else on,
                identity_shown_date=identity_shown_date if is_shown else None,
                recorded_at=at,
                recorded_by=by.user,
            )
            events.record(
                "subject_access.recorded", person=row.person.public_id, subject=subject_of(row), after=facts(row)
            )
    except IntegrityError:
        # Two who record the same request at one moment: the database keeps one.
        raise AccessRefusedError("There is an open request for this young person. Work on that one.") from None
    return row


def record_identity(
    *, request: AccessRequest, version: int, identity: str, shown_date: date, by: Actor, at: datetime
) -> None:
    """
    Record how whoever asks showed who they are; the month of the law starts with it where it was asked for.

    :raises AccessRefusedError: it was shown already, or the day is still to come
    :raises AccessChangedError: somebody changed the request since
    """
    if identity == Identity.NOT_YET or identity not in Identity.values:
        raise AccessRefusedError("Say how they showed who they are.")
    if shown_date > localdate(at):
        raise AccessRefusedError("Nobody can have shown who they are on a day that is still to come.")
    if request.identity != Identity.NOT_YET:
        raise AccessRefusedError("Who asks is recorded already.")
    _change(
        request, version, "subject_access.identity_shown", by, at, identity=identity, identity_shown_date=shown_date
    )


def ask_meaning(*, request: AccessRequest, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Record what they were asked, so as to find what they mean. The clock stands still until they say.

    :raises AccessRefusedError: it says nothing, they were asked before, or nobody knows yet who asks: the clock has not
        started, so that it cannot stand still
    :raises AccessChangedError: somebody changed the request since
    """
    if not words.strip():
        raise AccessRefusedError("Write what you asked them.")
    if request.identity == Identity.NOT_YET:
        raise AccessRefusedError("Record first how they showed who they are. The clock starts with that.")
    if request.asked_date:
        raise AccessRefusedError("They were asked already. The clock stands still once.")
    _change(
        request, version, "subject_access.meaning_asked", by, at, asked_date=localdate(at), asked_words=words.strip()
    )


def record_meaning(*, request: AccessRequest, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Record what they said they mean. The clock goes on.

    :raises AccessRefusedError: it says nothing, nobody asked them, or they said already
    :raises AccessChangedError: somebody changed the request since
    """
    if not words.strip():
        raise AccessRefusedError("Write what they said.")
    if not request.asked_date or request.told_date:
        raise AccessRefusedError("Nothing was asked that is not answered.")
    _change(request, version, "subject_access.meaning_told", by, at, told_date=localdate(at), told_words=words.strip())


def take_more_time(*, request: AccessRequest, version: int, because: str, by: Actor, at: datetime) -> None:
    """
    Record that they were told today, and why, that two more months are needed.

    :raises AccessRefusedError: there is no reason, it was taken before, or the first month is over
    :raises AccessChangedError: somebody changed the request since
    """
    on, days = localdate(at), days_of(request)
    if not because.strip():
        raise AccessRefusedError("Say why more time is needed, as you told them.")
    if request.extended_date:
        raise AccessRefusedError("More time was taken already. The law gives no more than that.")
    if answer_due(days, is_open).due_date is None:
        raise AccessRefusedError("The clock stands still. More time can be taken once it goes on.")
    if on > extend_by(days, is_open):
        raise AccessRefusedError("The first month is over. Answer now, and say sorry that it is late.")
    _change(request, version, "subject_access.extended", by, at, extended_date=on, extended_because=because.strip())


def close_request(
    *, request: AccessRequest, version: int, closed_as: str, because: str, by: Actor, at: datetime
) -> None:
    """
    End a request without a copy: it was taken back, or it is refused.

    :raises AccessRefusedError: it is refused without a reason, or ends in no such way
    :raises AccessChangedError: somebody changed the request since
    """
    if closed_as not in (AccessRequest.Closed.TAKEN_BACK, AccessRequest.Closed.REFUSED):
        raise AccessRefusedError("Say whether it was taken back or is refused.")
    if closed_as == AccessRequest.Closed.REFUSED and not because.strip():
        raise AccessRefusedError("Say why it is refused, and on what ground in law.")
    _change(
        request, version, "subject_access.closed", by, at, closed_at=at, closed_as=closed_as,
        closed_because=because.strip(),
    )  # fmt: skip


def days_of(request: AccessRequest) -> RequestDays:
    """Return the days in the life of a request."""
    return RequestDays(
        received_date=request.received_date,
        identity_asked_date=request.identity_asked_date,
        identity_shown_date=request.identity_shown_date,
        asked_date=request.asked_date,
        told_date=request.told_date,
        extended_date=request.extended_date,
    )


def is_open(day: date) -> bool:
    """Return whether offices are open on a day."""
    return is_working_day(day, bank_holidays())


def subject_of(request: AccessRequest) -> str:
    """Return a request as the log names it."""
    return f"privacy_access_request:{request.pk}"


def held_open(request: AccessRequest) -> AccessRequest:
    """
    Return a request as it stands, locked until the transaction ends.

    :raises AccessRefusedError: it has ended
    """
    row = (
        AccessRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "organisation")
        .get(pk=request.pk)
    )
    if row.closed_at:
        raise AccessRefusedError("This request has ended. Record another.")
    return row


def _change(request: AccessRequest, version: int, kind: str, by: Actor, at: datetime, **values: object) -> None:
    _check_may(by)
    with transaction(by=by, at=at) as events:
        row = held_open(request)
        if row.version != version:
            raise AccessChangedError(row)
        events.change(kind, row, values, person=row.person.public_id)


def _check_may(by: Actor) -> None:
    # Setting up, and the demo, act as the system, which no page does.
    if by.role != "system" and not may(by.role, "subject_access.work"):
        raise AccessRefusedError("Your role does not work on these requests.")
