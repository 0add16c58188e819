"""Who at a sender is written to, and the links that they send by."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate

from towpath.access.actions import RoleRefusedError, end_role, invite_again, invite_user
from towpath.access.links import make_link
from towpath.access.models import Link, User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.imports.models import ExpectedList, Sender, SenderContact, SenderLink
from towpath.organisation.queries import settings_on
from towpath.rules.access import PROVIDER

SEND_LIST = "send_list"
"""What these links are for, in the table of links."""


class ContactRefusedError(ValueError):
    """A contact or a link cannot be made as asked; the words say why and what to do."""


def add_sender_contact(
    *, sender: Sender, name: str, email: str = "", job_title: str = "", by: Actor, at: datetime
) -> SenderContact:
    """
    Name somebody at a sender, or return the one there is.

    :raises ContactRefusedError: no name is given
    """
    name, email = name.strip(), email.strip().lower()
    if not name:
        raise ContactRefusedError("Give the name of the person. A link or a letter goes to somebody, not to a place.")
    with transaction(by=by, at=at) as events:
        # Two who add the same person at once wait for one another here.
        Sender.objects.select_for_update(no_key=True).get(pk=sender.pk)
        known = SenderContact.objects.filter(sender=sender, name=name, email=email, ended_at__isnull=True).first()
        if known is not None:
            events.record("imports.contact_kept", subject=_subject(known))
            return known
        contact = SenderContact.objects.create(
            organisation=sender.organisation,
            sender=sender,
            name=name,
            email=email,
            job_title=job_title.strip(),
            created_at=at,
            created_by=by.user,
        )
        events.record("imports.contact_added", subject=_subject(contact), after={"sender": sender.pk})
    return contact


def end_sender_contact(*, contact: SenderContact, by: Actor, at: datetime) -> None:
    """Write to somebody no more: every link of theirs stops at once, and so does what their account opens here."""
    with transaction(by=by, at=at) as events:
        ended = SenderContact.objects.filter(pk=contact.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by.user)
        withdrawn = _withdraw(SenderLink.objects.filter(contact=contact), at)
        _end_account(contact, by=by, at=at)
        events.record("imports.contact_ended", subject=_subject(contact), after={"first": ended, "links": withdrawn})


def _end_account(contact: SenderContact, *, by: Actor, at: datetime) -> None:
    """Take the role of a provider from whoever is the contact of no other sender here."""
    if contact.user is None:
        return
    others = SenderContact.objects.filter(organisation=contact.organisation, user=contact.user, ended_at__isnull=True)
    is_provider = roles_in_force(localdate(at)).filter(
        organisation=contact.organisation, user=contact.user, role=PROVIDER
    )
    if not others.exists() and is_provider.exists():
        end_role(contact.user, organisation=contact.organisation, by=by, at=at)


def give_account(*, contact: SenderContact, from_date: date, by: Actor, at: datetime) -> str:
    """
    Let a contact sign in, for what they send themselves and nothing else, and return the secret of their invitation.

    It is empty for somebody who already signs in at another council, whose account it then opens too.

    :raises ContactRefusedError: they have no e-mail address, are written to no more, or are one of our own staff
    """
    with transaction(by=by, at=at) as events:
        rows = SenderContact.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation", "user")
        held = rows.get(pk=contact.pk)
        if held.ended_at is not None:
            raise ContactRefusedError("They are written to no more. Add them again first.")
        if not held.email:
            raise ContactRefusedError("They sign in with their e-mail address. Add one first.")
        known = _signs_in(held, localdate(at))
        if known is not None:
            secret = (
                "" if known.has_usable_password() else invite_again(known, organisation=held.organisation, by=by, at=at)
            )
            user = known
        else:
            user, secret = _invite(held, from_date, by=by, at=at)
        SenderContact.objects.filter(pk=held.pk).update(user=user)
        events.record("imports.account_given", subject=_subject(held), after={"user": user.public_id})
    return secret


def _signs_in(contact: SenderContact, on: date) -> User | None:
    """Return the account with a contact's address that is a provider's here already."""
    roles = roles_in_force(on).filter(organisation=contact.organisation, user__email=contact.email)
    found = roles.filter(role=PROVIDER).first()
    return found.user if found else None


def _invite(contact: SenderContact, from_date: date, *, by: Actor, at: datetime) -> tuple[User, str]:
    try:
        return invite_user(
            organisation=contact.organisation,
            email=contact.email,
            name=contact.name,
            role=PROVIDER,
            from_date=from_date,
            by=by,
            at=at,
        )
    except RoleRefusedError as refused:
        words = "Somebody with that address signs in here as staff. Use another address for the college."
        raise ContactRefusedError(words) from refused


def make_list_link(
    *, expected: ExpectedList, contact: SenderContact, by: Actor, at: datetime, stops_earlier: bool = True
) -> tuple[SenderLink, str]:
    """
    Return a link by which a contact sends one list that is owed, and its secret, which is kept nowhere.

    An earlier link of theirs to the same list stops: of two letters, the later one works.

    :param stops_earlier: whether it stops now; whoever is not sure yet that the letter goes says so afterwards, by
        `stop_earlier_links`
    :raises ContactRefusedError: the list has come, or the contact is not of that sender or is written to no more
    """
    with transaction(by=by, at=at) as events:
        owed = ExpectedList.objects.filter(pk=expected.pk, batch__isnull=True, sender__is_active=True)
        held = owed.select_for_update(no_key=True, of=("self",)).first()
        if held is None:
            raise ContactRefusedError("That list has come, or nobody expects it any more. Look at the board.")
        _refuse_other(contact, held.sender)
        if stops_earlier:
            _withdraw(SenderLink.objects.filter(contact=contact, expected=held), at)
        made, secret = _make(held.sender, contact, SenderLink.Takes.LIST, by=by, at=at, expected=held)
        events.record("imports.link_made", subject=_link_subject(made), after={"expected": held.pk})
    return made, secret


def stop_earlier_links(*, sender_link: SenderLink, by: Actor, at: datetime) -> None:
    """Stop a contact's earlier links to the list that this link is for: its letter has gone."""
    of_one = SenderLink.objects.filter(contact=sender_link.contact_id, expected=sender_link.expected_id)
    with transaction(by=by, at=at) as events:
        stopped = _withdraw(of_one.filter(pk__lt=sender_link.pk), at)
        events.record("imports.link_withdrawn", subject=_link_subject(sender_link), after={"earlier": stopped})


