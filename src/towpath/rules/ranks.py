"""
Where a council stands among the others on a published measure.

A rank is 1 and the number of councils strictly better, on values of one decimal as published; those who share a value
share the rank. One who is missing or suppressed is in no list. Source: DfE's scorecards; that ties share a rank is
ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

PUBLISHED_STEP = Decimal("0.1")


class Measure(StrEnum):
    """A published measure of academic ages 16 and 17, by the name that commands and addresses give it."""

    NEET = "neet"
    NOT_KNOWN = "not_known"
    COMBINED = "combined"
    PARTICIPATION = "participation"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """What a measure says of a council, when it is taken, and whether a lower value is the better one."""

    words: str
    taken: str
    lower_is_better: bool


DECEMBER_TO_FEBRUARY = "average of the ends of December, January and February"

MEASURE_TERMS: dict[Measure, MeasureTerms] = {
    Measure.NEET: MeasureTerms("not in education, employment or training", DECEMBER_TO_FEBRUARY, True),
    Measure.NOT_KNOWN: MeasureTerms("whose activity is not known", DECEMBER_TO_FEBRUARY, True),
    Measure.COMBINED: MeasureTerms("NEET or not known", DECEMBER_TO_FEBRUARY, True),
    Measure.PARTICIPATION: MeasureTerms("participating in education or training", "end of March", False),
    Measure.GUARANTEE: MeasureTerms(
        "offered a place under the September Guarantee", "end of September before the year began", False
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place in a list. `tied` counts all who share it, this one included; `of` is the length of the list."""

    place: int
    tied: int
    of: int

    @property
    def words(self) -> str:
        """Return the rank as it may be quoted, never without its list and its ties."""
        place = f"{ordinal(self.place)} of {self.of}"
        return f"joint {place}, {self.tied} tied" if self.tied > 1 else place


def rank_of(value: Decimal, among: Iterable[Decimal | None], measure: Measure) -> Rank:
    """
    Return the rank of a value among all the values of a list, its own included.

    :param among: every council's value, None where it is missing or suppressed
    :raises ValueError: the value itself is not in the list
    """
    own = as_published(value)
    listed = [as_published(each) for each in among if each is not None]
    if own not in listed:
        raise ValueError(f"{value} is not in the list that it is to be ranked in.")
    lower_is_better = MEASURE_TERMS[measure].lower_is_better
    better = sum(each < own if lower_is_better else each > own for each in listed)
    return Rank(place=1 + better, tied=listed.count(own), of=len(listed))


def as_published(value: Decimal) -> Decimal:
    """Return a percentage to the one decimal in which it is published; halves go up."""
    return value.quantize(PUBLISHED_STEP, ROUND_HALF_UP)


def ordinal(number: int) -> str:
    """Return a number as a place: 1st, 2nd, 3rd, 11th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"
