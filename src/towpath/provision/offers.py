"""An opening as the rules see it, from its row."""

from collections.abc import Sequence
from typing import Any

from towpath.provision.models import Opening
from towpath.rules.distance import Point
from towpath.rules.openings import Offer, StartRule

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
"""The columns that the rules ask about, in the order in which a row gives them."""


def offer_of(opening: Opening) -> Offer:
    """Return one opening as the rules see it."""
    return offer_from([_value(opening, name) for name in RULED_BY])


def offer_from(row: Sequence[Any]) -> Offer:
    """Return an opening as the rules see it, from the columns of `RULED_BY`."""
    told = dict(zip(RULED_BY, row, strict=True))
    told.pop("pk")
    own, at = told["postcode"], told.pop("establishment__postcode")
    easting, northing = told.pop("establishment__easting"), told.pop("establishment__northing")
    # A provider's point is where it lies itself: an opening at another postcode has none of its own.
    is_there = not own or own == at
    point = Point(easting, northing) if is_there and easting is not None else None
    told |= {"start_rule": StartRule(told["start_rule"]), "postcode": own or at, "point": point}
    return Offer(**told)


def _value(opening: Opening, name: str) -> Any:
    value: Any = opening
    for part in name.split("__"):
        value = getattr(value, part)
    return value
