"""When somebody answers the phone: shares answered by time of day and by weekday, and the best of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from towpath.rules.attempts import PartOfDay, part_of_day

_Time = TypeVar("_Time", PartOfDay, int)

LEAST = 5
"""Fewer calls than this say nothing."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Answered:
    """How many calls were made and how many were answered."""

    calls: int = 0
    answered: int = 0

    def __add__(self, other: "Answered") -> "Answered":
        return Answered(self.calls + other.calls, self.answered + other.answered)

    @property
    def share(self) -> Fraction | None:
        """The share answered; unknown of fewer calls than say anything."""
        return Fraction(self.answered, self.calls) if self.calls >= LEAST else None


@dataclass(frozen=True, slots=True)
class Times:
    """Calls by part of day and by weekday, Monday first as 0."""

    by_part: Mapping[PartOfDay, Answered]
    by_weekday: Mapping[int, Answered]

    @property
    def best_part(self) -> PartOfDay | None:
        """The part of day in which most answer; none where too few were called, or nobody answered."""
        return _best(self.by_part)

    @property
    def best_weekday(self) -> int | None:
        """The weekday on which most answer; none where too few were called, or nobody answered."""
        return _best(self.by_weekday)


def times_of(calls: Iterable[tuple[datetime, bool]]) -> Times:
    """Return when calls were answered: each with its local instant and whether anybody of the household answered."""
    return times_from((at.weekday(), at.hour, Answered(1, int(was_answered))) for at, was_answered in calls)


def times_from(counts: Iterable[tuple[int, int, Answered]]) -> Times:
    """Return the same from calls already counted by weekday, Monday first as 0, and by hour."""
    by_part = dict.fromkeys(PartOfDay, Answered())
    by_weekday = dict.fromkeys(range(len(WEEKDAYS)), Answered())
    for weekday, hour, each in counts:
        part = part_of_day(hour)
        by_part[part] += each
        by_weekday[weekday] += each
    return Times(by_part, by_weekday)


def _best(counts: Mapping[_Time, Answered]) -> _Time | None:
    """Return what has the highest share; of equals the one with more calls, then the earlier."""
    known = [(each.share, each.calls, -place, what) for place, (what, each) in enumerate(counts.items()) if each.share]
    return max(known, key=lambda one: one[:3])[3] if known else None
