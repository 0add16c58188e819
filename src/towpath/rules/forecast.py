"""
Who will be NEET or not known at the ends of months to come, if nobody does anything and if a list is worked through.

A day to come is read from the spells that `towpath.rules.spells` and `currency` give for the statements held today:
nothing here says how long anything lasts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from towpath.rules.cohort import is_measured
from towpath.rules.dates import add_months, month_end
from towpath.standards import Group

MONTHS_AHEAD = 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both ends included, on which somebody's activity is known; `to_date` is None while nothing ends it."""

    from_date: date
    to_date: date | None
    group: Group

    def covers(self, day: date) -> bool:
        """Return whether the day lies within it."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True, slots=True)
class Tracked:
    """One person whom this council tracks, with the stretches that reach today or begin later."""

    birth_date: date
    stretches: tuple[Stretch, ...]

    def on(self, day: date) -> Stretch | None:
        """Return what is known of a day, or nothing."""
        return next((each for each in self.stretches if each.covers(day)), None)

    def group_on(self, day: date) -> Group:
        """Return how they count on a day: not known where nothing covers it."""
        found = self.on(day)
        return found.group if found else Group.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Expected:
    """The figures expected at the end of a month, of academic age 16 and 17. People expected need not be whole."""

    month_end: date
    cohort: int
    neet: Fraction
    not_known: Fraction

    @property
    def combined(self) -> Fraction:
        """NEET and not known together."""
        return self.neet + self.not_known

    def percent(self, people: Fraction) -> Fraction | None:
        """Return people as a percentage of the cohort; none where there is no cohort."""
        return 100 * people / self.cohort if self.cohort else None


def next_period_end(on: date) -> date:
    """Return the end of the next return's period: that of the month, or on its last day that of the month after."""
    return month_end(on if on < month_end(on) else on + ONE_DAY)


def months_ahead(on: date, *, months: int = MONTHS_AHEAD) -> list[date]:
    """Return the ends of the periods to come."""
    first = next_period_end(on)
    return [month_end(add_months(first.replace(day=1), number)) for number in range(months)]


def if_nothing_is_done(people: Iterable[Tracked], day: date) -> Expected:
    """Return the figures on a day to come where nobody tells us anything more. Custody of adults is outside them."""
    # Thousands share a birth date, and its academic age is the same for all of them.
    measured: dict[date, bool] = {}
    counts = dict.fromkeys(Group, 0)
    for one in people:
        if one.birth_date not in measured:
            measured[one.birth_date] = is_measured(one.birth_date, day)
        if measured[one.birth_date]:
            counts[one.group_on(day)] += 1
    cohort = sum(counts.values()) - counts[Group.OTHER]
    return Expected(day, cohort, Fraction(counts[Group.NEET]), Fraction(counts[Group.NOT_KNOWN]))


def if_settled(nothing: Expected, settled: Iterable[Tracked], *, on: date, expected_neet: Fraction) -> Expected:
    """
    Return the same figures where it is settled by then what some people do.

    Who is known today, and would have lapsed, goes on as they are. Of those not known today, so large a share as among
    the known is expected to be NEET.

    :param on: today
    """
    day, cohort, neet, not_known = nothing.month_end, nothing.cohort, nothing.neet, nothing.not_known
    for one in settled:
        if one.group_on(day) is not Group.NOT_KNOWN or not is_measured(one.birth_date, day):
            continue
        now = one.group_on(on)
        not_known -= 1
        cohort -= now is Group.OTHER
        neet += expected_neet if now is Group.NOT_KNOWN else now is Group.NEET
    return Expected(day, cohort, neet, not_known)


def lapsing_by_month(people: Mapping[int, Tracked], on: date, ends: Sequence[date]) -> dict[date, list[int]]:
    """
    Return who is known today and will not be, by the month in which that ends, soonest first; each person once.

    Only those who count in the rates of that month are told.
    """
    found: dict[date, list[tuple[date, int]]] = {end: [] for end in ends}
    for person_id, one in people.items():
        now = one.on(on)
        if now is None or now.to_date is None or now.group is Group.NOT_KNOWN:
            continue
        lost = now.to_date
        while (following := one.on(lost + ONE_DAY)) is not None and following.to_date is not None:
            lost = following.to_date
        if one.on(lost + ONE_DAY) is not None:
            continue
        end = next((end for end in ends if lost < end), None)
        if end is not None and is_measured(one.birth_date, end):
            found[end].append((lost, person_id))
    return {end: [person_id for _, person_id in sorted(each)] for end, each in found.items()}
