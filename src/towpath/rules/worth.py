"""What working a ready list through would change: people and points of the published rate, and which to work first."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from towpath.rules.cohort import is_measured
from towpath.rules.ready_lists import LISTS_BY_CODE, READY_LISTS, Situation
from towpath.standards import Group


def neet_share(neet: int, eet: int) -> Fraction:
    """Return the share of those known who are NEET, which is what we expect of somebody found; nought of nobody."""
    return Fraction(neet, neet + eet) if neet + eet else Fraction(0)


def worth(one: Situation, on: date, *, period_end: date, expected_neet: Fraction) -> Fraction:
    """
    Return how many people fewer the combined figure is expected to hold once it is settled what somebody does.

    An unknown found counts one unless NEET. One who is in learning or work, and would lapse before the period ends,
    counts one when confirmed. Whoever is NEET counts nothing: settled, they are NEET still.
    """
    if not is_measured(one.birth_date, on) or not one.is_tracked:
        return Fraction(0)
    if one.group is Group.NOT_KNOWN:
        return 1 - expected_neet
    lapses = one.lapses_date is not None and one.lapses_date < period_end
    return Fraction(1) if one.group is Group.EET and lapses else Fraction(0)


def worth_on(code: str, one: Situation, on: date, *, period_end: date, expected_neet: Fraction) -> Fraction:
    """
    Return what settling somebody as a member of one list is worth.

    Whoever should have started by now, and did, is NEET no longer: counted one, which is the most that it can be.
    """
    if not LISTS_BY_CODE[code].settles:
        return Fraction(0)
    if code == "start_passed" and is_measured(one.birth_date, on):
        return Fraction(1)
    return worth(one, on, period_end=period_end, expected_neet=expected_neet)


def points(people: Fraction, cohort: int) -> Fraction:
    """Return people as percentage points of a cohort, to tenths; nought of no cohort."""
    return Fraction(round(1000 * people / cohort), 10) if cohort else Fraction(0)


def ordered(worths: Mapping[str, Fraction], counts: Mapping[str, int]) -> list[str]:
    """Return the lists in the order to work them: the most worth first, then the longest, then as written."""
    place = {each.code: number for number, each in enumerate(READY_LISTS)}
    return sorted(place, key=lambda code: (-worths.get(code, 0), -counts.get(code, 0), place[code]))


def alone(standings: Iterable[Mapping[str, date]]) -> dict[str, int]:
    """Return how many stand on each list and on no other."""
    counts = dict.fromkeys(LISTS_BY_CODE, 0)
    for each in standings:
        if len(each) == 1:
            counts[next(iter(each))] += 1
    return counts
