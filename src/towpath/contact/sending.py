"""Draft a message to one or many, send it, settle what nobody knows of, and stop what must not go."""

from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime

from towpath.access import Viewer
from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.actions import record_contact
from towpath.contact.asking import masked_address, withdraw_links_about
from towpath.contact.models import Message, Sending
from towpath.contact.planning import Barred, Plan, plan_of
from towpath.contact.wordings import get_wording
from towpath.jobs.actions import enqueue
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people import actions as people
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.messages import Channel
from towpath.rules.wordings import ASKED_EACH_TIME, fields_in, without_link, wrong_with

JOB = "towpath.web.messages.jobs.send_messages"
"""Where what rooms above know is asked of everybody once more; see `towpath.contact.jobs`."""
ATTEMPTS = 5
NOBODY = "nobody"
GONE = "This was sent or dropped already. Nothing more went."
SETTLED = "This is settled already. Look at the list again."
WAITING = (Message.State.DRAFT, Message.State.QUEUED)


class SendingRefusedError(ValueError):
    """A message may not be drafted or sent as asked; `field` says which answer is wrong, where one is."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def start_bulk(
    viewer: Viewer,
    person_ids: Collection[int],
    code: str,
    channel: str,
    *,
    at: datetime,
    on: date,
    is_easy: bool = False,
    values: Mapping[str, str] | None = None,
) -> Sending:
    """
    Draft a message to these people. Nothing goes before somebody has seen who is left out, and sends it.

    Whom the viewer may not see is left out without a word.

    Where the council uses no links, the sentences that ask by one are left out.

    :param values: what stands for the fields that are asked each time: "when" and "where"
    :raises SendingRefusedError: the wording has no such form, a field has no value or one that tells others at home too
        much, or there is nobody to write to
    """
    wording, given = get_wording(viewer, code), dict(values or {})
    words = wording.said_by(Channel(channel), is_easy=is_easy)
    if not words:
        raise SendingRefusedError("There are no words for that. Choose another way to send it.", "channel")
    chosen = settings_on(organisation_of(viewer), on)
    organisation = Organisation.objects.get(pk=viewer.organisation_id)
    known = {"service": organisation.name, "how to reach us": str(chosen["own_pages.reach"]), "from": viewer.name}
    address = str(chosen["answers.address"])
    known["link"] = masked_address(address) if address else ""
    # Where there is nothing else to answer by, the wording is refused below for want of the address.
    words = (without_link(words) or words) if not address else words
    asked = [each for each in fields_in(f"{wording.subject} {words}") if each != "first name"]
    for field in asked:
        value = given.get(field, "").strip() if field in ASKED_EACH_TIME else known[field]
        if not value and field == "how to reach us":
            raise SendingRefusedError("Say in Set-up how a young person reaches your service. The message names it.")
        if not value and field == "link":
            why = "Say in Set-up the web address that a link starts with, or choose another wording."
            raise SendingRefusedError(why, "wording")
        if not value:
            raise SendingRefusedError(f"Say {field}: the message names it.", field)
        if field in ASKED_EACH_TIME:
            for wrong in wrong_with(value):
                raise SendingRefusedError(wrong, field)
            if fields_in(value):
                raise SendingRefusedError("No field is filled in here. Write the words themselves.", field)
        known[field] = value
    people_ids = list(visible_to(viewer, on).filter(pk__in=_leaders(viewer, person_ids)).values_list("pk", flat=True))
    if not people_ids:
        raise SendingRefusedError("There is nobody on this list to write to. Choose another list.", "whom")
    with transaction(by=viewer.actor, at=at) as events:
        sending = Sending.objects.create(
            organisation=organisation,
            code=code,
            title=wording.title,
            to=wording.to.value,
            channel=channel,
            is_easy=is_easy,
            subject=wording.subject,
            words=words,
            values={name: known[name] for name in asked},
            drafted_at=at,
            drafted_by=viewer.user,
        )
        Message.objects.bulk_create(
            [Message(organisation=organisation, sending=sending, person_id=each) for each in people_ids], batch_size=500
        )
        events.record("message.drafted", subject=_subject(sending), after={"code": code, "people": len(people_ids)})
    return sending


def send(viewer: Viewer, sending: Sending, *, seen: str, at: datetime, on: date, barred: Barred) -> Plan:
    """
    Send a draft: everybody is looked at once more, and who goes waits for the worker. Returns what became of it.

    :param seen: the seal of the plan that whoever sends it was shown
    :raises SendingRefusedError: it was sent or dropped already, its channel is shut, or it would go to others now
    """
    refuse_shut(viewer, sending.channel, on)
    with transaction(by=viewer.actor, at=at) as events:
        rows = Sending.objects.select_for_update(no_key=True)
        held = rows.get(pk=sending.pk, organisation_id=viewer.organisation_id)
        if held.sent_at or held.dropped_at:
            raise SendingRefusedError(GONE)
        plan = plan_of(viewer, held, on, barred=barred)
        if plan.seal != seen:
            raise SendingRefusedError(
                f"Something changed since you looked: it would go to {len(plan.goes)} now, and not to the same people "
                "and addresses. Look again, then send."
            )
        if not plan.goes:
            raise SendingRefusedError("It would go to nobody. Look at who is left out, and why.")
        _replace_drafts(held, plan, at)
        held.sent_at = at
        held.left_out = {reason.value: number for reason, number in Counter(o.reason for o in plan.left_out).items()}
        held.save(update_fields=["sent_at", "left_out"])
        if held.channel != Sending.Channel.LETTER:
            _queue(held.organisation, by=viewer.actor, at=at)
        events.record(
            "message.queued", persons=[each.public_id for each in plan.goes], subject=_subject(held),
            after={"goes": len(plan.goes), "left_out": held.left_out},
        )  # fmt: skip
    return plan


def _replace_drafts(sending: Sending, plan: Plan, at: datetime) -> None:
    """
    Put what becomes of everybody in the place of the drafts, which is many times quicker than changing each.

    Whoever was joined to somebody else meanwhile has one message with them; whoever is held no more has none, and that
    is kept as stopped.
    """
    common = {"organisation_id": sending.organisation_id, "sending": sending}
    rows = [
        Message(
            **common, person_id=each.person_id, state=Message.State.QUEUED, queued_at=at, route=each.way.id or None,
            address=each.way.value, addressee=each.addressee, subject=each.subject[:300], words=each.words,
        )
        for each in plan.goes
    ] + [
        Message(
            **common, person_id=each.person_id, state=Message.State.STOPPED, because=each.reason.value, settled_at=at
        )
        for each in plan.left_out
    ]  # fmt: skip
    drafts = sending.messages.filter(state=Message.State.DRAFT)
    told = {row.person_id for row in rows}
    members = Sameness.of(sending.organisation)
    for draft in drafts:
        if members.leading(draft.person_id) not in told:
            rows.append(
                Message(
                    **common, person_id=draft.person_id, state=Message.State.STOPPED, because="stopped", settled_at=at
                )
            )
    drafts.delete()
    Message.objects.bulk_create(rows, batch_size=500)


def drop_draft(*, sending: Sending, by: Actor, at: datetime) -> None:
    """
    Drop a draft: nothing of it goes.

    :raises SendingRefusedError: it was sent or dropped already
    """
    with transaction(by=by, at=at) as events:
        drafts = Sending.objects.filter(pk=sending.pk, sent_at__isnull=True, dropped_at__isnull=True)
        if not drafts.update(dropped_at=at):
            raise SendingRefusedError(GONE)
        stopped = {"state": Message.State.STOPPED, "because": "dropped", "settled_at": at}
        sending.messages.filter(state=Message.State.DRAFT).update(**stopped)
        events.record("message.dropped", subject=_subject(sending))


def stop_sending(*, sending: Sending, by: Actor, at: datetime) -> int:
    """
    Stop whatever of a sending still waits, and return how many; what went has gone.

    :raises SendingRefusedError: nothing of it waits
    """
    with transaction(by=by, at=at) as events:
        rows = sending.messages.filter(state=Message.State.QUEUED)
        stopped = rows.update(state=Message.State.STOPPED, because="stopped", settled_at=at)
        if not stopped:
            raise SendingRefusedError("Nothing of it waits any more. Look at what became of each.")
        events.record("message.stopped", subject=_subject(sending), after={"messages": stopped})
    return stopped


def stop_contact(*, person: Person, kind: str, by: Actor, at: datetime, **said: object) -> None:
    """
    Record why nobody may contact somebody, and stop at once whatever waits to go to them or to a parent about them.

    On a death no link that was sent opens any more. What was to be done with them stays as it is: the lists leave it
    out for as long as the death stands. One transaction: it is recorded and everything has stopped, or neither. See
    `people.actions.stop_contact`.
    """
    with transaction(by=by, at=at) as events:
        people.stop_contact(person=person, kind=kind, by=by, at=at, **said)  # type: ignore[arg-type]
        members = Sameness.around(Organisation(pk=person.organisation_id), [person.pk]).everyone
        waiting = Message.objects.filter(person__in=members, state__in=WAITING)
        because = "died" if kind == ContactStop.Kind.DIED else "asked_not"
        stopped = waiting.update(state=Message.State.STOPPED, because=because, settled_at=at)
        if stopped:
            events.record("message.stopped", person=person.public_id, after={"messages": stopped, "because": because})
        if kind == ContactStop.Kind.DIED:
            withdraw_links_about(members, at=at)


def mark_sent(message: Message, *, by: Actor, at: datetime, reference: str = "") -> None:
    """
    Say that a message left, and write it in the log of contacts: it reached nobody yet.

    :raises SendingRefusedError: it is settled already
    """
    sending = message.sending
    with transaction(by=by, at=at) as events:
        held = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
        if held.state not in (Message.State.SENDING, Message.State.QUEUED):
            raise SendingRefusedError(SETTLED)
        event = record_contact(
            person=message.person,
            happened_at=at,
            channel=sending.channel,
            outcome="sent",
            owner=User.objects.get(public_id=sending.drafted_by),
            by=by,
            at=at,
            with_family=sending.to == Sending.To.PARENT,
            words=f"{sending.title}\n\n{message.words}",
        )
        held.state, held.event, held.settled_at, held.reference = Message.State.SENT, event, at, reference
        held.started_at = held.started_at or at
        held.save(update_fields=["state", "event", "settled_at", "reference", "started_at"])
        events.record("message.sent", person=message.person.public_id, subject=f"contact_message:{message.pk}")


def mark_failed(message: Message, *, because: str, is_for_good: bool, by: Actor, at: datetime) -> None:
    """
    Say that a message did not get there; where the number or address will never do, it is not used again.

    :raises SendingRefusedError: it is settled already
    """
    with transaction(by=by, at=at) as events:
        failed = {"state": Message.State.FAILED, "because": because[:64], "settled_at": at}
        states = (Message.State.SENDING, Message.State.SENT, Message.State.QUEUED)
        if not Message.objects.filter(pk=message.pk, state__in=states).update(**failed):
            raise SendingRefusedError(SETTLED)
        if is_for_good and message.route:
            # Where somebody has put it right already, that is what was wanted.
            with suppress(people.ChangedMeanwhileError):
                people.end_fact(
                    person=message.person, kind=Kind.CONTACT_ROUTES, fact_id=message.route,
                    source=f"contact_message:{message.pk}", by=by, at=at,
                )  # fmt: skip
        told = {"because": because, "for_good": is_for_good}
        events.record("message.failed", person=message.person.public_id, after=told)


def mark_stopped(message: Message, *, because: str, by: Actor, at: datetime) -> None:
    """
    Stop one message that waits.

    :raises SendingRefusedError: it waits no more
    """
    with transaction(by=by, at=at) as events:
        waiting = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED)
        if not waiting.update(state=Message.State.STOPPED, because=because, settled_at=at):
            raise SendingRefusedError(SETTLED)
        events.record("message.stopped", person=message.person.public_id, after={"because": because})


def mark_delivered(message: Message, *, by: Actor, at: datetime) -> None:
    """
    Say that whoever carried a message delivered it; that it was read, nobody knows.

    :raises SendingRefusedError: it is not one that was sent
    """
    with transaction(by=by, at=at) as events:
        delivered = {"state": Message.State.DELIVERED, "settled_at": at}
        if not Message.objects.filter(pk=message.pk, state=Message.State.SENT).update(**delivered):
            raise SendingRefusedError(SETTLED)
        events.record("message.delivered", person=message.person.public_id, subject=f"contact_message:{message.pk}")


def put_back(message: Message, *, by: Actor, at: datetime, because: str = "", is_last: bool = False) -> None:
    """
    Let a message wait again that whoever carries it would not take just now: it did not go.

    :param because: a code of why, which is shown while it waits
    :param is_last: whether it waits behind every other from now on
    :raises SendingRefusedError: it is settled already
    """
    with transaction(by=by, at=at) as events:
        waits: dict[str, object] = {"state": Message.State.QUEUED, "started_at": None, "transport": ""}
        waits |= {"because": because} | ({"queued_at": at} if is_last else {})
        if not Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(**waits):
            raise SendingRefusedError(SETTLED)
        events.record("message.put_back", person=message.person.public_id, subject=f"contact_message:{message.pk}")


def settle(*, message: Message, it_went: bool, by: Actor, at: datetime) -> None:
    """
    Say what became of a message that was handed over when the machine stopped: it went, or it goes again.

    :raises SendingRefusedError: it is settled already
    """
    if message.state != Message.State.SENDING:
        raise SendingRefusedError(SETTLED)
    if it_went:
        mark_sent(message, by=by, at=at, reference="settled by hand")
        return
    with transaction(by=by, at=at) as events:
        again = {"state": Message.State.QUEUED, "started_at": None, "queued_at": at}
        if not Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(**again):
            raise SendingRefusedError(SETTLED)
        _queue(message.organisation, by=by, at=at)
        events.record("message.sent_again", person=message.person.public_id)


def refuse_shut(viewer: Viewer, channel: str, on: date) -> None:
    """
    Return only where a channel is open.

    :raises SendingRefusedError: nobody has said how it leaves
    """
    if channel != Sending.Channel.LETTER and transport_of(viewer, channel, on) == NOBODY:
        words = "text messages" if channel == Sending.Channel.TEXT else "e-mails"
        raise SendingRefusedError(
            f"Nobody has said in Set-up how {words} leave. Choose another way, or ask.", "channel"
        )


def transport_of(viewer: Viewer, channel: str, on: date) -> str:
    """Return how a channel leaves, as the council chose."""
    return str(settings_on(organisation_of(viewer), on)[f"messages.{channel}_by"])


def _queue(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """
    Ask the worker to send what waits.

    Under no key: a job that runs already has read what waits, and would be given back for this and never see it.
    """
    enqueue(JOB, organisation=organisation, arguments={}, by=by, at=at, attempts=ATTEMPTS)


def _leaders(viewer: Viewer, person_ids: Collection[int]) -> set[int]:
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    return {sameness.leading(each) for each in person_ids}


def _subject(sending: Sending) -> str:
    return f"contact_sending:{sending.pk}"
