"""Deciding who a row is about, and undoing it."""

from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class PersonNotHereError(Exception):
    """The person whom a decision names is not held by the organisation that decides."""


class AlreadyUndoneError(Exception):
    """A decision to undo is not in force here."""


def decide(
    *,
    organisation: Organisation,
    sender: str,
    fingerprint: str,
    kind: str,
    person: Person | None,
    by: Actor,
    at: datetime,
    source: str = "",
) -> Decision:
    """
    Remember what somebody decided about a description from a sender, in place of what was decided before.

    "Never" marks add up: they take no other decision's place.

    :param source: the row that it was decided about, as a statement names where it came from
    :raises PersonNotHereError: the person is another organisation's
    """
    if person is not None and person.organisation_id != organisation.pk:
        raise PersonNotHereError("There is no such person here. Look for them again.")
    with transaction(by=by, at=at) as events:
        if kind != Decision.Kind.NEVER:
            standing = Decision.objects.filter(
                organisation=organisation, sender=sender, fingerprint=fingerprint, undone_at__isnull=True
            ).exclude(kind=Decision.Kind.NEVER)
            standing.update(undone_at=at, undone_by=by.user)
        decision = Decision.objects.create(
            organisation=organisation,
            sender=sender,
            fingerprint=fingerprint,
            kind=kind,
            person=person,
            source=source,
            made_at=at,
            made_by=by.user,
        )
        events.record(
            "matching.decided",
            person=person.public_id if person else None,
            subject=f"matching_decision:{decision.pk}",
            after={"kind": kind},
        )
    return decision


def undo_decision(*, organisation: Organisation, decision_id: int, by: Actor, at: datetime) -> None:
    """
    Undo a decision; the row it was about will be asked about again.

    :raises AlreadyUndoneError: it is not in force here
    """
    with transaction(by=by, at=at) as events:
        undone = Decision.objects.filter(organisation=organisation, pk=decision_id, undone_at__isnull=True).update(
            undone_at=at, undone_by=by.user
        )
        if not undone:
            raise AlreadyUndoneError("This decision was undone already. Look at the list again.")
        events.record("matching.undone", subject=f"matching_decision:{decision_id}")
