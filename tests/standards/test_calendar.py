"""The published dates are whole: every year has its holidays, and none is a day that offices are shut anyway."""

from collections import Counter
from datetime import date, timedelta

import pytest

from towpath.standards import Confidence, StandardsError
from towpath.standards.calendar import bank_holidays, upload_window

MONDAY, SATURDAY = 0, 5


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian rule."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", sorted({day.year for day in bank_holidays()}))
def test_a_year_has_its_eight_holidays_on_the_days_the_law_gives(year):
    days = [day for day in bank_holidays() if day.year == year]
    good_friday, easter_monday = easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)

    assert len(days) == 8
    assert {good_friday, easter_monday} <= set(days)
    mondays = [day for day in days if day.weekday() == MONDAY and day.month in (5, 8)]
    # The first and the last Monday of May, and the last of August.
    assert [(day.month, (day + timedelta(days=7)).month) for day in mondays] == [(5, 5), (5, 6), (8, 9)]
    assert mondays[0].day <= 7


def test_no_holiday_falls_on_a_weekend():
    assert not [day for day in bank_holidays() if day.weekday() >= SATURDAY]


def test_the_years_follow_one_another():
    years = sorted(Counter(day.year for day in bank_holidays()))

    assert years == list(range(years[0], years[-1] + 1))


def test_an_upload_window_that_was_not_read_says_so():
    window = upload_window(date(2026, 1, 31))

    assert window.opens_working_day <= window.closes_working_day
    assert window.confidence is Confidence.LOW
    assert window.note
    assert window.basis == ("memory",)


def test_a_window_stands_from_its_first_day():
    with pytest.raises(StandardsError, match="No upload window is known for 2019-03-31"):
        upload_window(date(2019, 3, 31))

    assert upload_window(date(2019, 4, 1)).valid_from == date(2019, 4, 1)
