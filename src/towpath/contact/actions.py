"""Record that somebody was reached, or was tried; change what was written; strike out what was a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.contact.lists import CHANNELS, LISTS, OUTCOMES, Meaning, meaning_of
from towpath.contact.models import ContactEvent
from towpath.organisation.lists import choices_in
from towpath.people.models import ContactRoute, Person
from towpath.tasks.actions import add_task, drop_task, move_task
from towpath.tasks.models import Task


class ContactRefusedError(ValueError):
    """A contact cannot be recorded as asked."""


class ContactChangedError(Exception):
    """Somebody changed the contact since it was looked at; both versions are to be shown."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this contact meanwhile. Look at theirs beside yours.")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next and by when; with no words, nothing is needed and somebody looks again that day."""

    due_date: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a changed contact says now; see `record_contact` for its parts."""

    happened_at: datetime
    channel: str
    outcome: str
    words: str = ""
    who_was_present: str = ""
    with_family: bool = False
    audience: str = "team"
    next_step: NextStep | None = None


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
    route: ContactRoute | None = None,
) -> ContactEvent:
    """
    Record a contact, an attempt or a note; a next step becomes a task of `owner`.

    What kind of event it is follows from its outcome, so that an attempt can never be counted as a contact.

    :param route: the number or address that was used, one of the same council
    :raises ContactRefusedError: it is in the future, or a code is not one that there is
    """
    if direction not in ContactEvent.Direction.values:
        raise ContactRefusedError(f"{direction!r} is not one of the choices: in, out.")
    means = _checked(person.organisation_id, channel, outcome, audience, happened_at, at)
    if route is not None and route.organisation_id != person.organisation_id:
        raise ContactRefusedError("That number is not on this record. Choose one that is.")
    with transaction(by=by, at=at) as events:
        event = ContactEvent.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            happened_at=happened_at,
            kind=means.kind,
            channel=channel,
            direction=direction,
            outcome=outcome,
            route=route,
            reached=means.reached,
            who_was_present=who_was_present,
            with_family=with_family or means.reached == ContactEvent.Reached.FAMILY,
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
            _give_step(event, owner, by=by, at=at)
        events.record("contact.recorded", person=person.public_id, subject=_subject(event), after=facts(event))
    return event


def amend_contact(
    *, event: ContactEvent, told: Told, because: str, owner: User, by: Actor, at: datetime
) -> ContactEvent:
    """
    Write the next version of a contact. The earlier stays, with who took it back, when and why, and counts no more.

    A next step that is another, or for another day, moves or takes the place of the task that the contact gave;
    `owner` is whose it is where none is open.

    :param event: the version that whoever changes it has looked at
    :raises ContactChangedError: somebody wrote a newer one, or struck it out; nothing is recorded
    :raises ContactRefusedError: it is not said why, nothing differs, or it cannot be recorded so
    """
    if not because.strip():
        raise ContactRefusedError("Say why it is changed, for whoever reads the earlier version.")
    means = _checked(event.organisation_id, told.channel, told.outcome, told.audience, told.happened_at, at, event)
    step = told.next_step
    amended = ContactEvent(
        organisation_id=event.organisation_id,
        person_id=event.person_id,
        happened_at=told.happened_at,
        kind=means.kind,
        channel=told.channel,
        direction=event.direction,
        outcome=told.outcome,
        route_id=event.route_id if told.channel == event.channel else None,
        reached=means.reached,
        who_was_present=told.who_was_present,
        with_family=told.with_family or means.reached == ContactEvent.Reached.FAMILY,
        minutes=event.minutes,
        place=event.place,
        words=told.words,
        audience=told.audience,
        next_action=step.words.strip() if step else "",
        next_date=step.due_date if step else None,
        first_id=event.thread,
        version=event.version + 1,
        recorded_at=at,
        recorded_by=by.user,
    )
    if not any(getattr(amended, name) != getattr(event, name) for name in SAID):
        raise ContactRefusedError("Nothing is changed yet. Change something, or go back.")
    with transaction(by=by, at=at) as events:
        rows = ContactEvent.objects.filter(pk=event.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_because=because.strip()):
            raise ContactChangedError
        amended.save(force_insert=True)
        _follow(event, amended, owner, by=by, at=at)
        events.record(
            "contact.changed",
            person=event.person.public_id,
            subject=_subject(amended),
            before=facts(event),
            after=facts(amended),
        )
    return amended


