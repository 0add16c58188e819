"""What is done in the year and when: each thing at its own instant, in order, a month to a transaction."""

import heapq
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from towpath.audit import Actor
from towpath.audit.actions import NothingRecordedError, transaction
from towpath.clock import LONDON
from towpath.standards.calendar import bank_holidays

Deed = Callable[[datetime], object]
_DAY = timedelta(days=1)
SATURDAY = 6


@dataclass(slots=True)
class Agenda:
    """
    Deeds by their instant. One that is played may add others, at its own instant or later.

    :raises ValueError: something is to be done before what was done already, which no diary can hold
    """

    by: Actor
    _waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _numbers: count = field(default_factory=count)
    _now: datetime | None = None
    done: int = 0

    def add(self, day: date, deed: Deed, *, hour: int = 10, minute: int = 0) -> None:
        """Write something down for an hour of a day."""
        at = datetime.combine(day, time(hour, minute), LONDON)
        if self._now is not None and at < self._now:
            raise ValueError(f"It is {self._now} already, and something was written down for {at}.")
        heapq.heappush(self._waiting, (at, next(self._numbers), deed))

    def play(self) -> None:
        """Do everything, one thing after the other."""
        while self._waiting:
            month = self._waiting[0][0].date().replace(day=1)
            # Each deed is its own room's action still, with its own events at its own instant; a commit for each would
            # take longer than the deeds. There may be months in which nothing comes due and nothing is recorded.
            with suppress(NothingRecordedError), transaction(by=self.by, at=self._waiting[0][0]):
                while self._waiting and self._waiting[0][0].date().replace(day=1) == month:
                    self._now, _, deed = heapq.heappop(self._waiting)
                    deed(self._now)
                    self.done += 1


def working_day(day: date) -> date:
    """Return a day on which the service works: the day itself, or the next."""
    while day.isoweekday() >= SATURDAY or day in bank_holidays():
        day += _DAY
    return day
