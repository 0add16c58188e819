"""One entry of the directory by hand: add it, change it, say that it is still so, take it out and put it back."""

from dataclasses import fields
from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.provision.actions.openings import COLUMNS, in_codes, subject_of
from towpath.provision.models import Establishment, Opening
from towpath.provision.openings import OpeningFacts, wrong_with

BY_HAND = "page:directory"
LONGEST = 10_000
THERE_ALREADY = "The directory has this already: the same title, place and start. Look for it and change that one."


class OpeningChangedError(Exception):
    """Somebody changed the opening since it was looked at."""


class OpeningRefusedError(ValueError):
    """An entry cannot be as told; the words say what to do."""


def add_opening(
    *, organisation: Organisation, facts: OpeningFacts, checked_date: date, by: Actor, at: datetime
) -> Opening:
    """
    Put into the directory what somebody told us of one opening on a day.

    :raises OpeningRefusedError: it is there already, cannot be as told, or is nobody's here
    """
    _refuse(facts, checked_date, at)
    if not Establishment.objects.filter(organisation=organisation, pk=facts.establishment_id or 0).exists():
        raise OpeningRefusedError("Nothing says whose this is. Choose who offers it.")
    try:
        with transaction(by=by, at=at) as events:
            opening = Opening.objects.create(
                organisation=organisation,
                establishment_id=facts.establishment_id or 0,
                key=facts.key,
                checked_date=checked_date,
                checked_by=by.user,
                source=BY_HAND,
                recorded_at=at,
                **facts.columns(),
            )
            events.record("opening.added", subject=subject_of(opening), after=in_codes(dict(facts.columns())))
    except IntegrityError:
        raise OpeningRefusedError(THERE_ALREADY) from None
    return opening


def change_opening(
    *, opening: Opening, version: int, facts: OpeningFacts, checked_date: date, by: Actor, at: datetime
) -> tuple[str, ...]:
    """
    Let an entry say what somebody told us on a day, no more and no less, and return the columns that changed.

    What is not given is not known any more. It is from then on known by what it says now, so that a list which repeats
    what it said before brings another entry and changes nothing unseen. Whose it is stays.

    :raises OpeningChangedError: it was changed since it was looked at, or taken out of the directory
    :raises OpeningRefusedError: another entry says the same, or it cannot be as told
    """
    _refuse(facts, checked_date, at)
    try:
        with transaction(by=by, at=at) as events:
            held = _held(opening, version)
            now = {name: _as_kept(name, getattr(facts, name)) for name in _TOLD}
            before = {name: getattr(held, name) for name in _TOLD if getattr(held, name) != now[name]}
            after = {name: now[name] for name in before}
            told = {
                **after,
                "key": facts.key,
                "checked_date": checked_date,
                "checked_by": by.user,
                "source": BY_HAND,
                "recorded_at": at,
                "version": held.version + 1,
            }
            for name, value in told.items():
                setattr(held, name, value)
            held.save(update_fields=[*told])
            events.record("opening.changed", subject=subject_of(held), before=in_codes(before), after=in_codes(after))
    except IntegrityError:
        raise OpeningRefusedError(THERE_ALREADY) from None
    return tuple(before)


def check_opening(*, opening: Opening, version: int, by: Actor, at: datetime) -> None:
    """
    Say that somebody who knows has just confirmed an opening as it stands.

    :raises OpeningChangedError: it was changed since it was looked at, or taken out of the directory
    """
    with transaction(by=by, at=at) as events:
        held = _held(opening, version)
        before = {"checked_date": held.checked_date}
        held.checked_date, held.checked_by, held.version = at.date(), by.user, held.version + 1
        held.save(update_fields=["checked_date", "checked_by", "version"])
        events.record("opening.checked", subject=subject_of(held), before=before, after={"checked_date": at.date()})


def close_opening(*, opening: Opening, version: int, by: Actor, at: datetime) -> None:
    """
    Take an opening out of the directory; whoever applied keeps their application.

    :raises OpeningChangedError: it was changed since it was looked at, or is out already
    """
    with transaction(by=by, at=at) as events:
        held = _held(opening, version)
        held.withdrawn_at, held.version = at, held.version + 1
        held.save(update_fields=["withdrawn_at", "version"])
        events.record("opening.closed", subject=subject_of(held))


def reopen_opening(*, opening: Opening, version: int, by: Actor, at: datetime) -> None:
    """
    Put back into the directory an opening that was taken out.

    :raises OpeningChangedError: it was changed since it was looked at, or is in the directory
    :raises OpeningRefusedError: another entry says the same
    """
    try:
        with transaction(by=by, at=at) as events:
            held = _held(opening, version, is_out=True)
            held.withdrawn_at, held.version = None, held.version + 1
            held.save(update_fields=["withdrawn_at", "version"])
            events.record("opening.reopened", subject=subject_of(held))
    except IntegrityError:
        raise OpeningRefusedError(THERE_ALREADY) from None


_TOLD = tuple(field.name for field in fields(OpeningFacts) if field.name != "establishment_id")


def _as_kept(name: str, value: object) -> object:
    """Return a fact as its column keeps it: not given is null, or blank where there is no null."""
    column = COLUMNS[name]
    return value if value is not None or column.null else column.get_default()


def _refuse(facts: OpeningFacts, checked_date: date, at: datetime) -> None:
    if problem := wrong_with(facts):
        raise OpeningRefusedError(problem[1])
    if checked_date > at.date():
        raise OpeningRefusedError("The day on which they told us has not come yet.")
    if facts.places is not None and facts.places_as_at_date is None:
        raise OpeningRefusedError("Say on which day it had so many places.")
    for name in _TOLD:
        value, most = getattr(facts, name), COLUMNS[name].max_length
        if isinstance(value, str) and len(value) > (most or LONGEST):
            raise OpeningRefusedError(f"“{value[:30]}…” is longer than the {most or LONGEST:,} characters we keep.")


def _held(opening: Opening, version: int, *, is_out: bool = False) -> Opening:
    held = Opening.objects.select_for_update(no_key=True).get(pk=opening.pk)
    if held.version != version or (held.withdrawn_at is not None) is not is_out:
        raise OpeningChangedError("Somebody changed this entry while you looked at it. Look at it again.")
    return held
