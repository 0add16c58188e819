"""Whether what a list proposes of somebody was proposed before, by the same sender and of the same activity."""

from dataclasses import dataclass
from datetime import date


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
