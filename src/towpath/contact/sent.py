"""What was written to many, what became of each message, and the letters of one sending."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from towpath.access import Viewer
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.actions import standing_version, strike_out_contact
from towpath.contact.asking import as_it_goes
from towpath.contact.models import Message, Sending
from towpath.contact.planning import Barred, reasons_now
from towpath.contact.sending import SETTLED, SendingRefusedError, mark_sent, mark_stopped
from towpath.documents.letters import Letter
from towpath.people.queries import list_records, visible_to
from towpath.rules.dates import day_words
from towpath.rules.messages import WORDS, Channel

__all__ = [
    "BECAUSE_WORDS", "STATE_WORDS", "Message", "Sending", "SendingNotFoundError", "SentMessage", "as_letters",
    "count_printed", "counts_of", "get_message", "get_sending", "letters_of", "list_messages", "list_outbox",
    "list_sendings", "mark_printed", "people_of", "say_not_posted",
]  # fmt: skip

State = Message.State
PRINTED = "printed"
"""What stands in place of a carrier's reference for a letter that is taken to be posted because it was printed."""
STATE_WORDS: Mapping[str, str] = {
    State.DRAFT: "Not sent yet",
    State.QUEUED: "Waiting to go",
    State.SENDING: "Being sent",
    State.SENT: "Sent",
    State.DELIVERED: "Delivered",
    State.FAILED: "Did not get there",
    State.STOPPED: "Stopped",
}
BECAUSE_WORDS: Mapping[str, str] = {
    **{reason.value: words for reason, words in WORDS.items()},
    "dropped": "The message was dropped",
    "stopped": "Somebody stopped it",
    "channel_shut": "The council shut this way of sending",
    "route_changed": "The number or address changed after it was queued",
    "refused": "The number or address was refused",
    "sender_refused": "The mail server refuses the address that our e-mails come from",
    "no_server": "The mail server could not be reached",
    "no_link": "No link to answer by could be made",
    "no_key": "The installation has no key for GOV.UK Notify",
    "no_template": "Set-up names no template of GOV.UK Notify",
    "permanent_failure": "There is no such number or address",
    "temporary_failure": "The phone or mailbox could not be reached",
    "technical_failure": "GOV.UK Notify could not send it",
}


class SendingNotFoundError(LookupError):
    """There is no such message for this viewer; it is not said which of the two."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message of a sending with who it is to, as far as the viewer may see them."""

    id: int
    person_id: int
    public_id: str
    shown_name: str
    state: str
    because: str
    address: str
    settled_at: datetime | None


def list_sendings(viewer: Viewer) -> QuerySet[Sending]:
    """Return what the council wrote to many and what is drafted, the latest first; dropped drafts are left out."""
    rows = Sending.objects.filter(organisation_id=viewer.organisation_id, dropped_at__isnull=True)
    if not viewer.may("messages.write"):
        rows = rows.none()
    return rows.order_by("-drafted_at", "-pk")


def counts_of(sendings: Sequence[Sending]) -> Mapping[int, Mapping[str, int]]:
    """Return how many messages of each sending are in each state. One query."""
    counts: dict[int, Counter[str]] = {each.pk: Counter() for each in sendings}
    rows = Message.objects.filter(sending__in=counts).values("sending_id", "state").annotate(many=Count("pk"))
    for row in rows.order_by("sending_id", "state"):
        counts[row["sending_id"]][row["state"]] = row["many"]
    return counts


def get_sending(viewer: Viewer, sending_id: int) -> Sending:
    """
    Return one sending of the viewer's council.

    :raises SendingNotFoundError: there is none
    """
    found = list_sendings(viewer).filter(pk=sending_id).select_related("organisation").first()
    if found is None:
        raise SendingNotFoundError("There is no such message here.")
    return found


def get_message(viewer: Viewer, message_id: int, on: date) -> Message:
    """
    Return one message to somebody whom the viewer may see.

    :raises SendingNotFoundError: there is none
    """
    rows = Message.objects.filter(organisation_id=viewer.organisation_id, pk=message_id)
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    found = rows.filter(person__in=seen).select_related("sending", "person", "organisation").first()
    if found is None or not viewer.may("messages.write"):
        raise SendingNotFoundError("There is no such message here.")
    return found


def people_of(sending: Sending) -> list[int]:
    """Return the ids of everybody of a sending, left out or not. One query."""
    return list(sending.messages.order_by("pk").values_list("person_id", flat=True))


