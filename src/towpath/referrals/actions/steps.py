"""What every change of a referral does: hold the row, change it, add a step, tell the log."""

from datetime import datetime
from typing import Any

from towpath.audit import Actor
from towpath.audit.actions import Events
from towpath.referrals.models import Referral, ReferralStep


class ReferralRefusedError(ValueError):
    """A referral, a panel or a drop-in cannot be dealt with as asked; the words say what to do."""


class ReferralChangedError(Exception):
    """Somebody changed it since it was looked at; both versions are to be shown."""

    def __init__(self, row: Any) -> None:
        super().__init__("Somebody else changed this while you were writing. Look at it again.")
        self.row = row


def held(referral: Referral, version: int) -> Referral:
    """
    Return the row, held until the transaction ends.

    :raises ReferralChangedError: it has another version than was looked at
    """
    row = (
        Referral.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=referral.pk)
    )
    if row.version != version:
        raise ReferralChangedError(row)
    return row


def held_unanswered(referral: Referral, version: int) -> Referral:
    """
    Return the row, held until the transaction ends.

    :raises ReferralRefusedError: it was answered
    :raises ReferralChangedError: it has another version than was looked at
    """
    row = held(referral, version)
    if row.answer:
        raise ReferralRefusedError("This referral was answered already. Look at it again.")
    return row


def take_step(
    row: Referral, events: Events, kind: str, *, by: Actor, at: datetime, step: dict[str, Any], **values: Any
) -> ReferralStep:
    """Change a held referral and add the step that says so; `step` is what the step itself keeps."""
    person = values.get("person", row.person)
    events.change(f"referral.{kind}", row, values, person=person.public_id if person is not None else None)
    return ReferralStep.objects.create(referral=row, kind=kind, at=at, by=by.user, **step)


def subject_of(row: Referral) -> str:
    """Return how the log knows a referral."""
    return f"referrals_referral:{row.pk}"