SAID: Sequence[str] = (
    "happened_at", "channel", "outcome", "who_was_present", "with_family", "words", "audience", "next_action",
    "next_date",
)  # fmt: skip
"""What a new version may say otherwise."""


def strike_out_contact(*, event: ContactEvent, because: str, by: Actor, at: datetime) -> None:
    """
    Strike out what was recorded by mistake: it is kept, and counts for nothing. What it gave somebody to do is dropped.

    :raises ContactRefusedError: no reason is given, or it was changed or struck out since
    """
    if not because.strip():
        raise ContactRefusedError("Say why it is struck out, for whoever reads it later.")
    with transaction(by=by, at=at) as events:
        rows = ContactEvent.objects.filter(pk=event.pk, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_because=because.strip()):
            raise ContactRefusedError("This was changed or struck out meanwhile. Look at the log again.")
        event.withdrawn_at, event.withdrawn_by, event.withdrawn_because = at, by.user, because.strip()
        for task in _open_tasks(event):
            drop_task(task=task, reason="The contact that it came from was struck out", by=by, at=at)
        events.record("contact.struck_out", person=event.person.public_id, subject=_subject(event))


def standing_version(event: ContactEvent) -> ContactEvent | None:
    """Return the version of a contact that counts now; none where it was struck out."""
    versions = ContactEvent.objects.filter(Q(pk=event.thread) | Q(first=event.thread))
    return versions.filter(withdrawn_at__isnull=True).select_related("person").first()


def _checked(
    organisation_id: int,
    channel: str,
    outcome: str,
    audience: str,
    happened_at: datetime,
    at: datetime,
    before: ContactEvent | None = None,
) -> Meaning:
    """Return what the outcome makes of the event; what was chosen before may stay where it is offered no more."""
    if happened_at > at:
        raise ContactRefusedError("It has not happened yet. Give when it did, or make it a next step.")
    if audience not in ContactEvent.Audience.values:
        raise ContactRefusedError("Choose who may read it.")
    known = choices_in(organisation_id, LISTS)
    for asked, code, kept in (
        (OUTCOMES, outcome, before.outcome if before else ""),
        (CHANNELS, channel, before.channel if before else ""),
    ):
        choice = known[asked.name].get(code)
        if choice is None or not (choice.is_offered or code == kept):
            raise ContactRefusedError(f"{asked.words}: choose it from the list. “{code}” is not to be chosen.")
    return meaning_of(known[OUTCOMES.name][outcome])


def _give_step(event: ContactEvent, owner: User, *, by: Actor, at: datetime) -> None:
    if event.next_date is None:
        return
    add_task(
        organisation=event.organisation,
        person=event.person,
        kind=Task.Kind.NEXT_STEP if event.next_action else Task.Kind.REVIEW,
        words=event.next_action or "Look again",
        due_date=event.next_date,
        owner=owner,
        source=_source(event),
        by=by,
        at=at,
    )


def _follow(before: ContactEvent, after: ContactEvent, owner: User, *, by: Actor, at: datetime) -> None:
    """Let the task of a contact follow a next step that is said otherwise now."""
    if (before.next_action, before.next_date) == (after.next_action, after.next_date):
        return
    tasks = _open_tasks(before)
    if before.next_action == after.next_action and after.next_date is not None and tasks:
        for task in tasks:
            move_task(task=task, due_date=after.next_date, by=by, at=at)
        return
    for task in tasks:
        drop_task(task=task, reason="The contact that it came from says otherwise now", by=by, at=at)
    _give_step(after, (tasks[0].owner if tasks else None) or owner, by=by, at=at)


def _open_tasks(event: ContactEvent) -> list[Task]:
    to_do = Task.objects.filter(source=_source(event), state=Task.State.OPEN)
    return list(to_do.select_for_update(no_key=True).order_by("pk"))


def _source(event: ContactEvent) -> str:
    """Return what a task names as where it arose: the first version, so that a change loses none."""
    return f"contact_event:{event.thread}"


def _subject(event: ContactEvent) -> str:
    return f"contact_event:{event.pk}"