def list_messages(viewer: Viewer, rows: Collection[Message], on: date) -> list[SentMessage]:
    """Return these messages with whom they are to, in the order given; of people the viewer may not see, none."""
    records = list_records(viewer, [row.person_id for row in rows], on)
    by_member = {member: record for record in records.values() for member in (record.id, *record.merged_ids)}
    return [
        SentMessage(
            id=row.pk,
            person_id=record.id,
            public_id=record.public_id,
            shown_name=record.shown_name,
            state=row.state,
            because=row.because,
            address=row.address,
            settled_at=row.settled_at,
        )
        for row in rows
        if (record := by_member.get(row.person_id))
    ]


def list_outbox(viewer: Viewer, on: date) -> QuerySet[Message]:
    """Return what would have left by text or e-mail if a way were named, the latest first."""
    rows = Message.objects.filter(organisation_id=viewer.organisation_id, transport="outbox")
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    if not viewer.may("messages.write"):
        rows = rows.none()
    return rows.filter(person__in=seen).select_related("sending", "person").order_by("-started_at", "-pk")


def letters_of(viewer: Viewer, sending: Sending, at: datetime, on: date, *, barred: Barred) -> list[Message]:
    """
    Return the letters of a sending that may be printed now, those printed before too, in the order of names.

    Whoever died since, asked not to be contacted, or lives elsewhere or protected now is stopped instead.
    """
    rows = sending.messages.filter(state__in=(State.QUEUED, State.SENT), sending__channel=Channel.LETTER)
    waiting = list(rows.select_related("person", "sending", "organisation"))
    reasons = reasons_now(viewer, waiting, on, barred=barred)
    for row in waiting:
        if reasons[row.pk] and row.state == State.QUEUED:
            mark_stopped(row, because=reasons[row.pk], by=viewer.actor, at=at)
    return sorted((row for row in waiting if not reasons[row.pk]), key=lambda row: (row.addressee, row.pk))


def as_letters(viewer: Viewer, rows: Sequence[Message], *, sender: str, at: datetime, on: date) -> list[Letter]:
    """
    Return these messages as letters to be set in type, each with a link of its own where its words ask for one.

    What is set is kept nowhere: the letters of a link stand on the sheet alone.
    """
    going = [as_it_goes(row, by=viewer.actor, at=at) for row in rows]
    return [
        Letter(
            sender=sender,
            address=(each.message.addressee, *each.message.address.splitlines()),
            day=day_words(on),
            subject=each.message.subject,
            words=each.message.words,
            is_easy=each.message.sending.is_easy,
            link=each.link,
        )
        for each in going
    ]


def mark_printed(viewer: Viewer, rows: Sequence[Message], at: datetime) -> int:
    """Say of each letter that was not printed before that it went, and return how many."""
    fresh = [row for row in rows if row.state == State.QUEUED]
    for row in fresh:
        mark_sent(row, by=viewer.actor, at=at, reference=PRINTED)
    return len(fresh)


def count_printed(sending: Sending) -> int:
    """Return how many letters of a sending count as posted because they were printed, and nothing proves it."""
    return _printed(sending).count()


def say_not_posted(sending: Sending, *, by: Actor, at: datetime) -> int:
    """
    Say that the printed letters of a sending were never posted, and return how many.

    Each is struck out of the log and waits to be printed again. One that was answered by its link was posted. The links
    on the sheets go on working, for a sheet may be posted after all.

    :raises SendingRefusedError: none of them counts as posted
    """
    taken_back = 0
    for row in _printed(sending).select_related("person", "event").order_by("pk"):
        # What a colleague has settled meanwhile is as they said.
        with suppress(SendingRefusedError):
            _take_back(row, by=by, at=at)
            taken_back += 1
    if not taken_back:
        raise SendingRefusedError("None of these letters counts as posted any more. Look at what became of each.")
    return taken_back


def _printed(sending: Sending) -> QuerySet[Message]:
    rows = sending.messages.filter(state=State.SENT, reference=PRINTED)
    return rows.exclude(status_links__link__used_at__isnull=False)


def _take_back(row: Message, *, by: Actor, at: datetime) -> None:
    """
    Let a letter wait again that counted as posted; in a transaction of its own, as it went.

    :raises SendingRefusedError: it counts as posted no more
    """
    waits = {"state": State.QUEUED, "event": None, "started_at": None, "settled_at": None, "reference": ""}
    with transaction(by=by, at=at) as events:
        if not Message.objects.filter(pk=row.pk, state=State.SENT).update(**waits):
            raise SendingRefusedError(SETTLED)
        if row.event is not None and (standing := standing_version(row.event)) is not None:
            strike_out_contact(event=standing, because="The letter was printed and never posted", by=by, at=at)
        events.record("message.not_posted", person=row.person.public_id, subject=f"contact_message:{row.pk}")
