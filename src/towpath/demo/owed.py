"""What the invented colleges still owe, whom we write to there, and the one who signs in to send it."""

from datetime import datetime, time, timedelta

from towpath.access.actions import accept_invitation
from towpath.clock import LONDON
from towpath.demo.month import NIGHT, Account, Month, made_password
from towpath.imports.actions import expect_list
from towpath.imports.actions.contacts import add_sender_contact, give_account
from towpath.imports.models import Sender, SenderContact
from towpath.rules.dates import add_months

LATE = 3
"""Of how many colleges the list of those who started after Christmas has not come."""
JOB = "Records and admissions"


def play_owed(month: Month) -> str:
    """Expect the lists that come next, name a contact at each college, let one of them in, and say so in a line."""
    at = datetime.combine(month.on, time(9), LONDON)
    colleges = Sender.objects.filter(organisation=month.organisation, establishment__isnull=False).order_by("code")
    starters, leavers = (list(colleges.filter(format=f"college_{kind}")) for kind in ("starters", "leavers"))
    for sender in starters[:LATE]:
        expect_list(sender=sender, due_date=month.on - timedelta(days=1), by=NIGHT, at=at)
    for sender in leavers:
        expect_list(sender=sender, due_date=add_months(month.on, 1), by=NIGHT, at=at)
    if not starters:
        return "No college sends lists, so none is owed and nobody at a college signs in"
    contacts = [_contact(month, sender, at) for sender in starters]
    _let_in(month, contacts[0], at)
    return (
        f"lists of January starters a day late: {len(starters[:LATE])}; of leavers owed next: {len(leavers)}; "
        f"the records office of {starters[0].name} signs in"
    )


def _contact(month: Month, sender: Sender, at: datetime) -> SenderContact:
    return add_sender_contact(
        sender=sender,
        name=f"Records office, {sender.name}",
        email=f"records@{sender.code}.example",
        job_title=JOB,
        by=month.by("data lead"),
        at=at,
    )


def _let_in(month: Month, contact: SenderContact, at: datetime) -> None:
    """Give somebody at a college an account, with a password made for this run."""
    password = made_password()
    secret = give_account(contact=contact, from_date=month.on, by=month.by("data lead"), at=at)
    user = accept_invitation(secret, password=password, at=at)
    month.users[contact.name] = user
    month.accounts.append(Account(name=contact.name, email=contact.email, role="provider", password=password))
