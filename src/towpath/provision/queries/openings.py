"""What the directory of openings answers. It holds nobody's record, so all staff of a council may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access import Viewer
from towpath.provision.models import Establishment, Opening
from towpath.rules.distance import Point, postcode_district
from towpath.rules.openings import Offer, StartRule

LONGEST_SEARCH = 100
RULED_BY = (
    "pk",
    "start_rule",
    "start_date",
    "apply_by_date",
    "level",
    "hours_a_week",
    "least_age",
    "most_age",
    "entry_level",
    "asks_english_and_maths",
    "has_send_support",
    "is_small_group",
    "places",
    "postcode",
    "establishment__postcode",
    "establishment__easting",
    "establishment__northing",
    "checked_date",
)


class OpeningNotFoundError(LookupError):
    """There is no opening of that id here."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An opening by its id, as the rules see it."""

    opening_id: int
    offer: Offer


def list_openings(
    viewer: Viewer,
    *,
    words: str = "",
    kind: str = "",
    level: int | None = None,
    start_rule: str = "",
    place: str = "",
    checked_since: date | None = None,
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


def offers_of(viewer: Viewer, rows: QuerySet[Opening]) -> Iterator[Offered]:
    """Yield openings as the rules see them, with the point of whoever offers them. One query."""
    own = rows.filter(organisation_id=viewer.organisation_id).order_by("pk").select_related(None)
    for row in own.values_list(*RULED_BY).iterator(chunk_size=5000):
        yield Offered(row[0], _offer(row))


def offer_of(opening: Opening) -> Offer:
    """Return one opening as the rules see it."""
    values = [_value(opening, name) for name in RULED_BY]
    return _offer(tuple(values))


def find_point(viewer: Viewer, postcode: str) -> Point | None:
    """
    Return where a postcode lies, from the establishments known to lie there; else the middle of those in its district.

    None where no establishment there has a point, or it is no whole postcode. At most two queries.
    """
    district = postcode_district(postcode)
    if not district:
        return None
    placed = Establishment.objects.filter(organisation_id=viewer.organisation_id, easting__isnull=False)
    for of_district, rows in (
        (False, placed.filter(postcode=postcode.strip().upper())),
        (True, placed.filter(postcode__startswith=f"{district} ")),
    ):
        points = list(rows.order_by("pk").values_list("easting", "northing"))
        if points:
            east, north = (sum(each) // len(points) for each in zip(*points, strict=True))
            return Point(east, north, of_district=of_district)
    return None


def _directory(viewer: Viewer) -> QuerySet[Opening]:
    if not viewer.may("directory.view"):
        return Opening.objects.none()
    return Opening.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at__isnull=True)


def _value(opening: Opening, name: str) -> object:
    value: object = opening
    for part in name.split("__"):
        value = getattr(value, part)
    return value


def _offer(row: tuple[object, ...]) -> Offer:
    (
        _,
        start_rule,
        start_date,
        apply_by_date,
        level,
        hours_a_week,
        least_age,
        most_age,
        entry_level,
        asks_english_and_maths,
        has_send_support,
        is_small_group,
        places,
        postcode,
        at_postcode,
        easting,
        northing,
        checked_date,
    ) = row
    # A provider's point is where it lies itself: an opening at another postcode has none of its own.
    is_there = not postcode or postcode == at_postcode
    return Offer(
        start_rule=StartRule(start_rule),
        start_date=start_date,
        apply_by_date=apply_by_date,
        level=level,
        hours_a_week=hours_a_week,
        least_age=least_age,
        most_age=most_age,
        entry_level=entry_level,
        asks_english_and_maths=asks_english_and_maths,
        has_send_support=has_send_support,
        is_small_group=is_small_group,
        places=places,
        postcode=postcode or at_postcode,
        point=Point(easting, northing) if is_there and easting is not None else None,  # type: ignore[arg-type]
        checked_date=checked_date,
    )  # type: ignore[arg-type]
