"""
From what a Year 11 leaver meant to do to where they are in January: four facts, each of which may be missing.

What nobody recorded is never counted as a no. Source: docs/published-facts.md, Destinations of leavers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.guarantee import OFFERS, Settled
from towpath.standards import ActivityCode, Group

NO_PLACE_YET = "260"
"""A gap year before a deferred place counts as education in the return; nobody sits in a class in it."""


class Direction(StrEnum):
    """What somebody means to do, or does."""

    EDUCATION = "education"
    TRAINING = "training"
    WORK = "work"
    NEET = "neet"
    OTHER = "other"
    UNDECIDED = "undecided"
    NOT_RECORDED = "not_recorded"


LEARNING = (Direction.EDUCATION, Direction.TRAINING)


class January(StrEnum):
    """What became by 31 January of the place that somebody had in autumn."""

    SAME_PLACE = "same_place"
    ANOTHER_PLACE = "another_place"
    SOMEWHERE = "somewhere"
    JOINED = "joined"
    DOES_OTHER = "does_other"
    NOT_RECORDED = "not_recorded"
    NOT_YET = "not_yet"


STILL_LEARNING = (January.SAME_PLACE, January.ANOTHER_PLACE, January.SOMEWHERE, January.JOINED)

_MEANT: Mapping[str, Direction] = {
    "111": Direction.EDUCATION,
    "121": Direction.EDUCATION,
    "211": Direction.TRAINING,
    "311": Direction.WORK,
    "321": Direction.WORK,
    "411": Direction.OTHER,
    "511": Direction.UNDECIDED,
    # Of the codes before April 2015, which old systems still bring.
    "110": Direction.EDUCATION,
    "120": Direction.EDUCATION,
    "130": Direction.EDUCATION,
    "220": Direction.TRAINING,
    "230": Direction.TRAINING,
    "310": Direction.WORK,
    "320": Direction.WORK,
    "410": Direction.UNDECIDED,
    "510": Direction.OTHER,
}


class Column(StrEnum):
    """One of the four facts that stand side by side."""

    MEANT = "meant"
    OFFERED = "offered"
    AUTUMN = "autumn"
    JANUARY = "january"


@dataclass(frozen=True, slots=True)
class Autumn:
    """The days of the year of leaving that matter: September and October, and 31 January."""

    leaving_year: int

    @property
    def from_date(self) -> date:
        return date(self.leaving_year, 9, 1)

    @property
    def to_date(self) -> date:
        return date(self.leaving_year, 10, 31)

    @property
    def january_date(self) -> date:
        return date(self.leaving_year + 1, 1, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Days on which what somebody does is known. `place` is an establishment's id or a provider's name, or empty."""

    from_date: date
    to_date: date | None
    direction: Direction
    place: str = ""

    def covers(self, first: date, last: date) -> bool:
        """Return whether any day from the first to the last lies in it."""
        return self.from_date <= last and (self.to_date is None or self.to_date >= first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What one leaver meant, was offered, did in autumn and was doing in January."""

    meant: Direction
    offered: Settled
    autumn: Direction
    january: January

    def state(self, column: Column) -> Direction | Settled | January:
        """Return what one column says of them."""
        states: Mapping[Column, Direction | Settled | January] = {
            Column.MEANT: self.meant,
            Column.OFFERED: self.offered,
            Column.AUTUMN: self.autumn,
            Column.JANUARY: self.january,
        }
        return states[column]

    @property
    def did_as_meant(self) -> bool | None:
        """Return whether they did in autumn what they had meant to; None where either is not recorded or was open."""
        if Direction.NOT_RECORDED in (self.meant, self.autumn) or self.meant is Direction.UNDECIDED:
            return None
        return self.meant is self.autumn


def meant_by(code: str) -> Direction:
    """Return what an intended destination says; "not obtained", and a code that is not published, are not recorded."""
    return _MEANT.get(code, Direction.NOT_RECORDED)


def direction_of(code: ActivityCode | None) -> Direction:
    """Return what an activity comes to beside an intention; one at school until 31 August is none of a leaver's."""
    if code is None or code.group in (Group.NOT_KNOWN, Group.COMPULSORY):
        return Direction.NOT_RECORDED
    if code.group is Group.NEET:
        return Direction.NEET
    if code.group is Group.OTHER or code.code == NO_PLACE_YET:
        return Direction.OTHER
    if code.subgroup == "education":
        return Direction.EDUCATION
    is_apprentice = code.measure == "apprenticeship"
    return Direction.TRAINING if is_apprentice or code.subgroup != "employment" else Direction.WORK


def journey_of(meant: Direction, offered: Settled, stays: Collection[Stay], autumn: Autumn, on: date) -> Journey:
    """
    Return one leaver's way as known on a day.

    The last place in learning of September and October is the one that somebody was enrolled in, so that whoever
    changed in the first weeks is not taken to have left; whoever had none did what they did last in those months.
    """
    known = sorted((each for each in stays if each.direction is not Direction.NOT_RECORDED), key=_from)
    in_autumn = [each for each in known if each.covers(autumn.from_date, min(autumn.to_date, on))]
    learning = [each for each in in_autumn if each.direction in LEARNING]
    speaking = learning or in_autumn
    enrolled = speaking[-1] if speaking and on >= autumn.from_date else None
    there = next((each for each in known if each.covers(autumn.january_date, autumn.january_date)), None)
    return Journey(
        meant=meant,
        offered=offered,
        autumn=enrolled.direction if enrolled else Direction.NOT_RECORDED,
        january=January.NOT_YET if on < autumn.january_date else _january(enrolled, there),
    )


def _from(stay: Stay) -> date:
    return stay.from_date


def _january(enrolled: Stay | None, there: Stay | None) -> January:
    if there is None:
        return January.NOT_RECORDED
    if there.direction not in LEARNING:
        return January.DOES_OTHER
    if enrolled is None or enrolled.direction not in LEARNING:
        return January.JOINED
    if there == enrolled:
        return January.SAME_PLACE
    if not there.place or not enrolled.place:
        return January.SOMEWHERE
    return January.SAME_PLACE if there.place == enrolled.place else January.ANOTHER_PLACE


@dataclass(frozen=True, slots=True)
class JourneyFigures:
    """How many came to each state of each of the four, of so many leavers."""

    leavers: int
    meant: Mapping[Direction, int]
    offered: Mapping[Settled, int]
    autumn: Mapping[Direction, int]
    january: Mapping[January, int]
    as_meant: int
    otherwise: int

    def counted(self, column: Column) -> int:
        """
        Return how many said what they meant, had an offer, were in learning in autumn, or were on 31 January, wherever.

        Whoever was undecided said so.
        """
        counts: Mapping[Column, int] = {
            Column.MEANT: self.leavers - self.meant[Direction.NOT_RECORDED],
            Column.OFFERED: sum(self.offered[each] for each in OFFERS),
            Column.AUTUMN: sum(self.autumn[each] for each in LEARNING),
            Column.JANUARY: sum(self.january[each] for each in STILL_LEARNING),
        }
        return counts[column]


def figures_of_journeys(journeys: Iterable[Journey]) -> JourneyFigures:
    """Return the figures of these leavers."""
    meant, autumn = dict.fromkeys(Direction, 0), dict.fromkeys(Direction, 0)
    offered, january = dict.fromkeys(Settled, 0), dict.fromkeys(January, 0)
    leavers = as_meant = otherwise = 0
    for each in journeys:
        leavers += 1
        meant[each.meant] += 1
        offered[each.offered] += 1
        autumn[each.autumn] += 1
        january[each.january] += 1
        as_meant += each.did_as_meant is True
        otherwise += each.did_as_meant is False
    return JourneyFigures(leavers, meant, offered, autumn, january, as_meant, otherwise)
