"""What is owed next to whoever waits for an answer of ours, and by what day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

Clock = TypeVar("Clock", bound=StrEnum)

AddWorkingDays = Callable[[date, int], date]
"""The day that is so many working days after another, as they are counted where the council is."""


@dataclass(frozen=True, slots=True)
class Owed(Generic[Clock]):
    """The thing that is owed next, and the last day on which it is in time."""

    clock: Clock
    due_date: date

    def is_late(self, on: date) -> bool:
        """Return whether the day has passed; what is due today is not late."""
        return on > self.due_date
