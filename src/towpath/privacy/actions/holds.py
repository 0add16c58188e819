"""Hold a record back from deletion, and lift the hold."""

from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.people.models import Person
from towpath.privacy.models import RecordHold
from towpath.rules.access import may


class HoldRefusedError(ValueError):
    """A hold cannot be placed or lifted as asked; the words say what to do."""


def place_hold(*, person: Person, reason: str, words: str, by: Actor, at: datetime) -> RecordHold:
    """
    Keep everything of a person, whatever its time, until this is lifted.

    :raises HoldRefusedError: there is no reason or no words, one for the same reason stands, or the role may not
    """
    _check_may(by)
    if reason not in RecordHold.Reason.values:
        raise HoldRefusedError("Choose why it must be kept.")
    if not words.strip():
        raise HoldRefusedError("Say in words why it must be kept.")
    with transaction(by=by, at=at) as events:
        # The person is locked, so that of two who hold at one moment the second sees the first.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if RecordHold.objects.filter(person=person, reason=reason, lifted_at__isnull=True).exists():
            raise HoldRefusedError("This record is held for that reason already.")
        hold = RecordHold.objects.create(
            organisation_id=person.organisation_id,
            person=person,
            reason=reason,
            words=words.strip(),
            placed_at=at,
            placed_by=by.user,
        )
        events.record("hold.placed", person=person.public_id, subject=f"privacy_hold:{hold.pk}", after=facts(hold))
    return hold


def lift_hold(*, hold: RecordHold, because: str, by: Actor, at: datetime) -> None:
    """
    Lift a hold: what was due goes with the next deletion.

    :raises HoldRefusedError: there is no reason, or it was lifted before
    """
    _check_may(by)
    if not because.strip():
        raise HoldRefusedError("Say why it need not be kept any more.")
    with transaction(by=by, at=at) as events:
        standing = RecordHold.objects.filter(pk=hold.pk, lifted_at__isnull=True)
        if not standing.update(lifted_at=at, lifted_by=by.user, lifted_because=because.strip()):
            raise HoldRefusedError("This hold was lifted already.")
        events.record("hold.lifted", person=hold.person.public_id, subject=f"privacy_hold:{hold.pk}")


def _check_may(by: Actor) -> None:
    if by.role != "system" and not may(by.role, "retention.hold"):
        raise HoldRefusedError("Your role does not hold records.")
