"""Working days, at their edges."""

from datetime import date

import pytest

from towpath.organisation.calendar import add_working_days, count_working_days, is_working_day

# England's bank holidays at Easter 2026: Good Friday 3 April and Easter Monday 6 April (gov.uk/bank-holidays).
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
    ],
)
def test_weekends_and_holidays_are_no_working_days(day: date, works: bool):
    assert is_working_day(day, EASTER) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 4, 2), 0, date(2026, 4, 2)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over four days of Easter
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # started on a holiday
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # Thursday, then Tuesday
        (date(2024, 2, 28), 2, date(2024, 3, 1)),  # Thursday 29 February, then Friday
    ],
)
def test_working_days_are_added_without_the_first(start: date, days: int, end: date):
    assert add_working_days(start, days, EASTER) == end
    assert count_working_days(start, end, EASTER) == days


def test_days_are_not_counted_backwards():
    assert count_working_days(date(2026, 4, 7), date(2026, 4, 1), EASTER) == 0
    with pytest.raises(ValueError, match="Give 0 or more"):
        add_working_days(date(2026, 4, 7), -1, EASTER)
