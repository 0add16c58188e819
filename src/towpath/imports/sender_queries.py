"""What staff can ask about contacts of senders, their links, what came by them, and the letters that went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from towpath.access.links import find_link
from towpath.access.viewer import Viewer
from towpath.imports.actions.contacts import SEND_LIST
from towpath.imports.models import (
    AttendanceWorry,
    Batch,
    ExpectedList,
    ListRequest,
    Sender,
    SenderContact,
    SenderLink,
    SentFile,
)
from towpath.imports.queries import TO_DO, list_senders
from towpath.rules.list_chasing import Addressee, Asking, LeftOut, NextStep, Sent, Step, asking_of, next_step


class ContactNotFoundError(LookupError):
    """There is no such contact for this viewer."""


class LinkNotFoundError(LookupError):
    """There is no such link for this viewer."""


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


def names_of_contacts(viewer: Viewer) -> Mapping[str, str]:
    """Return who sent by a link without an account, by the id that the log holds; none without leave. One query."""
    rows = SenderContact.objects.filter(sender__in=list_senders(viewer).order_by()).order_by("pk")
    return {f"contact-{pk}": f"{name}, by a link" for pk, name in rows.values_list("pk", "name")}


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
    """
    Return the files that came from a sender's contacts, the latest first; none without leave.

    Each says whether a later one of the same contact for the same list took its place: `is_replaced`.
    """
    rows = SentFile.objects.filter(sender_link__sender__in=list_senders(viewer).order_by(), sender_link__sender=sender)
    of_one = Q(sender_link=OuterRef("sender_link")) | Q(
        sender_link__contact=OuterRef("sender_link__contact"), sender_link__expected=OuterRef("sender_link__expected")
    )
    rows = rows.annotate(is_replaced=Exists(SentFile.objects.filter(of_one, pk__gt=OuterRef("pk"), is_refused=False)))
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


def get_letter_by(viewer: Viewer, sender: Sender, secret: str, at: datetime) -> ListRequest:
    """
    Return the letter that carries a link, for whoever has just written it and so holds the link's secret.

    :raises RequestNotFoundError: no letter to this sender carries it, or the link works no more
    """
    link = find_link(secret, purpose=SEND_LIST, at=at)
    found = list_requests(viewer, sender).filter(sender_link__link=link).first() if link else None
    if found is None:
        raise RequestNotFoundError("No letter here has that link.")
    return found


@dataclass(frozen=True, slots=True)
class Chase:
    """
    A list still owed, the letters that went about it, and what is next; `is_due` that its day has come.

    `last_by` is who of ours wrote the latest letter, as the log names them.
    """

    expected: ExpectedList
    sent: tuple[Sent, ...]
    next: NextStep | None
    is_due: bool
    last_by: str = ""


def list_chases(viewer: Viewer, on: date) -> list[Chase]:
    """
    Return what is next about every list that is owed, what is due first, then by its day. Two queries.

    One that came and waits for us to look at it or apply it is not asked for: that it has not come would not be so.
    """
    owed = ExpectedList.objects.filter(sender__in=list_senders(viewer).order_by(), batch__isnull=True)
    owed = owed.annotate(latest=_latest_of_sender()).exclude(_came_and_waits())
    went = ListRequest.objects.exclude(state=ListRequest.State.FAILED).order_by("sent_at", "pk")
    letters = Prefetch("requests", queryset=went)
    rows = owed.select_related("sender", "sender__owner").prefetch_related(letters).order_by("due_date", "pk")
    chases = [_chase(row, on) for row in rows]
    return sorted(chases, key=lambda each: (not each.is_due, each.next.from_date if each.next else date.max))


def _latest_of_sender() -> Subquery:
    return Subquery(Batch.objects.filter(sender=OuterRef("sender")).order_by("-number").values("pk")[:1])


def _came_and_waits() -> Q:
    """
    Return the condition that the sender's latest list waits for us and would, applied, answer this one.

    It would answer what has been owed longest; one that lay here before a list was expected is not that list.
    """
    waits = Batch.objects.filter(Q(state__in=TO_DO) | Q(asks_columns=True), pk=OuterRef("latest"))
    since = waits.filter(received_at__gte=OuterRef("expected_at"))
    longer = ExpectedList.objects.filter(
        sender=OuterRef("sender"), batch__isnull=True, due_date__lt=OuterRef("due_date")
    )
    return Q(Exists(since) | Q(Exists(waits), expected_at__isnull=True)) & ~Q(Exists(longer))


def _chase(expected: ExpectedList, on: date) -> Chase:
    letters = expected.requests.all()
    sent = tuple(Sent(Step(each.step), localdate(each.sent_at)) for each in letters)
    following = next_step(expected.due_date, sent)
    is_due = following is not None and following.from_date <= on
    return Chase(expected, sent, following, is_due, letters[len(letters) - 1].sent_by if letters else "")


@dataclass(frozen=True, slots=True)
class Planned:
    """A list owed, and what goes about it when all are asked in one go, to whom; or why nothing does."""

    expected: ExpectedList
    asking: Asking | LeftOut
    contact: SenderContact | None


def plan_asking(viewer: Viewer, on: date) -> list[Planned]:
    """Return what would go about every list that is owed, were all asked on a day. Three queries."""
    went = ~Q(requests__state=ListRequest.State.FAILED)
    rows = SenderContact.objects.filter(
        organisation_id=viewer.organisation_id, sender__in=list_senders(viewer).order_by(), ended_at__isnull=True
    )
    by_place: dict[str, list[SenderContact]] = {}
    for contact in rows.select_related("sender").annotate(written_at=Max("requests__sent_at", filter=went)):
        by_place.setdefault(contact.sender.code, []).append(contact)
    planned = []
    for chase in list_chases(viewer, on):
        contacts = {each.pk: each for each in by_place.get(chase.expected.sender.code, [])}
        asking = asking_of(chase.expected.due_date, chase.sent, [_addressee(each) for each in contacts.values()], on)
        to = contacts[asking.contact_id] if isinstance(asking, Asking) else None
        planned.append(Planned(chase.expected, asking, to))
    return planned


def _addressee(contact: SenderContact) -> Addressee:
    written_at = contact.written_at  # type: ignore[attr-defined]  # Annotated by `plan_asking`.
    return Addressee(contact.pk, bool(contact.email), localdate(written_at) if written_at else None)


def get_sender_link(viewer: Viewer, sender: Sender, sender_link_id: int) -> SenderLink:
    """
    Return one link to a sender's lists, which may have stopped.

    :raises LinkNotFoundError: there is none, or it is not for this viewer
    """
    rows = SenderLink.objects.filter(sender__in=list_senders(viewer).order_by(), sender=sender, link__isnull=False)
    found = rows.filter(pk=sender_link_id).first()
    if found is None:
        raise LinkNotFoundError(f"There is no link {sender_link_id} here.")
    return found
