"""An opening as the rules see it, and as it reads to a search of many."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cache

from django.db.models import QuerySet

from towpath.provision.models import Opening
from towpath.rules.distance import Point
from towpath.rules.openings import Offer, StartRule

ON_THE_MAP = ("postcode", "point")
"""What an offer says of where it is, which a row says in four columns."""
PLACED_BY = ("postcode", "establishment__postcode", "establishment__easting", "establishment__northing")


def offer_of(opening: Opening) -> Offer:
    """Return one opening as the rules see it."""
    place = opening.establishment
    postcode, point = _placed(opening.postcode, place.postcode, place.easting, place.northing)
    return Offer(
        start_rule=StartRule(opening.start_rule),
        start_date=opening.start_date,
        apply_by_date=opening.apply_by_date,
        level=opening.level,
        hours_a_week=opening.hours_a_week,
        least_age=opening.least_age,
        most_age=opening.most_age,
        entry_level=opening.entry_level,
        asks_english_and_maths=opening.asks_english_and_maths,
        has_send_support=opening.has_send_support,
        is_small_group=opening.is_small_group,
        places=opening.places,
        checked_date=opening.checked_date,
        postcode=postcode,
        point=point,
    )


def facts_of(rows: QuerySet[Opening], reads: Sequence[str]) -> Iterator[tuple[int, Sequence[Hashable]]]:
    """
    Yield openings by id with the facts that a search reads, in the order of the rows. One query.

    :param reads: columns of an opening; where it is comes last, as an offer has it
    """
    plain = [name for name in reads if name not in ON_THE_MAP]
    is_placed = len(plain) < len(reads)
    columns = ("pk", *plain, *(PLACED_BY if is_placed else ()))
    placed = cache(_placed)
    end = 1 + len(plain)
    for row in rows.select_related(None).values_list(*columns).iterator(chunk_size=5000):
        yield row[0], (*row[1:end], *placed(*row[end:])) if is_placed else row[1:]


def _placed(own: str, at: str, easting: int | None, northing: int | None) -> tuple[str, Point | None]:
    """Return where an opening is: its postcode, and its point."""
    # A provider's point is where it lies itself: an opening at another postcode has none of its own.
    is_there = not own or own == at
    point = Point(easting, northing) if is_there and easting is not None and northing is not None else None
    return own or at, point
