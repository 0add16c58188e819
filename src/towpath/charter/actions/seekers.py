"""Register a young person for work through the Charter, keep what they would like, and let them stop looking."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.charter.actions.register import known
from towpath.charter.models import CharterRegistration
from towpath.charter.refusals import CharterChangedError, CharterRefusedError, not_later
from towpath.charter.terms import Kind
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.rules.dates import day_words


def register_seeker(
    *,
    person: Person,
    registered_date: date,
    by: Actor,
    at: datetime,
    sectors: Collection[str] = (),
    hours_most: int | None = None,
    available_date: date | None = None,
    agrees_to_held: bool | None = None,
    words: str = "",
    version: int | None = None,
) -> CharterRegistration:
    """
    Record that a young person would like work through the Charter and what they would like, or change it.

    :param version: the version that was looked at; None where none was open
    :raises CharterChangedError: somebody changed it since, or registered them meanwhile
    :raises CharterRefusedError: a sector, a number or a day is wrong
    """
    known(person.organisation, Kind.SECTOR, *sectors)
    not_later("The day", registered_date, at.date())
    if hours_most is not None and not 1 <= hours_most <= 60:
        raise CharterRefusedError(f"{hours_most} hours a week cannot be. Give a number from 1 to 60.")
    said = {
        "sectors": sorted(sectors),
        "hours_most": hours_most,
        "available_date": available_date,
        "agrees_to_held": agrees_to_held,
        "words": words.strip(),
    }
    try:
        with transaction(by=by, at=at) as events:
            records = Sameness.around(person.organisation, [person.pk]).everyone
            open_now = CharterRegistration.objects.select_for_update(no_key=True).filter(
                person__in=records, ended_date__isnull=True
            )
            held = open_now.order_by("pk").first()
            if (held.version if held else None) != version:
                raise CharterChangedError
            before = facts(held) if held else None
            row = held or CharterRegistration(
                organisation_id=person.organisation_id,
                person=person,
                registered_date=registered_date,
                recorded_at=at,
                recorded_by=by.user,
                version=0,
            )
            for name, value in said.items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            subject = f"charter_registration:{row.pk}"
            kind = "charter.seeker_changed" if before else "charter.seeker_registered"
            events.record(kind, person=person.public_id, subject=subject, before=before, after=facts(row))
    except IntegrityError:
        # Two pages registered them at once: the other one stands.
        raise CharterChangedError from None
    return row


def end_registration(
    *, registration: CharterRegistration, version: int, ended_date: date, by: Actor, at: datetime
) -> None:
    """
    Record that somebody no longer looks for work through the Charter; they may be registered again.

    :raises CharterChangedError: somebody changed it since
    :raises CharterRefusedError: it ended already, or the day is wrong
    """
    not_later("The day", ended_date, at.date())
    with transaction(by=by, at=at) as events:
        rows = CharterRegistration.objects.select_for_update(of=("self",), no_key=True).select_related("person")
        held = rows.get(pk=registration.pk)
        if held.ended_date is not None:
            raise CharterRefusedError("They are not registered any more. Look at the page again.")
        if held.version != version:
            raise CharterChangedError
        if ended_date < held.registered_date:
            raise CharterRefusedError(
                f"They registered on {day_words(held.registered_date)}. Give that day or a later one."
            )
        events.change("charter.seeker_ended", held, {"ended_date": ended_date}, person=held.person.public_id)
