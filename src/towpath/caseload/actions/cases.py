"""Opening, working, handing over and closing cases."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.caseload.lists import CASE_CLOSINGS
from towpath.caseload.models import Case, Handover
from towpath.contact.actions import NextStep, Told, amend_contact, record_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.lists import choices_of
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.rules.access import may
from towpath.rules.dates import day_words
from towpath.tasks.actions import hand_over_task
from towpath.tasks.models import Task

LEVELS_OF_NEED = ("1", "2", "3")


class CaseRefusedError(ValueError):
    """A case cannot be opened, worked, handed over or closed as asked; the words say what to do."""


class CaseChangedError(Exception):
    """Somebody changed the case since it was looked at; both versions are to be shown."""

    def __init__(self, case: Case) -> None:
        super().__init__("Somebody else changed this case while you were writing. Look at theirs beside yours.")
        self.case = case


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What happened in one contact; see `record_contact` for its parts."""

    happened_at: datetime
    channel: str
    outcome: str
    words: str = ""
    who_was_present: str = ""
    with_family: bool = False
    minutes: int | None = None
    place: str = ""
    audience: str = "team"


def open_case(
    *,
    person: Person,
    adviser: User,
    level_of_need: str,
    because: str,
    next_step: NextStep,
    by: Actor,
    at: datetime,
    began_date: date | None = None,
) -> Case:
    """
    Open a case for a young person with an adviser.

    :param began_date: the day that the work began, where it was carried over from another system; today where not given
    :raises CaseRefusedError: they have one open, the adviser may not work one, the next step is in the past, or the
        work would begin later than today
    """
    if began_date and began_date > at.date():
        raise CaseRefusedError(
            f"Work cannot have begun on {day_words(began_date)}, which is to come. Give the day it began."
        )
    _may_work(adviser, person, at.date())
    if level_of_need not in LEVELS_OF_NEED:
        raise CaseRefusedError(f"The level of need {level_of_need!r} is not 1, 2 or 3. Choose one.")
    _not_past(next_step, at.date())
    try:
        with transaction(by=by, at=at) as events:
            case = Case.objects.create(
                organisation_id=person.organisation_id,
                person=person,
                adviser=adviser,
                level_of_need=level_of_need,
                opened_date=began_date or at.date(),
                opened_because=because,
                next_words=next_step.words.strip(),
                next_date=next_step.due_date,
            )
            _record(events, "case.opened", case)
    except IntegrityError:
        raise CaseRefusedError("This young person has an open case already. Hand that one over instead.") from None
    return case


def record_work(
    *, case: Case, version: int, contact: Contact, next_step: NextStep, by: Actor, at: datetime
) -> ContactEvent:
    """
    Record a contact on an open case with what comes next.

    :param version: the case's version that whoever writes has looked at
    :raises CaseChangedError: somebody changed it since; nothing is recorded
    :raises CaseRefusedError: it is closed, or the next step is in the past
    :raises towpath.contact.actions.ContactRefusedError: the contact cannot be recorded as told
    """
    with transaction(by=by, at=at) as events:
        held = _held(case, version)
        _not_past(next_step, at.date())
        event = record_contact(
            person=held.person,
            happened_at=contact.happened_at,
            channel=contact.channel,
            outcome=contact.outcome,
            owner=held.adviser,
            by=by,
            at=at,
            next_step=next_step,
            words=contact.words,
            who_was_present=contact.who_was_present,
            with_family=contact.with_family,
            minutes=contact.minutes,
            place=contact.place,
            audience=contact.audience,
        )
        told = {"next_words": next_step.words.strip(), "next_date": next_step.due_date}
        events.change("case.worked", held, told, person=held.person.public_id)
    return event


