"""Whether what we are told was told before by the same sender: a proposal of somebody's activity, or a worry."""

from dataclasses import dataclass
from datetime import date, timedelta

UNBROKEN_FOR = timedelta(days=62)
"""Ours: of a list sent every month one may be late or left out."""
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


def says_nothing_new(later: Proposed, earlier: Proposed, *, last_told: date | None, stands: bool) -> bool:
    """
    Return whether one telling is the same as an earlier one, told again.

    A list sent every month tells of everybody to whom it still applies; only a start after what was told is news. One
    that gives no start is news where lists left off telling of it, and it neither waits nor counts any more.

    :param last_told: the day of the latest list, before this one, that still told of it
    :param stands: it waits for a person, or what was taken of it still speaks
    """
    if later.start_date == earlier.start_date:
        return True
    if later.is_dated:
        return not earlier.is_dated and later.start_date < earlier.start_date
    if stands or later.told_date is None or last_told is None:
        return True
    return later.told_date - last_told <= UNBROKEN_FOR


def is_same_worry(later: date, earlier: date) -> bool:
    """Return whether a worry in the same words is the earlier one told again, and not a new one after it."""
    return later - earlier <= SAME_WORRY_FOR
