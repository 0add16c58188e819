"""How long somebody has been NEET, and whether they came back to it within six months of leaving it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.dates import add_months
from towpath.rules.statements import OPEN
from towpath.standards import Group

ONE_DAY = timedelta(days=1)
BACK_WITHIN_MONTHS = 6
BANDS = ((28, "up to 4 weeks"), (91, "4 to 13 weeks"), (182, "13 to 26 weeks"), (365, "26 to 52 weeks"))
LONGEST = "over a year"

Stretch = tuple[date, date | None, str]
"""Days, both ends inclusive, and the group that they count as; no last day while nothing ends it."""


@dataclass(frozen=True, slots=True)
class NeetRun:
    """
    One unbroken run of NEET that reaches a day: its first day, and when the run before it ended.

    `left_date` is the last day of an earlier run after which they were known to be in education, work or training, and
    which ended within six months of this one's first day; None where there is none. What counts as a return is ours.
    """

    since: date
    left_date: date | None

    @property
    def is_return(self) -> bool:
        """Return whether they left NEET and were NEET again within six months."""
        return self.left_date is not None


def neet_run(stretches: Sequence[Stretch], on: date, *, not_known_breaks_run: bool = True) -> NeetRun | None:
    """
    Return the run of NEET that reaches a day, or None where somebody is not NEET that day.

    :param stretches: in order, none over another; days in none are not known
    :param not_known_breaks_run: whether days on which nothing is known end a run, as the council's setting has it
    """
    begun = [each for each in stretches if each[0] <= on]
    if not begun or begun[-1][2] != Group.NEET or (begun[-1][1] or OPEN) < on:
        return None
    place = len(begun) - 1
    while place and _goes_on(begun[place - 1], begun[place], not_known_breaks_run):
        place -= 1
    since = begun[place][0]
    return NeetRun(since, _left(begun[:place], since))


def _goes_on(before: Stretch, after: Stretch, not_known_breaks_run: bool) -> bool:
    touches = before[1] is not None and before[1] + ONE_DAY >= after[0]
    return before[2] == Group.NEET and (touches or not not_known_breaks_run)


def _left(before: Sequence[Stretch], since: date) -> date | None:
    """Return the last day of the run of NEET before, where they were known to have left it and soon came back."""
    was_elsewhere = False
    for _, last, group in reversed(before):
        if group == Group.EET:
            was_elsewhere = True
        elif group == Group.NEET and was_elsewhere and last is not None:
            return last if since <= add_months(last, BACK_WITHIN_MONTHS) else None
    return None


def band_of(days: int) -> str:
    """Return the band that a length of NEET falls in."""
    return next((words for most, words in BANDS if days <= most), LONGEST)
