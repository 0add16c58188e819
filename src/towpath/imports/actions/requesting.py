"""A sender is asked for a list, reminded of it, and somebody above them told: each a letter that is kept as it went."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.imports.actions.contacts import ContactRefusedError, make_list_link
from towpath.imports.models import ExpectedList, ListRequest, SenderContact
from towpath.imports.requests import LINK, subject_of, words_of
from towpath.rules.list_chasing import Sent, Step, may_take


class RequestRefusedError(ValueError):
    """A letter cannot be made as asked; the words say why."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it is kept, and the secret of its link, which is kept nowhere; none where no link was asked for."""

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

    A link that it carries stops the contact's earlier one, so that the latest letter is the one that works.

    :raises RequestRefusedError: the list has come; nobody is reminded of what they were not asked for; it was put to
        somebody above already; the same letter went to them today; or an e-mail has no address
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
        if way == ListRequest.Way.EMAIL and not contact.email:
            raise RequestRefusedError(f"There is no e-mail address for {contact.name}. Add it, or print a letter.")
        today = held.requests.filter(step=taken, contact=contact, way=way)
        if any(localdate(each.sent_at) == localdate(at) for each in today):
            raise RequestRefusedError(f"That letter went to {contact.name} today already. Nothing more went.")
        try:
            link, secret = make_list_link(expected=held, contact=contact, by=by, at=at) if with_link else (None, "")
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
        )
        told = {"step": taken.value, "way": way, "contact": contact.pk}
        events.record("imports.list_asked_for", subject=f"imports_list_request:{request.pk}", after=told)
    return Written(request, secret)


def sent_about(expected: ExpectedList) -> list[Sent]:
    """Return the letters that went about a list, as the rule of chasing sees them."""
    rows = ListRequest.objects.filter(expected=expected).order_by("sent_at", "pk").values_list("step", "sent_at")
    return [Sent(Step(step), localdate(sent_at)) for step, sent_at in rows]


def _refuse_stranger(expected: ExpectedList, contact: SenderContact) -> None:
    same = contact.organisation_id == expected.sender.organisation_id and contact.sender.code == expected.sender.code
    if not same or contact.ended_at is not None:
        raise RequestRefusedError("They are not a contact of this sender, or are written to no more. Choose another.")


def _why_not(step: Step, earlier: list[Sent]) -> str:
    if any(each.step is Step.ESCALATED for each in earlier):
        return "It was put to somebody above already. Ring them, or stop expecting the list."
    return "Ask for the list first." if step is Step.REMINDED else "Ask for the list and remind them of it first."
