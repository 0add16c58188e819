"""Working days: Monday to Friday, less the holidays given."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Return whether offices are open on a day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date]) -> date:
    """
    Return the day that is `days` working days after `start`, which is not itself counted.

    None after a Saturday is the Saturday; one after it is the Monday, holidays apart.

    :raises ValueError: `days` is negative
    """
    if days < 0:
        raise ValueError(f"{days} working days cannot be added. Give 0 or more.")
    day = start
    while days:
        day += _DAY
        days -= is_working_day(day, holidays)
    return day


def count_working_days(start: date, end: date, holidays: Collection[date]) -> int:
    """Return how many working days lie after `start` up to and including `end`; 0 where `end` is not later."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=each), holidays) for each in range(1, span + 1))
