"""
What can be so of anybody: the days on which a fact holds, and the form of what reaches them.

Each rule answers for a value already tidied: no spaces round it, a postcode in capitals, a phone number as digits.
"""

import re
from collections.abc import Iterator
from datetime import date

from towpath.rules.problems import Problem

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|GIR 0AA", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
LONGEST_EMAIL = 254


def is_postcode(postcode: str) -> bool:
    """
    Return whether this is written as a whole postcode, capitals with one space; ZZ99 9ZZ, for no address, is one.

    Source: NCCIS requirements, check 43.
    """
    return _POSTCODE.fullmatch(postcode) is not None


def is_phone(number: str) -> bool:
    """
    Return whether these digits can be a phone number: ten or eleven from a 0 in Britain, ten to fifteen from elsewhere.

    Ten digits from a 7 are a British mobile that lost its 0 in a spreadsheet.

    Source: Ofcom, National Telephone Numbering Plan; ITU-T E.164.
    """
    if not (number.isascii() and number.isdigit()):
        return False
    if number.startswith("0"):
        return len(number) in (10, 11)
    return 10 <= len(number) <= 15 and not (len(number) == 10 and number.startswith("7"))


def is_email(address: str) -> bool:
    """Return whether this has one name, one @ and a place with a dot, as an e-mail address must."""
    return len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) is not None


def day_problems(
    from_date: date | None, to_date: date | None, *, birth_date: date | None, on: date
) -> Iterator[Problem]:
    """
    Yield what is wrong with the first and the last day on which something is said to hold, as recorded on a day.

    Nothing holds before birth, and nothing is recorded before it is so. A day not known is never wrong.
    """
    for column, day, words in (("from_date", from_date, "first"), ("to_date", to_date, "last")):
        if day is None:
            continue
        if day > on:
            yield _wrong("day_in_future", column, day, f"The {words} day is in the future. Record it once it has come.")
        elif birth_date is not None and day < birth_date:
            yield _wrong("day_before_birth", column, day, f"The {words} day is before they were born. Check the year.")
    if from_date and to_date and to_date < from_date:
        yield _wrong("ends_before_it_starts", "to_date", to_date, "The last day is before the first. Check both days.")


def _wrong(code: str, column: str, day: date, message: str) -> Problem:
    return Problem(code=code, message=message, column=column, value=day.isoformat())
