"""Who stands by the Charter, what they pledged and what was used, and the lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from towpath.access import Viewer
from towpath.charter.models import PlacementCheck, Pledge, Signing
from towpath.charter.terms import Terms, terms_of
from towpath.people.queries import organisation_of
from towpath.provision.models import Establishment
from towpath.provision.queries import get_establishment


class SigningNotFoundError(LookupError):
    """There is no signing of that id that the viewer may see."""


class PledgeNotFoundError(LookupError):
    """There is no pledge of that id that the viewer may see."""


def get_terms(viewer: Viewer) -> Terms:
    """Return the lists of the viewer's council. One query."""
    return terms_of(organisation_of(viewer))


def list_signings(viewer: Viewer, on: date, *, known_at: datetime | None = None) -> QuerySet[Signing]:
    """
    Return the signings in force on a day, by name: those signed by then whose last day had not passed.

    With `known_at`, as it stood written down at that instant.
    """
    rows = Signing.objects.filter(organisation_id=viewer.organisation_id, signed_date__lte=on)
    ended = Q(ended_date__lt=on)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
        ended &= Q(ended_at__lte=known_at)
    if not (viewer.may("charter.view") or viewer.may("rates.view")):
        return Signing.objects.none()
    return rows.exclude(ended).select_related("establishment").order_by("establishment__name", "pk")


def count_signings(viewer: Viewer, on: date, *, known_at: datetime | None = None) -> Mapping[str, int]:
    """Return how many organisations stood by the Charter on a day, by the code of their sector. One query."""
    rows = list_signings(viewer, on, known_at=known_at).order_by().values("sector")
    return {row["sector"]: row["many"] for row in rows.annotate(many=Count("pk")).order_by("sector")}


def first_signed_date(viewer: Viewer) -> date | None:
    """Return the day on which the first organisation of the viewer's council signed; None where none did. One query."""
    if not (viewer.may("charter.view") or viewer.may("rates.view")):
        return None
    rows = Signing.objects.filter(organisation_id=viewer.organisation_id).order_by("signed_date", "pk")
    return rows.values_list("signed_date", flat=True).first()


def list_signings_of(viewer: Viewer, establishment_id: int) -> QuerySet[Signing]:
    """Return every signing of one organisation, the latest first."""
    if not viewer.may("charter.view"):
        return Signing.objects.none()
    rows = Signing.objects.filter(organisation_id=viewer.organisation_id, establishment_id=establishment_id)
    return rows.select_related("establishment", "organisation").order_by("-signed_date", "-pk")


def get_employer(viewer: Viewer, establishment_id: int) -> Establishment:
    """
    Return one organisation.

    :raises towpath.provision.queries.EstablishmentNotFoundError: there is none of that id in the viewer's council
    """
    row = get_establishment(viewer, establishment_id)
    row.organisation = organisation_of(viewer)
    return row


@dataclass(frozen=True, slots=True)
class PledgeCount:
    """One pledge, how many were made and how many used."""

    pledge: Pledge
    made: int
    used: int


def list_pledges(viewer: Viewer, on: date, *, establishment_id: int | None = None) -> list[PledgeCount]:
    """
    Return what those who stand by the Charter on a day have pledged, made beside used. Two queries.

    Everything used by that day counts, more than was promised too.
    """
    if not viewer.may("charter.view"):
        return []
    return _pledges(viewer, on, establishment_id)


def count_pledges(viewer: Viewer, on: date) -> Mapping[str, tuple[int, int]]:
    """Return, by kind of pledge, how many were made and used by a day; before small numbers are hidden. Two queries."""
    counted: dict[str, tuple[int, int]] = {}
    for each in _pledges(viewer, on, None):
        made, used = counted.get(each.pledge.kind, (0, 0))
        counted[each.pledge.kind] = (made + each.made, used + each.used)
    return counted


def get_pledge(viewer: Viewer, pledge_id: int) -> Pledge:
    """
    Return one pledge.

    :raises PledgeNotFoundError: there is none that the viewer may see
    """
    rows = Pledge.objects.filter(organisation_id=viewer.organisation_id, pk=pledge_id)
    row = rows.select_related("signing__establishment", "organisation").order_by("pk").first()
    if row is None or not viewer.may("charter.view"):
        raise PledgeNotFoundError("There is no such pledge here.")
    return row


def list_employer_checks(viewer: Viewer, establishment_id: int) -> QuerySet[PlacementCheck]:
    """Return the checks of an employer that hold for all its placements, the latest first."""
    if not viewer.may("charter.view"):
        return PlacementCheck.objects.none()
    rows = PlacementCheck.objects.filter(
        organisation_id=viewer.organisation_id,
        establishment_id=establishment_id,
        placement__isnull=True,
        withdrawn_at__isnull=True,
    )
    return rows.order_by("-checked_date", "-pk")


def _pledges(viewer: Viewer, on: date, establishment_id: int | None) -> list[PledgeCount]:
    signings = list_signings(viewer, on)
    if establishment_id is not None:
        signings = signings.filter(establishment_id=establishment_id)
    rows = Pledge.objects.filter(
        signing__in=signings.order_by().values("pk"), withdrawn_at__isnull=True, from_date__lte=on
    )
    used = Count("uses", filter=Q(uses__used_date__lte=on, uses__withdrawn_at__isnull=True))
    rows = rows.annotate(used=used).select_related("signing__establishment")
    ordered = rows.order_by("signing__establishment__name", "from_date", "pk")
    return [PledgeCount(row, row.quantity, row.used) for row in ordered]
