"""Making a code to a young person's own pages, letting them in by it, and ending the visit."""

import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet

from towpath.access import OwnViewer
from towpath.access.links import LinkRefusedError, find_link, make_link, use_up
from towpath.access.models import Link, User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.caseload.door import answerer_of, hashed, records_of_person
from towpath.caseload.models import AdviserCard, OwnCode, OwnVisit
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.people.births import birth_dates_of
from towpath.people.models import Person
from towpath.people.sameness import last_joined_at
from towpath.rules.own_pages import ALPHABET, CODE_LENGTH, MOST_TRIES, YOUNG_PERSON, birthday_fits, tidy_code
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task

OWN_CODE = "own_code"
OWN_VIEWED = "own.viewed"
_CODE = "caseload_own_code:"
LOCKED_WORDS = "Their code for their own pages was locked after 5 wrong birthdays. Ask them, and make a new one."


class OwnPagesRefusedError(ValueError):
    """What was asked of somebody's own pages cannot be done; the words say what to do."""


class CodeRefusedError(Exception):
    """The code lets nobody in with this birthday. Why is told to nobody who holds it: it may not be theirs."""


def make_code(*, person: Person, made_by: User, by: Actor, at: datetime) -> tuple[OwnCode, str]:
    """
    Make a code that opens a young person's own pages once, and return it with its letters; earlier ones stop working.

    :raises OwnPagesRefusedError: nobody knows when they were born, so no birthday could prove that it is they
    """
    if person.pk not in birth_dates_of(person.organisation, [person.pk]):
        raise OwnPagesRefusedError("Record their date of birth first: they type their birthday with the code.")
    days = int(settings_on(person.organisation, at.date())["own_pages.code_days"])
    with transaction(by=by, at=at) as events:
        for earlier in _live(person).select_for_update(of=("self",), no_key=True).order_by("pk"):
            _cancel(earlier, events, at=at)
        letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        link, _ = make_link(
            person.organisation,
            purpose=OWN_CODE,
            subject=f"people_person:{person.pk}",
            at=at,
            lasts=timedelta(days=days),
            secret=letters,
        )
        code = OwnCode.objects.create(organisation_id=person.organisation_id, person=person, link=link, made_by=made_by)
        events.record(
            "own.code_made", persons=[person.public_id], subject=_subject(code), after={"expires_at": link.expires_at}
        )
    return code, letters


def cancel_code(*, code: OwnCode, by: Actor, at: datetime) -> None:
    """
    Stop a code from working.

    :raises OwnPagesRefusedError: it was used, locked or cancelled before
    """
    with transaction(by=by, at=at) as events:
        _cancel(code, events, at=at)


def open_visit(typed: str, *, day: int, month: int, at: datetime) -> tuple[OwnVisit, str]:
    """
    Use a code up, and return the visit it opens with its secret, which the browser alone keeps.

    A wrong birthday is counted; the fifth locks the code and asks the adviser to look.

    :raises CodeRefusedError: the code or the birthday is not right, the code was used, locked, cancelled or expired,
        or another record was joined to theirs since it was made
    """
    link = find_link(tidy_code(typed), purpose=OWN_CODE, at=at)
    if link is None:
        raise CodeRefusedError
    by = Actor(organisation=link.organisation.code, user=f"link:{link.pk}", role=YOUNG_PERSON)
    visit, secret = None, secrets.token_urlsafe(32)
    # What was wrong is kept, so nothing is raised before the transaction has ended.
    with transaction(by=by, at=at) as events:
        rows = OwnCode.objects.select_for_update(of=("self",), no_key=True).select_related(
            "person__organisation", "made_by"
        )
        code = rows.get(link=link)
        born = birth_dates_of(link.organisation, [code.person_id]).get(code.person_id)
        joined_at = last_joined_at(records_of_person(code.person))
        if joined_at is not None and joined_at > link.created_at:
            # It was given for one record, and would open what another held.
            events.record("own.code_refused", person=code.person.public_id, subject=_subject(code))
        elif code.locked_at is None and birthday_fits(born, day, month):
            visit = _let_in(code, link, secret, events, at=at)
        else:
            _count_try(code, link, events, by=by, at=at)
    if visit is None:
        raise CodeRefusedError
    return visit, secret


