"""How a date, an age or a number is said."""

from datetime import UTC, date, datetime

import pytest

from towpath.web import words

AGES = [
    # birth date, on, words
    (
        "2009-09-03",
        "2026-01-31",
        "16 years 4 months",
    ),  # 3 September to 3 January is 4 months; the fifth is on 3 February
    ("2009-09-03", "2026-02-02", "16 years 4 months"),  # the day before
    ("2009-09-03", "2026-02-03", "16 years 5 months"),  # the day
    ("2010-01-31", "2026-01-30", "15 years 11 months"),
    ("2010-01-31", "2026-01-31", "16 years"),
    ("2008-02-29", "2026-02-28", "17 years 11 months"),  # born on 29 February: not yet, on 28 February
    ("2008-02-29", "2026-03-01", "18 years"),
    (
        "2009-01-31",
        "2010-02-28",
        "1 year",
    ),  # 28 February comes before the 31st of a month, so one month more is not reached
    ("2026-02-01", "2026-01-31", "Not yet born"),
]


@pytest.mark.parametrize(("born", "on", "said"), AGES)
def test_age_counts_whole_years_and_months(born: str, on: str, said: str) -> None:
    assert words.age_in_words(date.fromisoformat(born), date.fromisoformat(on)) == said


def test_an_unknown_date_is_not_recorded_and_not_blank() -> None:
    assert words.date_in_words(None) == "Not recorded"
    assert words.short_date(None) == "Not recorded"
    assert words.age_in_words(None, date(2026, 1, 31)) == "Not recorded"


def test_dates_are_said_as_the_style_has_them() -> None:
    assert words.date_in_words(date(2026, 1, 31)) == "31 January 2026"
    assert words.short_date(date(2026, 9, 1)) == "1 Sep 2026"
    assert words.month_in_words(date(2026, 9, 1)) == "September 2026"


def test_an_instant_is_said_by_london_clocks() -> None:
    # British Summer Time began at 1:00 UTC on 29 March 2026, so 11:30pm UTC on the 28th is still that day in London.
    assert words.time_in_words(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)) == "11:30pm on 28 March 2026"
    assert words.time_in_words(datetime(2026, 3, 29, 23, 30, tzinfo=UTC)) == "12:30am on 30 March 2026"
    assert words.date_in_words(datetime(2026, 3, 29, 23, 30, tzinfo=UTC)) == "30 March 2026"


def test_nought_is_a_number_and_unknown_is_not_nought() -> None:
    assert words.count_in_words(0) == "0"
    assert words.count_in_words(None) == "Not recorded"
    assert words.count_in_words("1 to 4") == "1 to 4"
    assert words.percent_in_words(0.0) == "0.0%"
    assert words.percent_in_words(None) == "Not known"
    assert words.or_not_recorded(0) == 0
    assert words.or_not_recorded("") == "Not recorded"


def test_counts_agree_with_their_nouns() -> None:
    assert words.plural(1, "young person", "young people") == "1 young person"
    assert words.plural(6075, "young person", "young people") == "6,075 young people"
    assert words.list_in_words(["day", "month", "year"]) == "day, month and year"
    assert words.size_in_words(10_000_000) == "10 MB"
    assert words.size_in_words(1) == "1 byte"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("07700900123", "07700 900123"),
        ("01514960000", "0151 496 0000"),
        ("01144960000", "0114 496 0000"),
        ("02079460000", "020 7946 0000"),
        ("01632960000", "01632 960000"),
        ("15550100", "15550100"),  # not a British number: as it was given
        ("ring the hostel", "ring the hostel"),
    ],
)
def test_a_phone_number_is_said_in_the_groups_it_is_read_out_in(number: str, said: str) -> None:
    assert words.phone_in_words(number) == said
