"""A sender is asked for a list, reminded of it, and somebody above them told: each a letter that is kept as it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.sending import NOBODY
from towpath.imports.actions.contacts import ContactRefusedError, make_list_link
from towpath.imports.models import ExpectedList, ListRequest, SenderContact
from towpath.imports.requests import LINK, subject_of, words_of
from towpath.jobs.actions import enqueue
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.rules.list_chasing import Sent, Step, may_take

SEND_REQUEST = "towpath.imports.posting.send_request"


class RequestRefusedError(ValueError):
    """A letter cannot be made as asked; the words say why."""


@dataclass(frozen=True, slots=True)
class Written:
    """
    A letter as it is kept, and the secret of its link, which is kept nowhere.

    There is none where no link was asked for, and none yet of an e-mail, whose link is made as it goes.
    """

    request: ListRequest
    secret: str

    def words(self, address: str) -> str:
        """Return the letter's words with the address of its link."""
        return self.request.words.replace(LINK, address)


def write_request(
    *,
    expected: ExpectedList,
    contact: SenderContact,
    step: str,
    way: str,
    from_name: str,
    with_link: bool,
    by: Actor,
    at: datetime,
) -> Written:
    """
    Write a letter about a list still owed and keep that it went, to whom, by which way and in what words.

    A link that it carries stops the contact's earlier one, so that the latest letter is the one that works. An e-mail
    waits for the queue, which makes its link and hands it over.

    :raises RequestRefusedError: the list has come; nobody is reminded of what they were not asked for; it was put to
        somebody above already; the same letter went to them today; or an e-mail has no address, or no way to leave
    """
    taken = Step(step)
    with transaction(by=by, at=at) as events:
        rows = ExpectedList.objects.select_for_update(no_key=True, of=("self",))
        held = rows.filter(pk=expected.pk, batch__isnull=True, sender__is_active=True).first()
        if held is None:
            raise RequestRefusedError("That list has come, or nobody expects it any more. Look at the board.")
        earlier = sent_about(held)
        if not may_take(taken, earlier):
            raise RequestRefusedError(_why_not(taken, earlier))
        by_email = way == ListRequest.Way.EMAIL
        if by_email and not contact.email:
            raise RequestRefusedError(f"There is no e-mail address for {contact.name}. Add it, or print a letter.")
        if by_email and (shut := why_no_email(held.sender.organisation, at)):
            raise RequestRefusedError(shut)
        today = letters_that_went(held).filter(step=taken, contact=contact, way=way)
        if any(localdate(each.sent_at) == localdate(at) for each in today):
            raise RequestRefusedError(f"That letter went to {contact.name} today already. Nothing more went.")
        try:
            needs_link = with_link and not by_email
            link, secret = make_list_link(expected=held, contact=contact, by=by, at=at) if needs_link else (None, "")
        except ContactRefusedError as refused:
            raise RequestRefusedError(str(refused)) from refused
        _refuse_stranger(held, contact)
        request = ListRequest.objects.create(
            organisation=held.sender.organisation,
            sender=held.sender,
            expected=held,
            due_date=held.due_date,
            contact=contact,
            step=taken,
            way=way,
            to_name=contact.name,
            subject=subject_of(held.sender, taken),
            words=words_of(
                held.sender, taken, held.due_date, to_name=contact.name, from_name=from_name, has_link=with_link
            ),
            sender_link=link,
            sent_at=at,
            sent_by=by.user,
            state=ListRequest.State.QUEUED if by_email else ListRequest.State.SENT,
        )
        if by_email:
            enqueue(
                SEND_REQUEST,
                organisation=held.sender.organisation,
                arguments={"request": request.pk},
                by=by,
                at=at,
                key=f"imports.request:{request.pk}",
            )
        told = {"step": taken.value, "way": way, "contact": contact.pk}
        events.record("imports.list_asked_for", subject=f"imports_list_request:{request.pk}", after=told)
    return Written(request, secret)


def ask_all(
    *, asked: Sequence[tuple[ExpectedList, SenderContact, str]], from_name: str, by: Actor, at: datetime
) -> list[tuple[ExpectedList, str]]:
    """
    Write an e-mail about each of these lists, to its contact and by its step; return those that could not be, and why.

    Each is a letter of its own, so what was overtaken meanwhile stops no other.
    """
    refused = []
    for expected, contact, step in asked:
        try:
            write_request(
                expected=expected,
                contact=contact,
                step=step,
                way=ListRequest.Way.EMAIL,
                from_name=from_name,
                with_link=True,
                by=by,
                at=at,
            )
        except RequestRefusedError as error:
            refused.append((expected, str(error)))
    return refused


def why_no_email(organisation: Organisation, at: datetime) -> str:
    """Return why no e-mail can leave a council just now, and what to do; empty where one can."""
    chosen = settings_on(organisation, localdate(at))
    if chosen["messages.email_by"] == NOBODY:
        return "Your council sends no e-mail yet. Say in Set-up how e-mails leave, or print a letter."
    if not chosen["answers.address"]:
        return "Say in Set-up the web address that a link starts with, or print a letter."
    return ""


def letters_that_went(expected: ExpectedList) -> QuerySet[ListRequest]:
    """Return the letters that went about a list or are on their way, the first first; one that failed is none."""
    rows = ListRequest.objects.filter(expected=expected).exclude(state=ListRequest.State.FAILED)
    return rows.order_by("sent_at", "pk")


def sent_about(expected: ExpectedList) -> list[Sent]:
    """Return the letters that went about a list, as the rule of chasing sees them."""
    rows = letters_that_went(expected).values_list("step", "sent_at")
    return [Sent(Step(step), localdate(sent_at)) for step, sent_at in rows]


def _refuse_stranger(expected: ExpectedList, contact: SenderContact) -> None:
    same = contact.organisation_id == expected.sender.organisation_id and contact.sender.code == expected.sender.code
    if not same or contact.ended_at is not None:
        raise RequestRefusedError("They are not a contact of this sender, or are written to no more. Choose another.")


def _why_not(step: Step, earlier: list[Sent]) -> str:
    if any(each.step is Step.ESCALATED for each in earlier):
        return "It was put to somebody above already. Ring them, or stop expecting the list."
    return "Ask for the list first." if step is Step.REMINDED else "Ask for the list and remind them of it first."
