"""Read dates: day or month first as their column has them, year first, month named, or as a spreadsheet counts them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from towpath.imports.reading.cells import given
from towpath.imports.reading.layout import Answer, Arrival, Cell, Converter, DateOrder

MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}

YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ]\d{1,2}:.*)?$")
IN_NUMBERS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:.*)?$")
MONTH_NAMED = re.compile(
    r"^(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([A-Za-z]{3,9})\.?[-/., ]*(\d{4}|\d{2})(?: \d{1,2}:.*)?$"
)
RUN_TOGETHER = re.compile(r"^(19|20)\d{6}$")
SERIAL = re.compile(r"^\d{4,5}(?:\.\d+)?$")
MONTH_ONLY = (
    (re.compile(r"^(\d{1,2})[-/. ](\d{4})$"), "month year"),
    (re.compile(r"^(\d{4})[-/. ](\d{1,2})$"), "year month"),
    (re.compile(r"^([A-Za-z]{3,9})\.?[-/., ]*(\d{4}|\d{2})$"), "name year"),
)

Told = Literal["", "day", "month", "either"]
"""Which of day and month a date can only have first; nothing where it is no such date, or the same both ways."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

NOT_A_DATE = Answer(
    None,
    "unusable",
    "date.unread",
    "We could not read this as a date. Write it as day, month and year, for example 31/12/2010.",
)
NO_SUCH_DAY = Answer(
    None, "unusable", "date.no_such_day", "There is no such day in the calendar. Check the date and correct it."
)
YEAR_RANGE = Answer(None, "unusable", "date.year", "The year is not one we can use. Check the date and correct it.")
SERIAL_WORDS = "The date came as the number a spreadsheet keeps for it. We read it as a date."
TWO_DIGIT_WORDS = (
    "The year had two digits. We read it as the latest year that the date allows; write years with four digits."
)
MONTH_FIRST_WORDS = (
    "This can only be a date with the month first, and this list should have the day first. "
    "Check every date in this column, then send it again."
)
DAY_FIRST_WORDS = (
    "This can only be a date with the day first, and the other dates in this column have the month first. "
    "Check it against the person's record."
)
AS_THE_OTHERS_WORDS = "Other dates in this file have the month first, so we read this one so."
TWO_READINGS = Answer(
    None,
    "unusable",
    "date.two_readings",
    "This date has two readings: some dates in this column can only have the day first and some only the month first. "
    "Write it with the year first, for example 2010-12-31.",
)


def from_serial(number: float, epoch_1904: bool) -> date | None:
    """
    Return the day a spreadsheet's day number stands for, None where it stands for none.

    Day 60 of the 1900 count is a 29 February 1900 that never was; days before it count from 31 December 1899.
    """
    days = int(number)
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=days) if 0 <= days <= 71_000 else None
    if days == 60 or not 1 <= days <= 73_050:
        return None
    return date(1899, 12, 30 if days > 60 else 31) + timedelta(days=days)


def _whole(year: int, month: int, day_of_month: int) -> Answer:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return YEAR_RANGE
    try:
        return Answer(date(year, month, day_of_month))
    except ValueError:
        return NO_SUCH_DAY


def _with_century(year: str, month: int, day_of_month: int, latest: date) -> Answer:
    """Return the date; of two possible centuries for a two-digit year, the later one not past `latest`."""
    if len(year) == 4:
        return _whole(int(year), month, day_of_month)
    for century in (2000, 1900):
        answer = _whole(century + int(year), month, day_of_month)
        if isinstance(answer.value, date) and answer.value <= latest:
            return Answer(answer.value, "noted", "date.two_digit_year", TWO_DIGIT_WORDS)
    return answer


def order_told(text: str) -> Told:
    """Return which of day and month a date in numbers can only have first, or that it could be either."""
    found = IN_NUMBERS.match(text)
    return _told(int(found[1]), int(found[2])) if found else ""


def _told(first: int, second: int) -> Told:
    if not (1 <= min(first, second) <= 12) or first == second:
        return ""
    if max(first, second) <= 12:
        return "either"
    return "day" if first > 12 else "month"


