"""Writing down a worry about somebody's safety, and adding to it. Nothing here changes what was written."""

from datetime import date, datetime
from uuid import uuid4

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.caseload.models import Concern, ConcernEntry
from towpath.people.models import Person


class ConcernRefusedError(ValueError):
    """A concern cannot be written as asked; the words say what to do."""


def raise_concern(
    *, person: Person, seen_date: date, words: str, told: str, by: Actor, at: datetime, their_words: str = ""
) -> Concern:
    """
    Write down a worry about somebody's safety. The log holds who wrote and about whom, and nothing of what.

    :raises ConcernRefusedError: it says nothing, nobody knows who was told, or the day is still to come
    """
    if not words.strip():
        raise ConcernRefusedError("Write what you saw or heard.")
    if told not in Concern.Told.values:
        raise ConcernRefusedError("Say whom you have told.")
    if seen_date > at.date():
        raise ConcernRefusedError("This cannot have happened on a day that is still to come.")
    with transaction(by=by, at=at) as events:
        concern = Concern.objects.create(
            public_id=uuid4().hex,
            organisation_id=person.organisation_id,
            person=person,
            seen_date=seen_date,
            words=words.strip(),
            their_words=their_words.strip(),
            told=told,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("concern.raised", person=person.public_id, subject=f"caseload_concern:{concern.pk}")
    return concern


def add_to_concern(*, concern: Concern, kind: str, words: str, by: Actor, at: datetime) -> ConcernEntry:
    """
    Add to a concern: what more is known, that it was read, what was decided, or why it ends.

    :raises ConcernRefusedError: it says nothing, is of no known kind, or the concern ended and takes additions only
    """
    if kind not in ConcernEntry.Kind.values:
        raise ConcernRefusedError("Choose what you are adding.")
    if not words.strip():
        raise ConcernRefusedError("Write what is to be added.")
    with transaction(by=by, at=at) as events:
        held = Concern.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=concern.pk)
        is_closed = held.entries.filter(kind=ConcernEntry.Kind.CLOSED).exists()
        if is_closed and kind != ConcernEntry.Kind.ADDED:
            raise ConcernRefusedError("This concern has ended. Add what is new, or raise another.")
        entry = ConcernEntry.objects.create(
            organisation_id=held.organisation_id,
            concern=held,
            kind=kind,
            words=words.strip(),
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record(f"concern.{kind}", person=held.person.public_id, subject=f"caseload_concern_entry:{entry.pk}")
    return entry