def make_worries_link(*, sender: Sender, contact: SenderContact, by: Actor, at: datetime) -> tuple[SenderLink, str]:
    """
    Return a link by which a contact tells us of learners who stop attending, and its secret, which is kept nowhere.

    :raises ContactRefusedError: nobody of ours chases this sender, so nobody would read it; or as for a list
    """
    with transaction(by=by, at=at) as events:
        held = Sender.objects.select_for_update(no_key=True).get(pk=sender.pk)
        if not held.is_active:
            raise ContactRefusedError("They send us nothing any more. Put them back on the board first.")
        if held.owner_id is None:
            raise ContactRefusedError("Say first who of ours chases this sender. They get what nobody else follows up.")
        _refuse_other(contact, held)
        earlier = SenderLink.objects.filter(contact=contact, takes=SenderLink.Takes.WORRIES)
        _withdraw(earlier, at)
        made, secret = _make(held, contact, SenderLink.Takes.WORRIES, by=by, at=at)
        events.record("imports.link_made", subject=_link_subject(made), after={"takes": "worries"})
    return made, secret


def withdraw_link(*, sender_link: SenderLink, by: Actor, at: datetime) -> None:
    """Stop a link at once; one that was used or has stopped stays as it is."""
    with transaction(by=by, at=at) as events:
        withdrawn = _withdraw(SenderLink.objects.filter(pk=sender_link.pk), at)
        events.record("imports.link_withdrawn", subject=_link_subject(sender_link), after={"links": withdrawn})


def _make(
    sender: Sender,
    contact: SenderContact,
    takes: str,
    *,
    by: Actor,
    at: datetime,
    expected: ExpectedList | None = None,
) -> tuple[SenderLink, str]:
    days = int(settings_on(sender.organisation, localdate(at))["imports.link_days"])
    link, secret = make_link(
        sender.organisation,
        purpose=SEND_LIST,
        subject=f"imports_sender:{sender.pk}",
        at=at,
        lasts=timedelta(days=days),
    )
    made = SenderLink.objects.create(
        organisation=sender.organisation,
        sender=sender,
        contact=contact,
        takes=takes,
        expected=expected,
        due_date=expected.due_date if expected else None,
        link=link,
        made_at=at,
        made_by=by.user,
    )
    return made, secret


def _refuse_other(contact: SenderContact, sender: Sender) -> None:
    now = SenderContact.objects.filter(pk=contact.pk, sender__organisation=sender.organisation, ended_at__isnull=True)
    # One person sends several lists of one place, each of which is a sender of the same code.
    if not now.filter(sender__code=sender.code).exists():
        raise ContactRefusedError("They are not a contact of this sender, or are written to no more. Choose another.")


def _withdraw(doors: QuerySet[SenderLink], at: datetime) -> int:
    live = Link.objects.filter(pk__in=doors.values("link"), used_at__isnull=True, withdrawn_at__isnull=True)
    return live.update(withdrawn_at=at)


def _subject(contact: SenderContact) -> str:
    return f"imports_sender_contact:{contact.pk}"


def _link_subject(made: SenderLink) -> str:
    return f"imports_sender_link:{made.pk}"
