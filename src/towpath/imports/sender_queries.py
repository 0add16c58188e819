"""What staff can ask about contacts of senders, their links, what came by them, and the letters that went."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.imports.models import (
    AttendanceWorry,
    ExpectedList,
    ListRequest,
    Sender,
    SenderContact,
    SenderLink,
    SentFile,
)
from towpath.imports.queries import list_senders
from towpath.rules.list_chasing import NextStep, Sent, Step, next_step


class ContactNotFoundError(LookupError):
    """There is no such contact for this viewer."""


class RequestNotFoundError(LookupError):
    """There is no such letter for this viewer."""


def list_contacts(viewer: Viewer, sender: Sender) -> QuerySet[SenderContact]:
    """Return who is written to at a sender, whichever of its lists they were named for; none without leave."""
    return _contacts(viewer, sender).filter(ended_at__isnull=True)


def get_contact(viewer: Viewer, sender: Sender, contact_id: int) -> SenderContact:
    """
    Return one contact of a sender of the viewer's organisation, who may be written to no more: the actions say so.

    :raises ContactNotFoundError: there is none, or it is not for this viewer
    """
    contact = _contacts(viewer, sender).filter(pk=contact_id).first()
    if contact is None:
        raise ContactNotFoundError(f"There is no contact {contact_id} here.")
    return contact


def _contacts(viewer: Viewer, sender: Sender) -> QuerySet[SenderContact]:
    places = list_senders(viewer).order_by().filter(code=sender.code)
    return SenderContact.objects.filter(organisation_id=viewer.organisation_id, sender__in=places).order_by(
        "name", "pk"
    )


def list_links(viewer: Viewer, sender: Sender, at: datetime) -> QuerySet[SenderLink]:
    """Return the links to a sender's lists that still work, the latest first; none without leave."""
    rows = SenderLink.objects.filter(
        sender__in=list_senders(viewer).order_by(),
        sender=sender,
        link__used_at__isnull=True,
        link__withdrawn_at__isnull=True,
        link__expires_at__gt=at,
    )
    return rows.select_related("contact", "link", "expected").order_by("-pk")


def list_uploads(viewer: Viewer, sender: Sender) -> QuerySet[SentFile]:
    """Return the files that came by a sender's links, the latest first; none without leave."""
    rows = SentFile.objects.filter(sender_link__sender__in=list_senders(viewer).order_by(), sender_link__sender=sender)
    return rows.select_related("sender_link__contact", "batch", "file").order_by("-sent_at", "-pk")


def list_worries(viewer: Viewer) -> QuerySet[AttendanceWorry]:
    """Return what contacts said of learners who stop attending, the latest first; none for those who may not chase."""
    if not viewer.may("chase.work"):
        return AttendanceWorry.objects.none()
    rows = AttendanceWorry.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("sender_link__sender", "sender_link__contact", "task__person").order_by(
        "-received_at", "-pk"
    )


def list_requests(viewer: Viewer, sender: Sender) -> QuerySet[ListRequest]:
    """Return the letters that went to a sender, the latest first; none without leave."""
    rows = ListRequest.objects.filter(sender__in=list_senders(viewer).order_by(), sender=sender)
    return rows.select_related("contact", "sender_link").order_by("-sent_at", "-pk")


def get_request(viewer: Viewer, request_id: int) -> ListRequest:
    """
    Return one letter of the viewer's organisation.

    :raises RequestNotFoundError: there is none, or it is not for this viewer
    """
    rows = ListRequest.objects.filter(sender__in=list_senders(viewer).order_by(), pk=request_id)
    found = rows.select_related("sender__organisation", "contact").first()
    if found is None:
        raise RequestNotFoundError(f"There is no letter {request_id} here.")
    return found


@dataclass(frozen=True, slots=True)
class Chase:
    """A list still owed, the letters that went about it, and what is next; `is_due` that its day has come."""

    expected: ExpectedList
    sent: tuple[Sent, ...]
    next: NextStep | None
    is_due: bool


def list_chases(viewer: Viewer, on: date) -> list[Chase]:
    """Return what is next about every list that is owed, what is due first, then by its day. Two queries."""
    owed = ExpectedList.objects.filter(sender__in=list_senders(viewer).order_by(), batch__isnull=True)
    letters = Prefetch("requests", queryset=ListRequest.objects.order_by("sent_at", "pk"))
    rows = owed.select_related("sender", "sender__owner").prefetch_related(letters).order_by("due_date", "pk")
    chases = [_chase(row, on) for row in rows]
    return sorted(chases, key=lambda each: (not each.is_due, each.next.from_date if each.next else date.max))


def _chase(expected: ExpectedList, on: date) -> Chase:
    sent = tuple(Sent(Step(each.step), localdate(each.sent_at)) for each in expected.requests.all())
    following = next_step(expected.due_date, sent)
    return Chase(expected, sent, following, following is not None and following.from_date <= on)
