"""
Whether an employer's opening suits a young person, and why. It ranks nobody and sends nothing: a person decides.

What is not known is said to be unknown and never taken for a yes or a no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.dates import age


class Suits(StrEnum):
    """How an opening stands to somebody."""

    YES = "suits"
    ASK = "may suit: something must be asked first"
    NO = "does not suit"


class Point(StrEnum):
    """What each reason is about."""

    OPEN = "open"
    PLACES = "places"
    AGE = "age"
    HELD = "held"
    HOURS = "hours"
    START = "start"
    SECTOR = "sector"
    DBS = "dbs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """
    What of a young person bears on a match. None is not known.

    `sectors` are those they said they would like; none means they did not say. `is_care_experienced` is used for
    openings held for those who are, and for no other.
    """

    birth_date: date | None
    sectors: frozenset[str] = frozenset()
    hours_most: int | None = None
    available_date: date | None = None
    is_care_experienced: bool | None = None
    agrees_to_held: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What of an employer's opening bears on a match."""

    sector: str
    places_left: int
    hours: int | None = None
    least_age: int | None = None
    starts_date: date | None = None
    closes_date: date | None = None
    is_held: bool = False
    needs_dbs: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, for (`YES`), to be asked about (`ASK`) or against (`NO`)."""

    point: Point
    says: Suits
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """How an opening suits somebody, and every reason, the weightiest against it first."""

    suits: Suits
    reasons: tuple[Reason, ...]


def match_of(seeker: Seeker, opening: Opening, on: date) -> Match:
    """
    Return how an opening suits a young person on a day.

    One reason against is enough; without any, one thing to ask is enough.

    Source: ours, from the Charter's own terms; docs/rules/charter.md has the table.
    """
    given = [*_state(opening, on), *_held(seeker, opening), *_age(seeker, opening, on), *_wishes(seeker, opening, on)]
    reasons = tuple(sorted(given, key=lambda each: _WEIGHT[each.says]))
    return Match(reasons[0].says if reasons else Suits.YES, reasons)


_WEIGHT = {Suits.NO: 0, Suits.ASK: 1, Suits.YES: 2}


def _state(opening: Opening, on: date) -> Iterable[Reason]:
    if opening.closes_date and opening.closes_date < on:
        yield Reason(Point.OPEN, Suits.NO, "It has closed.")
    if opening.places_left <= 0:
        yield Reason(Point.PLACES, Suits.NO, "Every place is taken.")


def _held(seeker: Seeker, opening: Opening) -> Iterable[Reason]:
    if not opening.is_held:
        return
    if seeker.is_care_experienced is None:
        yield Reason(Point.HELD, Suits.ASK, "It is for care-experienced young people; we do not know that they are.")
    elif not seeker.is_care_experienced:
        yield Reason(Point.HELD, Suits.NO, "It is for care-experienced young people.")
    elif seeker.agrees_to_held is None:
        yield Reason(
            Point.HELD, Suits.ASK, "It is for care-experienced young people; they have not been asked about such jobs."
        )
    elif not seeker.agrees_to_held:
        yield Reason(Point.HELD, Suits.NO, "They do not want jobs that are for care-experienced young people.")
    else:
        yield Reason(Point.HELD, Suits.YES, "It is for care-experienced young people, and they are glad of such jobs.")


def _age(seeker: Seeker, opening: Opening, on: date) -> Iterable[Reason]:
    if opening.least_age is None:
        return
    if seeker.birth_date is None:
        yield Reason(Point.AGE, Suits.ASK, f"It takes people from {opening.least_age}; their age is not recorded.")
        return
    then = max(on, opening.starts_date or on)
    if age(seeker.birth_date, then) < opening.least_age:
        yield Reason(Point.AGE, Suits.NO, f"It takes people from {opening.least_age}; they are younger at the start.")


def _wishes(seeker: Seeker, opening: Opening, on: date) -> Iterable[Reason]:
    if not seeker.sectors:
        yield Reason(Point.SECTOR, Suits.ASK, "They have not said what work they would like.")
    elif opening.sector in seeker.sectors:
        yield Reason(Point.SECTOR, Suits.YES, "It is work that they said they would like.")
    else:
        yield Reason(Point.SECTOR, Suits.ASK, "It is not among the work that they said they would like.")
    if opening.hours is not None and seeker.hours_most is not None:
        fits = opening.hours <= seeker.hours_most
        words = f"It is {opening.hours} hours a week and they can do {seeker.hours_most}."
        yield Reason(Point.HOURS, Suits.YES if fits else Suits.NO, words)
    if seeker.available_date and (opening.starts_date or on) < seeker.available_date:
        yield Reason(Point.START, Suits.ASK, "It starts before they are free.")
    if opening.needs_dbs:
        yield Reason(Point.DBS, Suits.ASK, "It needs a DBS check: talk it through with them first.")
