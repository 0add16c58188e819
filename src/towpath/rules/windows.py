"""Days NEET and days not known over a window, such as the first six months after Year 11."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.dates import birthday
from towpath.rules.spells import Spell
from towpath.rules.statements import OPEN
from towpath.standards import Group

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysInWindow:
    """
    How one young person spent a window. `days` is how many of its days count for them; the others lie beyond their 18th
    birthday or leaving.

    `known` counts the days on which the activity is known, whatever it is; `not_known` is the rest, by subtraction.
    """

    days: int
    neet: int
    known: int
    is_partial: bool

    @property
    def not_known(self) -> int:
        """Return the days on which the activity was not known."""
        return self.days - self.known


def days_in_window(
    spells: Sequence[Spell], first: date, last: date, *, birth_date: date | None = None, left_date: date | None = None
) -> DaysInWindow:
    """
    Return days NEET and not known from `first` to `last`, both included.

    Days stop the day before the 18th birthday and on `left_date`, the last day lived in the area; the young person is
    then partial.
    Source: docs/published-facts.md, Days NEET.
    """
    stop = min(last, left_date or OPEN, birthday(birth_date, 18) - ONE_DAY if birth_date else OPEN)
    neet = known = 0
    for spell in spells:
        overlap = max(0, (min(spell.to_date or OPEN, stop) - max(spell.from_date, first)).days + 1)
        if spell.group is Group.NEET:
            neet += overlap
        if spell.group is not Group.NOT_KNOWN:
            known += overlap
    return DaysInWindow(days=max(0, (stop - first).days + 1), neet=neet, known=known, is_partial=stop < last)
