"""What a colleague typed to find somebody, taken apart: names, birth dates, numbers, phones and postcodes."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from towpath.people.name_keys import words_of
from towpath.people.numbers import phone_number

_T = TypeVar("_T")

LONGEST = 200
"""How much of what was typed is read, so that a pasted page costs no more than a line."""

SHORT_GROUP = 4

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# In full or by the first three letters, so that Maya and Julian stay names.
_MONTH = rf"({'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in _MONTHS)}|sept)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(\d{4}|\d{2})"

# What may stand before a value pasted from a letter or another system.
_LABELS = re.compile(r"\b(?:d\.?o\.?b|upn|uln)\b[.:]?", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_IN_FIGURES = re.compile(rf"\b(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*{_YEAR}\b")
# Nothing but spaces between: only where no more figures stand around, as they would in a phone number.
_SPACED = re.compile(rf"(?<!\d)(?<!\d\s)(\d{{1,2}})\s+(\d{{1,2}})\s+{_YEAR}(?!\s?\d)")
_IN_WORDS = re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s*{_DAY},?\s+(\d{{4}})\b", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)[\s-]*(\d[A-Z]{2})\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()./-]{8,}\d")
_WITH_FIGURES = re.compile(r"\b(?=\w*\d)\w+\b")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, each thing in the form in which it is kept."""

    names: tuple[str, ...]
    numbers: frozenset[str]
    birth_dates: frozenset[date]
    phones: frozenset[str]
    postcodes: frozenset[str]

    @property
    def parts(self) -> int:
        """How many different things were typed, at least one."""
        return max(1, sum(map(bool, (self.names, self.numbers, self.birth_dates, self.phones, self.postcodes))))


def read_typed(text: str, on: date) -> Typed:
    """Return what was typed, taken apart. `on` tells whether a year of two figures is of this century or the last."""
    text, births = _birth_dates(_LABELS.sub(" ", text[:LONGEST]), on)
    text, postcodes = _taken(text, _POSTCODE, lambda found: f"{found[1]} {found[2]}".upper())
    numbered = [found.upper() for found in _WITH_FIGURES.findall(text)]
    # A long number is often typed in groups; a short group of one is no number by itself.
    numbers = {each for each in numbered if len(each) > SHORT_GROUP or len(numbered) == 1} | {"".join(numbered)} - {""}
    run = _RUN_TOGETHER.fullmatch(numbered[0]) if len(numbered) == 1 else None
    if run and (day := _day(run[1], run[2], run[3], on)):
        # Eight or six figures may be a birth date or a number: both are looked for.
        births.add(day)
    text, phones = _taken(text, _PHONE, _phone)
    return Typed(
        names=words_of(_WITH_FIGURES.sub(" ", text)),
        numbers=frozenset(numbers),
        birth_dates=frozenset(births),
        phones=frozenset(phones),
        postcodes=frozenset(postcodes),
    )


def _phone(found: re.Match[str]) -> str:
    number = phone_number(found[0])
    # A spreadsheet takes the 0 from the front of a mobile.
    return f"0{number}" if len(number) == 10 and number.startswith("7") else number


def _birth_dates(text: str, on: date) -> tuple[str, set[date]]:
    """Return the text without its dates, and the dates: in figures day first, or with the month as a word."""
    births: set[date] = set()
    for shape, read in (
        (_ISO, lambda found: _day(found[3], found[2], found[1], on)),
        (_IN_FIGURES, lambda found: _day(found[1], found[2], found[3], on)),
        (_SPACED, lambda found: _day(found[1], found[2], found[3], on)),
        (_IN_WORDS, lambda found: _day(found[1], _month_number(found[2]), found[3], on)),
        (_MONTH_FIRST, lambda found: _day(found[2], _month_number(found[1]), found[3], on)),
    ):
        text, found = _taken(text, shape, read)
        births |= found
    return text, births


def _taken(text: str, shape: re.Pattern[str], value: Callable[[re.Match[str]], _T | None]) -> tuple[str, set[_T]]:
    """Return the text without what has a shape and a value, and the values; what has no value is left in place."""
    found: set[_T] = set()

    def take(match: re.Match[str]) -> str:
        read = value(match)
        if read is None:
            return match[0]
        found.add(read)
        return " "

    return shape.sub(take, text), found


def _month_number(word: str) -> str:
    return str(next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(word[:3].lower())))


def _day(day: str, month: str, year: str, on: date) -> date | None:
    """Return a date, or None where it is none. Month and day change places where only that makes a date."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if len(year) == 2 and full > on.year:
        full -= 100
    for month_number, day_number in _both_ways(int(month), int(day)):
        try:
            return date(full, month_number, day_number)
        except ValueError:
            continue
    return None


def _both_ways(month: int, day: int) -> Collection[tuple[int, int]]:
    return ((month, day), (day, month))
