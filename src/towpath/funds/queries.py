"""What can be asked about pots and the money that young people were given."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.funds.models import Account, Movement, Pot, SupportRequest
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness


class PotNotFoundError(LookupError):
    """There is no such pot for this viewer."""


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
    pot = list_pots(viewer).filter(pk=pot_id).first()
    if pot is None:
        raise PotNotFoundError("There is no such pot here.")
    return pot


def balances_of(viewer: Viewer, pot: Pot) -> Mapping[str, int]:
    """Return what each account of a pot holds, in pence; they add up to nought."""
    rows = Account.objects.filter(pot__in=list_pots(viewer), pot=pot)
    return dict(rows.order_by("pk").values_list("kind", "balance_pence"))


def list_movements(viewer: Viewer, pot: Pot) -> QuerySet[Movement]:
    """Return a pot's movements of money in the order in which they were made."""
    return Movement.objects.filter(pot__in=list_pots(viewer), pot=pot).order_by("pk")


def list_requests(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what was asked for the young people a viewer may see, the latest first; nothing without leave."""
    if not viewer.may("funds.view"):
        return SupportRequest.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = SupportRequest.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    return rows.select_related("person", "pot", "asked_by", "decided_by").order_by("-asked_at", "-pk")


def list_requests_to_decide(viewer: Viewer, on: date) -> QuerySet[SupportRequest]:
    """Return what waits for the viewer's decision, the longest waiting first; never what they asked for themselves."""
    if not viewer.may("funds.approve"):
        return SupportRequest.objects.none()
    waiting = list_requests(viewer, on).filter(state=SupportRequest.State.ASKED)
    return waiting.exclude(asked_by_id=viewer.user_id).order_by("asked_at", "pk")


def list_support_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[SupportRequest]:
    """Return what was asked for one young person so far, merges resolved."""
    return list_requests(viewer, on).filter(person__in=Sameness.around(organisation_of(viewer), [person_id]).everyone)
