"""Record that somebody was reached, or was tried."""

from dataclasses import dataclass
from datetime import date, datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.contact.models import ContactEvent
from towpath.contact.outcomes import CHANNELS, contact_outcomes
from towpath.people.models import Person
from towpath.tasks.actions import add_task, drop_task
from towpath.tasks.models import Task


class ContactRefusedError(ValueError):
    """A contact cannot be recorded as asked."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next and by when; with no words, nothing is needed and somebody looks again that day."""

    due_date: date
    words: str = ""


def record_contact(
    *,
    person: Person,
    happened_at: datetime,
    channel: str,
    outcome: str,
    owner: User,
    by: Actor,
    at: datetime,
    next_step: NextStep | None = None,
    direction: str = "out",
    who_was_present: str = "",
    with_family: bool = False,
    minutes: int | None = None,
    place: str = "",
    words: str = "",
    audience: str = "team",
) -> ContactEvent:
    """
    Record a contact, an attempt or a note; a next step becomes a task of `owner`.

    What kind of event it is follows from its outcome, so that an attempt can never be counted as a contact.

    :raises ContactRefusedError: it is in the future, or a code is not one that there is
    """
    known = contact_outcomes().get(outcome)
    if known is None:
        raise ContactRefusedError(f"There is no outcome {outcome!r}. Choose one of: {', '.join(contact_outcomes())}.")
    for given, choices in (
        (channel, CHANNELS),
        (direction, ContactEvent.Direction.values),
        (audience, ContactEvent.Audience.values),
    ):
        if given not in choices:
            raise ContactRefusedError(f"{given!r} is not one of the choices: {', '.join(choices)}.")
    if happened_at > at:
        raise ContactRefusedError("It has not happened yet. Give when it did, or make it a next step.")
    with transaction(by=by, at=at) as events:
        event = ContactEvent.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            happened_at=happened_at,
            kind=known.kind,
            channel=channel,
            direction=direction,
            outcome=outcome,
            who_was_present=who_was_present,
            with_family=with_family or known.reached == "F",
            minutes=minutes,
            place=place,
            words=words,
            audience=audience,
            next_action=next_step.words.strip() if next_step else "",
            next_date=next_step.due_date if next_step else None,
            recorded_at=at,
            recorded_by=by.user,
        )
        if next_step is not None:
            add_task(
                organisation=person.organisation,
                person=person,
                kind=Task.Kind.NEXT_STEP if event.next_action else Task.Kind.REVIEW,
                words=event.next_action or "Look again",
                due_date=next_step.due_date,
                owner=owner,
                source=_subject(event),
                by=by,
                at=at,
            )
        events.record("contact.recorded", person=person.public_id, subject=_subject(event), after=facts(event))
    return event


def strike_out_contact(*, event: ContactEvent, because: str, by: Actor, at: datetime) -> None:
    """
    Strike out what was recorded by mistake: it is kept, and counts for nothing. What it gave somebody to do is dropped.

    :raises ContactRefusedError: no reason is given, or it was struck out before
    """
    if not because.strip():
        raise ContactRefusedError("Say why it is struck out, for whoever reads it later.")
    with transaction(by=by, at=at) as events:
        rows = ContactEvent.objects.filter(pk=event.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_because=because.strip()):
            raise ContactRefusedError("This was struck out before. Look at the log again.")
        event.withdrawn_at, event.withdrawn_by, event.withdrawn_because = at, by.user, because.strip()
        to_do = Task.objects.filter(source=_subject(event), state=Task.State.OPEN)
        for task in to_do.select_for_update().order_by("pk"):
            drop_task(task=task, reason="The contact that it came from was struck out", by=by, at=at)
        events.record("contact.struck_out", person=event.person.public_id, subject=_subject(event))


def _subject(event: ContactEvent) -> str:
    return f"contact_event:{event.pk}"
