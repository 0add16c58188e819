"""
What the queue does with an e-mail that asks a sender for a list: makes its link as it goes, and hands it over once.

The link's secret is in what leaves and nowhere else: the letter is kept with a mark where the address of the link was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from towpath.audit.actions import transaction
from towpath.contact.handing import WAIT, Became, hand_over
from towpath.contact.sending import NOBODY
from towpath.imports.actions.contacts import ContactRefusedError, make_list_link, stop_earlier_links, withdraw_link
from towpath.imports.models import ListRequest, SenderLink
from towpath.imports.requests import LINK
from towpath.jobs.actions import enqueue
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on

PATH = "/send/"
OVERTAKEN = "overtaken"
State = ListRequest.State


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingLetter:
    """A letter as it is handed over, its link in it; never kept."""

    pk: str
    organisation: Organisation
    address: str
    subject: str
    words: str
    started_at: datetime
    channel: str = "email"
    reference: str = ""


def send_request(running: Running) -> Mapping[str, object]:
    """
    Hand one e-mail over, and write down what became of it.

    It is claimed first, so a worker that dies between leaves it as being sent, and no other hands it over again.
    """
    request = _claim(running)
    if request is None:
        return {"sent": 0}
    chosen = settings_on(request.organisation, localdate(running.at))
    name, address = str(chosen["messages.email_by"]), str(chosen["answers.address"])
    if name == NOBODY or not address:
        return _failed(request, "channel_shut", running)
    try:
        door, secret = _link_of(request, running)
    except ContactRefusedError:
        return _failed(request, OVERTAKEN, running)
    going = GoingLetter(
        pk=f"list-request-{request.pk}",
        organisation=request.organisation,
        address=request.contact.email,
        subject=request.subject,
        words=request.words.replace(LINK, f"{address}{PATH}{secret}/"),
        started_at=running.at,
    )
    handed = hand_over(going, by_way=name, tried_since=request.sent_at, at=running.at)
    match handed.became:
        case Became.SENT:
            _went(request, running, door, transport=name, reference=handed.reference)
            return {"sent": 1}
        case Became.REFUSED:
            withdraw_link(sender_link=door, by=running.by, at=running.at)
            return _failed(request, handed.because, running)
        case Became.BUSY | Became.NOT_NOW:
            withdraw_link(sender_link=door, by=running.by, at=running.at)
            return _later(request, running, WAIT[handed.became])
    # Nobody knows whether it went: it stays as being sent, and the page says so.
    return {"sent": 0}


def _went(request: ListRequest, running: Running, door: SenderLink, **how: str) -> None:
    with transaction(by=running.by, at=running.at):
        _settle(request, running, "imports.request_sent", state=State.SENT, **how)
        # Not before: a letter that does not go leaves them the link they have.
        stop_earlier_links(sender_link=door, by=running.by, at=running.at)


def _claim(running: Running) -> ListRequest | None:
    waiting = ListRequest.objects.filter(
        organisation_id=running.organisation_id, pk=int(str(running.arguments["request"])), state=State.QUEUED
    )
    with transaction(by=running.by, at=running.at) as events:
        request = waiting.select_for_update(no_key=True, of=("self",)).select_related("contact", "organisation").first()
        if request is None:
            events.record(
                "imports.request_sent_already", subject=f"imports_list_request:{running.arguments['request']}"
            )
            return None
        request.state = State.SENDING
        request.save(update_fields=["state"])
        events.record("imports.request_sending", subject=f"imports_list_request:{request.pk}")
    return request


def _link_of(request: ListRequest, running: Running) -> tuple[SenderLink, str]:
    """
    Return the link that a letter takes with it.

    :raises ContactRefusedError: the list came meanwhile, or the contact is written to no more
    """
    if request.expected is None:
        raise ContactRefusedError("Nobody expects that list any more.")
    door, secret = make_list_link(
        expected=request.expected, contact=request.contact, by=running.by, at=running.at, stops_earlier=False
    )
    ListRequest.objects.filter(pk=request.pk).update(sender_link=door)
    return door, secret


def _later(request: ListRequest, running: Running, wait: timedelta) -> Mapping[str, object]:
    when = running.at + wait
    _settle(request, running, "imports.request_put_back", state=State.QUEUED)
    enqueue(
        "towpath.imports.posting.send_request",
        organisation=request.organisation,
        arguments={"request": request.pk},
        by=running.by,
        at=running.at,
        key=f"imports.request:{request.pk}:{when:%Y-%m-%dT%H:%M}",
        not_before=when,
    )
    return {"sent": 0, "later": 1}


def _failed(request: ListRequest, because: str, running: Running) -> Mapping[str, object]:
    _settle(request, running, "imports.request_failed", state=State.FAILED, because=because)
    return {"sent": 0}


def _settle(request: ListRequest, running: Running, kind: str, **became: str) -> None:
    with transaction(by=running.by, at=running.at) as events:
        ListRequest.objects.filter(pk=request.pk).update(**became)
        events.record(kind, subject=f"imports_list_request:{request.pk}", after=became)