def look(*, viewer: OwnViewer, page: str, at: datetime) -> None:
    """
    Commit to the log that a young person is about to be shown a page of their own, and keep the visit from ending.

    :param page: the name of its route
    :raises RuntimeError: called inside a transaction, where it could still be undone after the page was sent
    """
    with transaction(by=viewer.actor, at=at, durable=True) as events:
        OwnVisit.objects.filter(pk=viewer.visit_id, seen_at__lt=at).update(seen_at=at)
        events.record(OWN_VIEWED, persons=[viewer.person], subject=page)


def end_visit(*, viewer: OwnViewer, at: datetime) -> None:
    """Sign a young person out; a visit that ended already stays as it was."""
    with transaction(by=viewer.actor, at=at) as events:
        OwnVisit.objects.filter(pk=viewer.visit_id, ended_at__isnull=True).update(ended_at=at)
        events.record("own.visit_ended", person=viewer.person, subject=f"caseload_own_visit:{viewer.visit_id}")


def write_card(
    *, organisation: Organisation, user: User, shown_name: str, reach: str, by: Actor, at: datetime
) -> AdviserCard:
    """
    Keep the name and the way to be reached that one of the staff lets young people see.

    :raises OwnPagesRefusedError: one of the two is empty
    """
    if not (shown_name.strip() and reach.strip()):
        raise OwnPagesRefusedError("Give a name, and how they can reach you.")
    with transaction(by=by, at=at) as events:
        card = AdviserCard.objects.create(
            organisation=organisation, user=user, shown_name=shown_name.strip(), reach=reach.strip(), recorded_at=at
        )
        events.record("own.card_written", subject=f"caseload_adviser_card:{card.pk}", after=facts(card))
    return card


def _live(person: Person) -> QuerySet[OwnCode]:
    """Return the codes of a person that nobody has used or cancelled yet."""
    unused = {"link__used_at__isnull": True, "link__withdrawn_at__isnull": True}
    return OwnCode.objects.select_related("person").filter(person__in=records_of_person(person), **unused)


def _cancel(code: OwnCode, events: Events, *, at: datetime) -> None:
    unused = Link.objects.filter(pk=code.link_id, used_at__isnull=True, withdrawn_at__isnull=True)
    if not unused.update(withdrawn_at=at):
        raise OwnPagesRefusedError("This code works no more. Look at the list again.")
    events.record("own.code_cancelled", person=code.person.public_id, subject=_subject(code))


def _let_in(code: OwnCode, link: Link, secret: str, events: Events, *, at: datetime) -> OwnVisit | None:
    try:
        use_up(link, at=at)
    except LinkRefusedError:
        # Of two who send it at once, the second finds it used.
        events.record("own.code_refused", person=code.person.public_id, subject=_subject(code))
        return None
    visit = OwnVisit.objects.create(
        organisation_id=code.organisation_id,
        person=code.person,
        code=code,
        token_hash=hashed(secret),
        started_at=at,
        seen_at=at,
    )
    events.record("own.visit_opened", person=code.person.public_id, subject=f"caseload_own_visit:{visit.pk}")
    return visit


def _count_try(code: OwnCode, link: Link, events: Events, *, by: Actor, at: datetime) -> None:
    events.record("own.code_refused", person=code.person.public_id, subject=_subject(code))
    if code.locked_at is not None:
        return
    code.tries += 1
    if code.tries == MOST_TRIES:
        code.locked_at = at
        Link.objects.filter(pk=link.pk, used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
        add_task(
            organisation=code.person.organisation,
            person=code.person,
            kind=Task.Kind.ALERT,
            words=LOCKED_WORDS,
            due_date=at.date(),
            owner=answerer_of(link.organisation, records_of_person(code.person), code.made_by, at.date()),
            source=_subject(code),
            by=by,
            at=at,
        )
        events.record("own.code_locked", person=code.person.public_id, subject=_subject(code))
    code.save(update_fields=["tries", "locked_at"])


def _subject(code: OwnCode) -> str:
    return f"{_CODE}{code.pk}"
