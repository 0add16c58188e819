"""Who sends us lists, and when each is due."""

from datetime import date, datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.imports.models import Batch, ExpectedList, Sender
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment


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
        expected = ExpectedList.objects.create(sender=sender, due_date=due_date)
        events.record("imports.list_expected", subject=f"imports_sender:{sender.pk}", after={"due_date": due_date})
    return expected


def answer_expected(batch: Batch, *, events: Events, at: datetime) -> None:
    """Mark the earliest list that the sender still owes as answered by a batch just applied."""
    owed = ExpectedList.objects.filter(sender=batch.sender, batch__isnull=True).order_by("due_date").first()
    if owed is not None:
        owed.batch, owed.answered_at = batch, at
        owed.save(update_fields=["batch", "answered_at"])
        events.record("imports.list_answered", subject=f"imports_expected_list:{owed.pk}", after={"batch": batch.pk})
