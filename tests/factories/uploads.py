"""A college that sends lists, who there is written to, and the work of the queue done at once."""

from datetime import date

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.audit import Actor
from towpath.imports.actions import add_sender, expect_list
from towpath.imports.actions.contacts import add_sender_contact, make_list_link, make_worries_link
from towpath.imports.actions.uploading import send_own_file
from towpath.imports.models import ExpectedList, Sender, SenderContact
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation

DUE = date(2026, 2, 27)
HOW = {"by": SETUP, "at": MORNING}


def make_college(
    council: Organisation,
    *,
    owner: User | None = None,
    format_name: str = "college_starters",
    code: str = "lock-college",
) -> Sender:
    """Return Lock College as one council knows it."""
    return add_sender(
        organisation=council, code=code, name="Lock College", format_name=format_name, establishment=None,
        owner=owner, **HOW,
    )  # fmt: skip


def make_contact(sender: Sender, name: str = "Priya Nair", email: str = "priya.nair@lock.example") -> SenderContact:
    return add_sender_contact(sender=sender, name=name, email=email, **HOW)


def owed_by(sender: Sender, due_date: date = DUE) -> ExpectedList:
    return expect_list(sender=sender, due_date=due_date, **HOW)


def list_secret(council: Organisation) -> str:
    """Return the secret by which Lock College sends its starters."""
    sender = make_college(council)
    return make_list_link(expected=owed_by(sender), contact=make_contact(sender), **HOW)[1]


def worries_secret(council: Organisation, owner: User) -> str:
    """Return the secret by which Lock College tells of learners who stop attending."""
    sender = make_college(council, owner=owner)
    return make_worries_link(sender=sender, contact=make_contact(sender), **HOW)[1]


def open_email(council: Organisation, by: str = "outbox") -> None:
    """Let e-mails leave a council, with links to where its site is."""
    for key, value in (("messages.email_by", by), ("answers.address", "https://towpath.example")):
        change_setting(organisation=council, key=key, value=value, from_date=DAY, **HOW)


def signs_in(contact: SenderContact, user: User | None = None) -> User:
    """Return who signs in as a contact: the holder of the role at their council."""
    user = user or make_user(contact.organisation, "provider", email=contact.email)
    SenderContact.objects.filter(pk=contact.pk).update(user=user)
    return user


def sending_ids(sender: Sender, user: User) -> dict[str, str]:
    """Return an id of each kind that a page about asking and sending takes, of one who signs in and of a colleague."""
    contact = make_contact(sender)
    # Whoever may do so writes to the colleague no more, and the other still signs in.
    colleague = make_contact(sender, name="Ossie Tran", email="ossie.tran@lock.example")
    signs_in(contact, user)
    expected = owed_by(sender)
    by = Actor(organisation=sender.organisation.code, user=user.public_id, role="provider")
    contact.refresh_from_db()
    sent = send_own_file(
        contact=contact, expected=expected, content=b"Surname,Forename\nGill,Ann\n", name="roll.csv", as_at_date=DAY,
        by=by, at=MORNING,
    )  # fmt: skip
    link, _ = make_list_link(expected=expected, contact=contact, **HOW)
    return {
        "sender_contact_id": str(colleague.pk),
        "expected_id": str(expected.pk),
        "sent_file_id": str(sent.upload.pk),
        "sender_link_id": str(link.pk),
    }


def started(job: Job) -> Running:
    """Return one try at a job that waits."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1, heartbeat_at=MORNING)
    by = Actor(organisation=job.organisation.code, user=job.user, role=job.role)
    return Running(job.pk, 1, job.organisation_id, job.arguments, by, MORNING)
