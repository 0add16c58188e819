"""Send what waits: each message is claimed, handed over once, and written down."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from towpath.access import Viewer
from towpath.audit.actions import transaction
from towpath.contact.asking import AskingRefusedError, as_it_goes
from towpath.contact.handing import WAIT, Became, hand_over
from towpath.contact.models import Message, Sending
from towpath.contact.planning import Barred, reasons_now
from towpath.contact.sending import ATTEMPTS, JOB, NOBODY, mark_delivered, mark_failed, mark_sent, put_back
from towpath.contact.transports import TRANSPORTS
from towpath.jobs.actions import enqueue
from towpath.jobs.running import Outcome, Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.organisation.setting_keys import Value
from towpath.rules.messages import next_open

log = logging.getLogger(__name__)

LAST_HOUR = 24
ASK_AFTER = timedelta(hours=1)
RECEIPTS_COME_WITHIN = timedelta(days=4)
"""A day more than it is tried for."""
State = Message.State


Look = Callable[[Message, date], tuple[Viewer, Barred]]
"""Ask rooms above what bars a message on a day, as a viewer who may know it."""


def send_messages(running: Running, look: Look) -> Outcome:
    """
    Send what waits of one council: none in the quiet hours, and no more in a day than the council allows.

    Whom it goes to is looked at once more when it is claimed. It is claimed before it is handed over, so a worker
    that dies between leaves it as being sent, and no other hands it over again: a person says what became of it. Where
    whoever carries them takes none, or nobody knows whether one went, the rest that goes the same way waits for a
    while, so that an outage costs one message and not all of them. One that is refused for now, or cannot be made
    ready, holds up no other.

    :raises Exception: one could not be made ready; it is raised after the others went
    """
    organisation = Organisation.objects.get(pk=running.organisation_id)
    became: Counter[Became | None] = Counter()
    resting: set[object] = set()
    waits: list[datetime] = []
    fell_over: Exception | None = None
    waiting = list(_waiting(organisation).values_list("pk", "sending__channel"))
    later, at = 0, running.at
    for done, (message_id, channel) in enumerate(waiting):
        at = running.now()
        chosen = settings_on(organisation, localdate(at))
        if closed := _closed_until(organisation, chosen, at):
            waits, later = [closed], later + len(waiting) - done
            break
        way = chosen[f"messages.{channel}_by"]
        if way in resting:
            later += 1
            continue
        try:
            one = _send(message_id, chosen, running, look, at)
        # It waits for the next try of this job; or, where it was handed over first, for a person to settle.
        except Exception as raised:
            log.exception("messages.fell_over", extra={"ids": {"message": message_id}})
            fell_over = fell_over or raised
            continue
        became[one] += 1
        if one is not None and one in WAIT:
            waits.append(at + WAIT[one])
            later += one is not Became.UNSURE
        if one in (Became.BUSY, Became.UNSURE):
            resting.add(way)
        running.progress(done + 1, len(waiting))
    if later:
        _later(organisation, running, min(waits), at)
    if became[Became.SENT]:
        _ask_again(organisation, running, at)
    if fell_over is not None:
        raise fell_over
    return {"sent": became[Became.SENT], "refused": became[Became.REFUSED], "later": later}


def ask_receipts(running: Running) -> Outcome:
    """Ask what became of each message that somebody else carried, and ask again in an hour while any is not known."""
    organisation = Organisation.objects.get(pk=running.organisation_id)
    at = running.now()
    told, unknown = 0, 0
    try:
        for message in _carried(organisation, at):
            is_told = _told(message, running, at)
            told, unknown = told + is_told, unknown + (not is_told)
            running.progress(told + unknown)
    finally:
        _ask_again(organisation, running, at)
    return {"told": told, "unknown": unknown}


def _told(message: Message, running: Running, at: datetime) -> bool:
    """Return whether it is known what became of a message, and write it down."""
    try:
        receipt = TRANSPORTS[message.transport].receipt(message)
        if receipt.failed_because:
            how = {"because": receipt.failed_because, "is_for_good": receipt.is_for_good}
            mark_failed(message, by=running.by, at=at, **how)  # type: ignore[arg-type]
        elif receipt.is_delivered:
            mark_delivered(message, by=running.by, at=at)
    # One that cannot be asked about must not keep the others from being asked about.
    except Exception:
        log.exception("messages.no_receipt", extra={"ids": {"message": message.pk}})
        return False
    return receipt.is_delivered or bool(receipt.failed_because)


def _carried(organisation: Organisation, at: datetime) -> QuerySet[Message]:
    rows = Message.objects.filter(organisation=organisation, state=State.SENT, transport="notify")
    lately = rows.filter(settled_at__gte=at - RECEIPTS_COME_WITHIN)
    return lately.select_related("organisation", "person", "sending").order_by("pk")


def _ask_again(organisation: Organisation, running: Running, at: datetime) -> None:
    if not _carried(organisation, at).exists():
        return
    when = at + ASK_AFTER
    key = f"receipts:{organisation.pk}:{when:%Y-%m-%dT%H}"
    handler = "towpath.contact.jobs.ask_receipts"
    enqueue(handler, organisation=organisation, arguments={}, key=key, by=running.by, at=at, not_before=when)


def _waiting(organisation: Organisation) -> QuerySet[Message]:
    by_wire = (Sending.Channel.TEXT, Sending.Channel.EMAIL)
    rows = Message.objects.filter(organisation=organisation, state=State.QUEUED, sending__channel__in=by_wire)
    return rows.order_by("queued_at", "pk")


def _closed_until(organisation: Organisation, chosen: Mapping[str, Value], at: datetime) -> datetime | None:
    """Return when messages may go again, or None where they may now."""
    here = localtime(at)
    closes_hour = int(chosen["messages.closes_hour"])
    opens = time(int(chosen["messages.opens_hour"]))
    closes = time(closes_hour) if closes_hour < LAST_HOUR else time.max
    allowed = next_open(here, opens=opens, closes=closes)
    if allowed > here:
        return allowed
    begun = here.replace(hour=0, minute=0, second=0, microsecond=0)
    by_wire = Message.objects.filter(organisation=organisation, started_at__gte=begun)
    if by_wire.exclude(sending__channel=Sending.Channel.LETTER).count() >= int(chosen["messages.most_a_day"]):
        return next_open(here.replace(hour=23, minute=59), opens=opens, closes=opens)
    return None


def _later(organisation: Organisation, running: Running, when: datetime, at: datetime) -> None:
    # Under a key of its own: this job still holds the other.
    key = f"messages:{organisation.pk}:{when:%Y-%m-%dT%H:%M}"
    enqueue(
        JOB, organisation=organisation, arguments={}, key=key, by=running.by, at=at, not_before=when, attempts=ATTEMPTS
    )


def _send(message_id: int, chosen: Mapping[str, Value], running: Running, look: Look, at: datetime) -> Became | None:
    """
    Send one message and return what became of it; nothing where it was stopped or taken meanwhile.

    :raises Exception: it could not be made ready, and waits as it did
    """
    try:
        message, may_go = _claim(message_id, chosen, running, look, at)
    except Message.DoesNotExist:
        return None
    if not may_go:
        return None
    how: Any = {"by": running.by, "at": at}
    try:
        goes = as_it_goes(message, **how).message
    except AskingRefusedError:
        mark_failed(message, because="no_link", is_for_good=False, **how)
        return Became.REFUSED
    except Exception:
        put_back(message, **how)
        raise
    since = message.sending.sent_at or at
    handed = hand_over(goes, by_way=message.transport, tried_since=since, at=at)
    match handed.became:
        case Became.SENT:
            mark_sent(message, reference=handed.reference, **how)
        case Became.REFUSED:
            mark_failed(message, because=handed.because, is_for_good=handed.is_for_good, **how)
        case Became.BUSY | Became.NOT_NOW:
            is_last = handed.became is Became.NOT_NOW
            put_back(message, because=handed.because, is_last=is_last, **how)
    return handed.became


def _claim(
    message_id: int, chosen: Mapping[str, Value], running: Running, look: Look, at: datetime
) -> tuple[Message, bool]:
    """
    Take one message as ours to send, or stop it, and return it with whether it may go.

    :raises Message.DoesNotExist: it was stopped or taken meanwhile
    """
    with transaction(by=running.by, at=at) as events:
        rows = Message.objects.filter(state=State.QUEUED)
        message = rows.select_for_update(no_key=True).get(pk=message_id)
        name = str(chosen[f"messages.{message.sending.channel}_by"])
        because = "channel_shut" if name == NOBODY else _barred(message, look, at)
        person, subject = message.person.public_id, f"contact_message:{message.pk}"
        # Why it waited is over, where it did.
        message.because = because
        if because:
            message.state, message.settled_at = State.STOPPED, at
            events.record("message.stopped", person=person, subject=subject, after={"because": because})
        else:
            message.state, message.started_at, message.transport = State.SENDING, at, name
            events.record("message.sending", person=person, subject=subject)
        message.save(update_fields=["state", "because", "settled_at", "started_at", "transport"])
    return message, not because


def _barred(message: Message, look: Look, at: datetime) -> str:
    """Return why a message may go no more, though it could when it was queued; empty where it may."""
    on = localdate(at)
    viewer, barred = look(message, on)
    return reasons_now(viewer, [message], on, barred=barred)[message.pk]
