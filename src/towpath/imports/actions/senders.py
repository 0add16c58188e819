"""Who sends us lists, when each is due, and what changes about either."""

from datetime import date, datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.imports.models import Batch, ExpectedList, Sender
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment


class SenderTakenError(ValueError):
    """Another sender of that name already sends that list."""


class AlreadyAnsweredError(Exception):
    """The list has come, or nobody expects it any more."""


def add_sender(
    *,
    organisation: Organisation,
    code: str,
    name: str,
    format_name: str,
    establishment: Establishment | None,
    owner: User | None,
    by: Actor,
    at: datetime,
) -> Sender:
    """Add somebody who sends lists of one format, or return the one there is."""
    known = Sender.objects.filter(organisation=organisation, code=code, format=format_name).first()
    if known is not None:
        return known
    with transaction(by=by, at=at) as events:
        sender = Sender.objects.create(
            organisation=organisation,
            code=code,
            name=name,
            format=format_name,
            establishment=establishment,
            owner=owner,
            created_at=at,
        )
        events.record("imports.sender_added", subject=f"imports_sender:{sender.pk}", after={"format": format_name})
    return sender


def expect_list(*, sender: Sender, due_date: date, by: Actor, at: datetime) -> ExpectedList:
    """Expect a list from a sender by a day; once is enough."""
    known = ExpectedList.objects.filter(sender=sender, due_date=due_date).first()
    if known is not None:
        return known
    with transaction(by=by, at=at) as events:
        expected = ExpectedList.objects.create(sender=sender, due_date=due_date, expected_at=at)
        events.record("imports.list_expected", subject=f"imports_sender:{sender.pk}", after={"due_date": due_date})
    return expected


def answer_expected(batch: Batch, *, events: Events, at: datetime) -> None:
    """Mark the earliest list that the sender still owes as answered by a batch just applied."""
    owed = ExpectedList.objects.filter(sender=batch.sender, batch__isnull=True).order_by("due_date").first()
    if owed is not None:
        owed.batch, owed.answered_at = batch, at
        owed.save(update_fields=["batch", "answered_at"])
        events.record("imports.list_answered", subject=f"imports_expected_list:{owed.pk}", after={"batch": batch.pk})


def change_sender(
    *,
    sender: Sender,
    format_name: str,
    establishment: Establishment | None,
    owner: User | None,
    by: Actor,
    at: datetime,
) -> None:
    """
    Change what is known of a sender. Lists that came before keep the layout they came in, and the ledger their code.

    :raises SenderTakenError: the same sender is held with that list already
    """
    with transaction(by=by, at=at) as events:
        now = Sender.objects.select_for_update(no_key=True).get(pk=sender.pk)
        same = Sender.objects.filter(organisation=now.organisation_id, code=now.code, format=format_name)
        if same.exclude(pk=now.pk).exists():
            raise SenderTakenError(f"{now.name} is on the board with that list already. Change that one instead.")
        before = _told(now)
        now.format, now.establishment, now.owner = format_name, establishment, owner
        now.save(update_fields=["format", "establishment", "owner"])
        events.record("imports.sender_changed", subject=f"imports_sender:{now.pk}", before=before, after=_told(now))


def stop_sender(*, sender: Sender, by: Actor, at: datetime) -> None:
    """Write down that a sender sends no more: what they still owe is chased no longer, and what came stays."""
    with transaction(by=by, at=at) as events:
        Sender.objects.filter(pk=sender.pk).update(is_active=False)
        events.record("imports.sender_stopped", subject=f"imports_sender:{sender.pk}")


def resume_sender(*, sender: Sender, by: Actor, at: datetime) -> None:
    """Write down that a sender who had stopped sends again; what they owed is owed again."""
    with transaction(by=by, at=at) as events:
        Sender.objects.filter(pk=sender.pk).update(is_active=True)
        events.record("imports.sender_resumed", subject=f"imports_sender:{sender.pk}")


def stop_expecting(*, expected: ExpectedList, by: Actor, at: datetime) -> None:
    """
    Expect a list no more. The log keeps that it was due.

    :raises AlreadyAnsweredError: it has come, or somebody else did this first
    """
    subject = f"imports_sender:{expected.sender_id}"
    with transaction(by=by, at=at) as events:
        gone, _ = ExpectedList.objects.filter(pk=expected.pk, batch__isnull=True).delete()
        if not gone:
            raise AlreadyAnsweredError("That list has come, or nobody expects it any more. Look at the board.")
        events.record("imports.list_not_expected", subject=subject, before={"due_date": expected.due_date})


def _told(sender: Sender) -> dict[str, object]:
    owner = sender.owner.public_id if sender.owner else ""
    return {"format": sender.format, "establishment": sender.establishment_id, "owner": owner}
