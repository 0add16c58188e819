"""Whether what we are told was told before by the same sender: a proposal of somebody's activity, or a worry."""

from dataclasses import dataclass
from datetime import date, timedelta

SAME_WORRY_FOR = timedelta(days=28)
"""Ours: whoever sends a file a week names in each of them whom the last one named."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """
    One telling: since when, and on which day the list was so. A list that gives no start is taken to mean its own day.
    """

    start_date: date
    told_date: date | None

    @property
    def is_dated(self) -> bool:
        """Return whether the list gave a start."""
        return self.start_date != self.told_date


def says_nothing_new(later: Proposed, earlier: Proposed) -> bool:
    """
    Return whether one telling is the same as an earlier one, told again.

    A list sent every month tells of everybody to whom it still applies; only a start after what was told is news.
    """
    if not later.is_dated or later.start_date == earlier.start_date:
        return True
    return not earlier.is_dated and later.start_date < earlier.start_date


def is_same_worry(later: date, earlier: date) -> bool:
    """Return whether a worry in the same words is the earlier one told again, and not a new one after it."""
    return later - earlier <= SAME_WORRY_FOR
