from datetime import date

import pytest

from towpath.rules.dates import add_months, age, birthday, day_words, last_friday_in_june, month_ends


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_month_ends_run_from_one_month_to_another_both_included() -> None:
    assert list(month_ends(date(2023, 12, 5), date(2024, 2, 1))) == [
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
    ]
    assert list(month_ends(date(2024, 2, 1), date(2024, 1, 31))) == []


def test_born_on_29_february_comes_of_age_on_1_march() -> None:
    born = date(2008, 2, 29)

    assert birthday(born, 16) == date(2024, 2, 29)
    assert birthday(born, 18) == date(2026, 3, 1)
    assert (age(born, date(2026, 2, 28)), age(born, date(2026, 3, 1))) == (17, 18)


@pytest.mark.parametrize(("year", "day"), [(2023, 30), (2024, 28), (2025, 27), (2026, 26), (2028, 30)])
def test_the_school_leaving_date_is_the_last_friday_in_june(year: int, day: int) -> None:
    assert last_friday_in_june(year) == date(year, 6, day)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 1, 31), "31 January 2026"), (date(2024, 2, 29), "29 February 2024")]
)
def test_a_day_is_said_in_words(day: date, words: str) -> None:
    assert day_words(day) == words
