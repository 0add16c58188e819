"""How far apart two places are in a straight line, which is never the way that somebody travels."""

from dataclasses import dataclass
from math import hypot


@dataclass(frozen=True, slots=True)
class Point:
    """
    A place on the National Grid, in metres east and north. `of_district` says that it stands for a postcode district,
    being the middle of the places known there, and not for one address.
    """

    easting: int
    northing: int
    of_district: bool = False


def straight_line_km(one: Point, other: Point) -> float:
    """Return the kilometres between two points of the National Grid as the crow flies."""
    return hypot(one.easting - other.easting, one.northing - other.northing) / 1000


def postcode_district(postcode: str) -> str:
    """Return the outward half of a postcode, as L20 of "L20 3NJ"; nothing where it is no whole postcode."""
    outward, space, inward = postcode.strip().upper().partition(" ")
    return outward if space and len(inward) == 3 else ""