def _in_numbers(first: int, second: int, year: str, latest: date, order: DateOrder) -> Answer:
    """Return the date that 31/12/2010 or 12/31/2010 stands for in a column of this order."""
    told = _told(first, second)
    is_month_first = told == "month" or (told == "either" and order == "month")
    day_of_month, month = (second, first) if is_month_first else (first, second)
    answer = _with_century(year, month, day_of_month, latest)
    if answer.value is None or not told:
        return answer
    if told == "either":
        if order == "unclear":
            return TWO_READINGS
        note = Answer(answer.value, "noted", "date.month_first", AS_THE_OTHERS_WORDS)
        return note if order == "month" else answer
    if told == "month" and order == "day":
        return Answer(answer.value, "doubtful", "date.month_first", MONTH_FIRST_WORDS)
    if told == "day" and order == "month":
        return Answer(answer.value, "doubtful", "date.day_first", DAY_FIRST_WORDS)
    return answer


@lru_cache(maxsize=20_000)
def _from_text(text: str, latest: date, epoch_1904: bool, order: DateOrder) -> Answer:
    if found := YEAR_FIRST.match(text):
        return _whole(int(found[1]), int(found[2]), int(found[3]))
    if found := IN_NUMBERS.match(text):
        return _in_numbers(int(found[1]), int(found[2]), found[3], latest, order)
    if found := MONTH_NAMED.match(text):
        month = MONTHS.get(found[2][:3].lower())
        return NOT_A_DATE if month is None else _with_century(found[3], month, int(found[1]), latest)
    if RUN_TOGETHER.match(text):
        return _whole(int(text[:4]), int(text[4:6]), int(text[6:]))
    if SERIAL.match(text):
        counted = from_serial(float(text), epoch_1904)
        return Answer(counted, "noted", "date.serial", SERIAL_WORDS) if counted else NOT_A_DATE
    return NOT_A_DATE


def _day(cell: Cell, arrival: Arrival, latest: date) -> Answer:
    if isinstance(cell, datetime):
        return _whole(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _whole(cell.year, cell.month, cell.day)
    text = given(cell)
    return _from_text(text, latest, arrival.epoch_1904, arrival.date_order) if text else Answer()


def day(cell: Cell, arrival: Arrival) -> Answer:
    """Read a date. A two-digit year is read as no more than ten years ahead of the day the file is read."""
    return _day(cell, arrival, arrival.on.replace(day=1) + timedelta(days=3653))


def past_day(cell: Cell, arrival: Arrival) -> Answer:
    """Read a date on which something has already happened; one still to come is doubtful."""
    answer = _day(cell, arrival, arrival.on)
    if isinstance(answer.value, date) and answer.value > arrival.on:
        return Answer(answer.value, "doubtful", "date.future", "This date has not come yet. Check it and correct it.")
    return answer


def age_on(birth: date, on: date) -> int:
    """Return whole years lived. Someone born on 29 February is a year older from 1 March in common years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def birth_date(youngest: int = 10, oldest: int = 26) -> Converter:
    """Return a reader of birth dates, which holds a row whose person would be younger or older than these ages."""

    def read(cell: Cell, arrival: Arrival) -> Answer:
        answer = _day(cell, arrival, arrival.on)
        born = answer.value
        if not isinstance(born, date) or answer.effect == "doubtful":
            return answer
        if born > arrival.on:
            return Answer(
                None,
                "unusable",
                "birth_date.future",
                "This date of birth has not come yet. Check it against the person's record and correct it.",
            )
        if not youngest <= age_on(born, arrival.on) <= oldest:
            return Answer(
                born,
                "doubtful",
                "birth_date.age",
                f"This person would be outside the ages we keep, {youngest} to {oldest}. Check the date of birth, or "
                "take the row out.",
            )
        return answer

    return read


def birth_month(cell: Cell, arrival: Arrival) -> Answer:
    """Read the month and year of a birth, as the first day of that month: extracts hide the day."""
    text = given(cell) if not isinstance(cell, date) else ""
    for pattern, order in MONTH_ONLY:
        found = pattern.match(text)
        if found is None:
            continue
        year, month = (found[2], found[1]) if order != "year month" else (found[1], found[2])
        number = MONTHS.get(month[:3].lower()) if order == "name year" else int(month)
        return NOT_A_DATE if number is None else _with_century(year, number, 1, arrival.on)
    answer = _day(cell, arrival, arrival.on)
    if isinstance(answer.value, date):
        return Answer(answer.value.replace(day=1), answer.effect, answer.code, answer.message)
    return answer
