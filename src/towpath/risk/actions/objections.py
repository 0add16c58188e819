"""Recording that somebody objects to being scored, deciding it, and ending it."""

from datetime import date, datetime

from django.db import IntegrityError

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import Facts, facts
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import objected
from towpath.risk.models import Objection
from towpath.rules.dates import day_words

LONGEST = 10_000


class ObjectionRefusedError(ValueError):
    """An objection cannot be recorded, decided or ended as asked; the words say what to do."""


def record_objection(
    *, person: Person, objected_by: str, objected_date: date, words: str = "", by: Actor, at: datetime
) -> Objection:
    """
    Record that a young person or a parent objects. From now on no score of them is worked out or shown.

    :raises ObjectionRefusedError: one stands already, the day has not come, or it is not said who objects
    """
    if objected_by not in Objection.ObjectedBy.values:
        raise ObjectionRefusedError("Say who objects: the young person, or a parent or carer.")
    if objected_date > at.date():
        raise ObjectionRefusedError(
            f"{day_words(objected_date)} has not come yet. Give the day on which they objected."
        )
    _refuse_long(words)
    sameness = Sameness.around(person.organisation, [person.pk])
    already = "An objection stands already. Nothing more is needed for it to hold."
    if objected(sameness.everyone):
        raise ObjectionRefusedError(already)
    try:
        with transaction(by=by, at=at) as events:
            objection = Objection.objects.create(
                organisation_id=person.organisation_id,
                person_id=sameness.leading(person.pk),
                objected_by=objected_by,
                objected_date=objected_date,
                words=words.strip(),
                recorded_at=at,
                recorded_by=by.user,
            )
            subject = f"risk_objection:{objection.pk}"
            events.record("objection.recorded", person=person.public_id, subject=subject, after=facts(objection))
    except IntegrityError:
        raise ObjectionRefusedError(already) from None
    return objection


def decide_objection(*, objection: Objection, decision: str, because: str, by: Actor, at: datetime) -> None:
    """
    Decide an objection: upheld, and it goes on holding; or refused, and the next run may score them again.

    :raises ObjectionRefusedError: it is decided or ended already, or it is not said why
    """
    if decision not in Objection.Decision.values:
        raise ObjectionRefusedError("Choose whether the objection is upheld.")
    because = _reason(because)
    with transaction(by=by, at=at) as events:
        held = _standing(objection)
        if held.decision:
            raise ObjectionRefusedError("Somebody has decided this already. Look at what they wrote.")
        before = facts(held)
        held.decision, held.decided_because = decision, because
        held.decided_at, held.decided_by = at, by.user
        held.save(update_fields=["decision", "decided_because", "decided_at", "decided_by"])
        _record(events, f"objection.{decision}", held, before)


def end_objection(*, objection: Objection, because: str, by: Actor, at: datetime) -> None:
    """
    Note that whoever objected has taken it back. The next run may score them again.

    :raises ObjectionRefusedError: it stands no more, or it is not said why
    """
    because = _reason(because)
    with transaction(by=by, at=at) as events:
        held = _standing(objection)
        before = facts(held)
        held.ended_at, held.ended_by, held.ended_because = at, by.user, because
        held.save(update_fields=["ended_at", "ended_by", "ended_because"])
        _record(events, "objection.taken_back", held, before)


def _standing(objection: Objection) -> Objection:
    held = Objection.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=objection.pk)
    if held.ended_at is not None or held.decision == Objection.Decision.REFUSED:
        raise ObjectionRefusedError("This objection stands no more. Record a new one if they object again.")
    return held


def _record(events: Events, kind: str, held: Objection, before: Facts) -> None:
    subject = f"risk_objection:{held.pk}"
    events.record(kind, person=held.person.public_id, subject=subject, before=before, after=facts(held))


def _reason(because: str) -> str:
    _refuse_long(because)
    if not because.strip():
        raise ObjectionRefusedError("Say why: whoever objected may ask for it.")
    return because.strip()


def _refuse_long(words: str) -> None:
    if len(words) > LONGEST:
        raise ObjectionRefusedError(f"That is {len(words):,} characters. Keep it to {LONGEST:,}.")
