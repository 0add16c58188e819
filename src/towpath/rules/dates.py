"""
Days, months and academic years. An academic year runs from 1 September to 31 August and is named by the year it starts.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

ACADEMIC_YEAR_STARTS = (9, 1)
YEAR_GROUP_AT_ACADEMIC_AGE_ZERO = -4
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_words(day: date) -> str:
    """Return a day as it is said: 31 January 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def academic_year(on: date) -> int:
    """Return the calendar year in which the academic year of that day started."""
    return on.year if (on.month, on.day) >= ACADEMIC_YEAR_STARTS else on.year - 1


def academic_year_start(year: int) -> date:
    """Return 1 September of that year."""
    return date(year, *ACADEMIC_YEAR_STARTS)


def academic_year_end(on: date) -> date:
    """Return the 31 August that ends the academic year of that day."""
    return academic_year_start(academic_year(on) + 1) - timedelta(days=1)


def age(birth: date, on: date) -> int:
    """Return age in whole years; someone born on 29 February has their birthday on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def birthday(birth: date, years: int) -> date:
    """Return the day on which someone reaches that age; 29 February becomes 1 March where there is none."""
    year = birth.year + years
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


# A return asks it of everybody several times, and a cohort shares some thousands of birth dates.
@lru_cache(maxsize=16_384)
def academic_age(birth: date, on: date) -> int:
    """
    Return age on the 31 August before the academic year of that day.

    Source: the DfE scorecard and Explore Education Statistics methodology; Year 11 is academic age 15.
    """
    return age(birth, academic_year_start(academic_year(on)) - timedelta(days=1))


def year_group(birth: date, on: date) -> int:
    """Return the national curriculum year of someone of that birth date: 11 at academic age 15, and so on past 13."""
    return academic_age(birth, on) + YEAR_GROUP_AT_ACADEMIC_AGE_ZERO


def add_months(day: date, months: int) -> date:
    """Return the same day that many months later, or the month's last day where there is no such day."""
    month_count = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of that day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_ends(first: date, last: date) -> Iterator[date]:
    """Yield the last day of each month from the month of `first` to the month of `last`, both included."""
    end = month_end(first)
    while end <= month_end(last):
        yield end
        end = month_end(end + timedelta(days=1))


def last_friday_in_june(year: int) -> date:
    """Return the school leaving date of that year: the last Friday in June."""
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - calendar.FRIDAY) % 7)


def school_leaving_date(birth: date) -> date:
    """Return the last day of compulsory school age: the last Friday in June of the school year of the 16th birthday."""
    return last_friday_in_june(academic_year(birthday(birth, 16)) + 1)
