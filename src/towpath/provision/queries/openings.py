"""What the directory of openings answers. It holds nobody's record, so all staff of a council may read it."""

from datetime import date

from django.db.models import Q, QuerySet

from towpath.access import Viewer
from towpath.provision.models import Establishment, Opening
from towpath.rules.distance import Point, postcode_district

LONGEST_SEARCH = 100
FEWEST_IN_DISTRICT = 3
"""Of fewer places, the middle says where those lie and not where the district does."""


class OpeningNotFoundError(LookupError):
    """There is no opening of that id here."""


def list_openings(
    viewer: Viewer,
    *,
    words: str = "",
    kind: str = "",
    level: int | None = None,
    start_rule: str = "",
    place: str = "",
    checked_since: date | None = None,
    checked_before: date | None = None,
) -> QuerySet[Opening]:
    """
    Return the directory by title, narrowed: every word is in the title, the sector, the place or the provider's name.

    Nothing to whoever may not read the directory.
    """
    rows = _directory(viewer)
    for word in words[:LONGEST_SEARCH].split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(sector__icontains=word)
            | Q(place__icontains=word)
            | Q(establishment__name__icontains=word)
        )
    if place.strip():
        district = place.strip().upper()[:8]
        rows = rows.filter(Q(postcode__startswith=district) | Q(establishment__postcode__startswith=district))
    if kind:
        rows = rows.filter(kind=kind)
    if level is not None:
        rows = rows.filter(level=level)
    if start_rule:
        rows = rows.filter(start_rule=start_rule)
    if checked_since:
        rows = rows.filter(checked_date__gte=checked_since)
    if checked_before:
        rows = rows.filter(checked_date__lt=checked_before)
    return rows.select_related("establishment").order_by("title", "pk")


def get_opening(viewer: Viewer, opening_id: int, *, withdrawn_too: bool = False) -> Opening:
    """
    Return one opening.

    :param withdrawn_too: one that is out of the directory as well, for whoever applied to it
    :raises OpeningNotFoundError: there is none of that id that the viewer may read
    """
    rows = Opening.objects.filter(organisation_id=viewer.organisation_id) if withdrawn_too else _directory(viewer)
    row = rows.filter(pk=opening_id).select_related("establishment").first()
    if row is None or not viewer.may("directory.view"):
        raise OpeningNotFoundError("There is no such entry in the directory here.")
    return row


def find_point(viewer: Viewer, postcode: str) -> Point | None:
    """
    Return where a postcode lies, from the establishments known to lie there; else the middle of those in its district.

    None where too few establishments there have a point, or it is no whole postcode. At most two queries.
    """
    district = postcode_district(postcode)
    if not district:
        return None
    placed = Establishment.objects.filter(organisation_id=viewer.organisation_id, easting__isnull=False)
    for of_district, least, rows in (
        (False, 1, placed.filter(postcode=postcode.strip().upper())),
        (True, FEWEST_IN_DISTRICT, placed.filter(postcode__startswith=f"{district} ")),
    ):
        points = list(rows.order_by("pk").values_list("easting", "northing"))
        if len(points) >= least:
            east, north = (sum(each) // len(points) for each in zip(*points, strict=True))
            return Point(east, north, of_district=of_district)
    return None


def _directory(viewer: Viewer) -> QuerySet[Opening]:
    if not viewer.may("directory.view"):
        return Opening.objects.none()
    return Opening.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at__isnull=True)
