"""What can be asked about pots and the money that young people were given."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from towpath.access.viewer import Viewer
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.funds.spending import ToldSpent, released_spending, shown_spending, spending_of
from towpath.organisation.queries import settings_on
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.funds import AVAILABLE, RECEIPT_WITHIN


class PotNotFoundError(LookupError):
    """There is no such pot for this viewer."""


class RequestNotFoundError(LookupError):
    """There is no such request for this viewer."""


def list_pots(viewer: Viewer) -> QuerySet[Pot]:
    """Return the pots of the viewer's council by name; none to whoever may see no money."""
    if not viewer.may("funds.view"):
        return Pot.objects.none()
    return Pot.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "pk")


def get_pot(viewer: Viewer, pot_id: int) -> Pot:
    """
    Return one pot.

    :raises PotNotFoundError: there is none that the viewer may see
    """
    pot = list_pots(viewer).select_related("organisation").filter(pk=pot_id).first()
    if pot is None:
        raise PotNotFoundError("There is no such pot here.")
    return pot


def balances_of(viewer: Viewer, pot: Pot) -> Mapping[str, int]:
    """Return what each account of a pot holds, in pence; they add up to nought."""
    rows = Account.objects.filter(pot__in=list_pots(viewer), pot=pot)
    return dict(rows.order_by("pk").values_list("kind", "balance_pence"))


def list_balances(viewer: Viewer) -> Mapping[int, Mapping[str, int]]:
    """Return what each account of every pot holds, by the pot's id. One query."""
    held: dict[int, dict[str, int]] = defaultdict(dict)
    for account in Account.objects.filter(pot__in=list_pots(viewer)).order_by("pk"):
        held[account.pot_id][account.kind] = account.balance_pence
    return held


def list_pots_to_ask(viewer: Viewer, kind: str, on: date) -> list[tuple[Pot, int]]:
    """Return each pot that may pay for a kind of support on a day, with the pence that are left. Two queries."""
    if not viewer.may("funds.ask"):
        return []
    left = list_balances(viewer)
    pots = list_pots(viewer).filter(from_date__lte=on, to_date__gte=on)
    return [(pot, left[pot.pk][AVAILABLE]) for pot in pots if kind in pot.pays_for]


def list_kinds_to_ask(viewer: Viewer, on: date) -> frozenset[str]:
    """Return the kinds of support that some pot may pay for on a day. One query."""
    if not viewer.may("funds.ask"):
        return frozenset()
    pots = list_pots(viewer).filter(from_date__lte=on, to_date__gte=on)
    return frozenset(kind for kinds in pots.values_list("pays_for", flat=True) for kind in kinds)


def list_movements(viewer: Viewer, pot: Pot) -> QuerySet[Movement]:
    """Return a pot's movements of money in the order in which they were made."""
    rows = Movement.objects.filter(pot__in=list_pots(viewer), pot=pot)
    return rows.select_related("request").order_by("pk")


def show_spending(viewer: Viewer, pot: Pot) -> tuple[ToldSpent, ...]:
    """Return what was paid from a pot by kind, nothing hidden; nothing at all to whoever may see no money."""
    return shown_spending(spending_of(pot)) if list_pots(viewer).filter(pk=pot.pk).exists() else ()


def show_released_spending(viewer: Viewer, pot: Pot, on: date) -> tuple[ToldSpent, ...]:
    """Return the same with small numbers hidden, as a pot's funder is told."""
    if not list_pots(viewer).filter(pk=pot.pk).exists():
        return ()
    return released_spending(spending_of(pot), upper=hidden_up_to(viewer, on))


def hidden_up_to(viewer: Viewer, on: date) -> int:
    """Return up to which count the viewer's council hides what leaves it."""
    return int(settings_on(organisation_of(viewer), on)["suppression.upper"])


def list_requests(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what was asked for the young people a viewer may see, the latest first; nothing without leave."""
    if not viewer.may("funds.view"):
        return SupportRequest.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = SupportRequest.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    people = ("asked_by", "decided_by", "sent_back_by", "taken_back_by")
    return rows.select_related("person__organisation", "pot", "plan", "receipt", *people).order_by("-asked_at", "-pk")


def get_request(viewer: Viewer, request_id: int, on: date) -> SupportRequest:
    """
    Return one request for a young person whom the viewer may see.

    :raises RequestNotFoundError: there is none that the viewer may see
    """
    found = list_requests(viewer, on).filter(pk=request_id).first()
    if found is None:
        raise RequestNotFoundError("There is no such request here.")
    return found


def list_open_of_own(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what the viewer asked for that is not decided, the longest waiting first."""
    rows = list_requests(viewer, on).filter(asked_by_id=viewer.user_id)
    return rows.filter(state__in=("asked", "sent_back")).order_by("asked_at", "pk")


def list_requests_to_pay(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what was approved and is not paid yet, the longest approved first."""
    return list_requests(viewer, on).filter(state="approved").order_by("decided_at", "pk")


def list_receipts_owed(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what was paid and has no receipt yet, the longest paid first."""
    return list_requests(viewer, on).filter(state="paid", receipt__isnull=True).order_by("paid_date", "pk")


def count_waiting(viewer: Viewer, on: date) -> Mapping[str, int]:
    """Return how many requests wait to be decided by the viewer, by others for them, to be paid, and for a receipt."""
    is_own = Q(asked_by_id=viewer.user_id)
    return (
        list_requests(viewer, on)
        .order_by()
        .aggregate(
            decide=Count("pk", filter=Q(state="asked") & ~is_own),
            mine=Count("pk", filter=Q(state__in=("asked", "sent_back")) & is_own),
            pay=Count("pk", filter=Q(state="approved")),
            receipt=Count("pk", filter=Q(state="paid", receipt__isnull=True)),
        )
    )


def count_on_today(viewer: Viewer, on: date) -> Mapping[str, int]:
    """Return how many requests the viewer may decide, and how many receipts they owe or others owe late. One query."""
    is_own, is_owed = Q(asked_by_id=viewer.user_id), Q(state="paid", receipt__isnull=True)
    return (
        list_requests(viewer, on)
        .order_by()
        .aggregate(
            decide=Count("pk", filter=Q(state="asked") & ~is_own),
            own_receipts=Count("pk", filter=is_owed & is_own),
            late_receipts=Count("pk", filter=is_owed & ~is_own & Q(paid_date__lt=on - RECEIPT_WITHIN)),
        )
    )


def pence_paid(viewer: Viewer, request_ids: Collection[int], on: date) -> Mapping[int, int]:
    """Return how many pence were paid for each of these requests that was paid, taken back or not."""
    seen = list_requests(viewer, on).filter(pk__in=request_ids).order_by().values("pk")
    return dict(Movement.objects.filter(request__in=seen, reason="paid").values_list("request_id", "pence"))


def list_requests_to_decide(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what waits for the viewer's decision, the longest waiting first; never what they asked for themselves."""
    if not viewer.may("funds.approve"):
        return SupportRequest.objects.none()
    waiting = list_requests(viewer, on).filter(state=SupportRequest.State.ASKED)
    return waiting.exclude(asked_by_id=viewer.user_id).order_by("asked_at", "pk")


def list_support_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[SupportRequest]:
    """Return what was asked for one young person so far, merges resolved."""
    return list_requests(viewer, on).filter(person__in=Sameness.around(organisation_of(viewer), [person_id]).everyone)