def amend_work(*, event: ContactEvent, told: Told, because: str, owner: User, by: Actor, at: datetime) -> ContactEvent:
    """
    Change what a contact says. An open case that still plans what it said comes next follows what it says now.

    :param owner: whose a next step is where no case is open
    :raises towpath.contact.actions.ContactChangedError: somebody changed the contact since
    :raises towpath.contact.actions.ContactRefusedError: it cannot be changed as told
    """
    records = Sameness.around(event.organisation, [event.person_id]).everyone
    with transaction(by=by, at=at) as events:
        rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("person", "adviser")
        case = rows.filter(person__in=records, closed_date__isnull=True).first()
        amended = amend_contact(
            event=event, told=told, because=because, owner=case.adviser if case else owner, by=by, at=at
        )
        was, now = ((row.next_action, row.next_date) for row in (event, amended))
        # What came after this contact is planned by another since, and stays.
        if case and now[1] is not None and was != now and was == (case.next_words, case.next_date):
            step = {"next_words": now[0], "next_date": now[1]}
            events.change("case.worked", case, step, person=case.person.public_id)
    return amended


def hand_over(*, case: Case, version: int, to: User, note: str, by: Actor, at: datetime) -> Handover:
    """
    Give a case to another adviser, with a note; what the first had still to do for this young person goes with it.

    :raises CaseChangedError: somebody changed it since
    :raises CaseRefusedError: there is no note, it is theirs already, or they may not work a case
    """
    if not note.strip():
        raise CaseRefusedError("Write a note for whoever takes the case: it is the first thing they read.")
    with transaction(by=by, at=at) as events:
        held = _held(case, version)
        if held.adviser_id == to.pk:
            raise CaseRefusedError("They have this case already. Choose somebody else.")
        _may_work(to, held.person, at.date())
        handover = Handover.objects.create(
            case=held, from_adviser=held.adviser, to_adviser=to, note=note.strip(), made_at=at, made_by=by.user
        )
        # A task hangs on the record it was given for, which may since have been merged into another.
        records = Sameness.around(held.organisation, [held.person_id]).everyone
        to_do = Task.objects.filter(person__in=records, owner=held.adviser, state=Task.State.OPEN)
        for task in to_do.select_for_update(no_key=True).order_by("pk"):
            hand_over_task(task=task, owner=to, by=by, at=at)
        events.change("case.handed_over", held, {"adviser": to}, person=held.person.public_id)
    return handover


def close_case(*, case: Case, version: int, because: str, by: Actor, at: datetime) -> None:
    """
    Close a case.

    :raises CaseChangedError: somebody changed it since
    :raises CaseRefusedError: the reason is not one that there is, or it is closed
    """
    reason = choices_of(case.organisation_id, CASE_CLOSINGS).get(because)
    if reason is None or not reason.is_offered:
        raise CaseRefusedError("Choose why it is closed from the list.")
    with transaction(by=by, at=at) as events:
        held = _held(case, version)
        told = {"closed_date": at.date(), "closed_because": because, "next_date": None}
        events.change("case.closed", held, told, person=held.person.public_id)


def _held(case: Case, version: int) -> Case:
    held = Case.objects.select_for_update(of=("self",), no_key=True).select_related("person", "adviser").get(pk=case.pk)
    if held.closed_date is not None:
        raise CaseRefusedError("This case is closed. Open a new one if there is work to do.")
    if held.version != version:
        raise CaseChangedError(held)
    return held


def _record(events: Events, kind: str, case: Case) -> None:
    events.record(kind, person=case.person.public_id, subject=f"caseload_case:{case.pk}", after=facts(case))


def _may_work(adviser: User, person: Person, on: date) -> None:
    roles = roles_in_force(on).filter(user=adviser, organisation_id=person.organisation_id)
    if not any(may(role.role, "caseload.work") for role in roles):
        raise CaseRefusedError(
            "This member of staff may not work a case here today. Choose an adviser or a specialist."
        )


def _not_past(next_step: NextStep, on: date) -> None:
    if next_step.due_date < on:
        raise CaseRefusedError(
            f"The next step would be due on {day_words(next_step.due_date)}, which has passed. Give a later day."
        )
