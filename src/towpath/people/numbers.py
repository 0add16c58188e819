"""The one form in which phone numbers and postcodes are kept, so that a list and a search meet."""

import re

_NOT_DIGITS = re.compile(r"\D+")


def phone_number(given: str) -> str:
    """Return a phone number as digits alone, a British one from its 0."""
    digits = _NOT_DIGITS.sub("", given)
    if digits.startswith("0044"):
        digits = digits[2:]
    return f"0{digits[2:].removeprefix('0')}" if digits.startswith("44") and len(digits) >= 11 else digits


def postcode(given: str) -> str:
    """Return a postcode in capitals with its one space, or as given where it cannot be one."""
    packed = "".join(given.upper().split())
    return f"{packed[:-3]} {packed[-3:]}" if 5 <= len(packed) <= 7 and packed.isalnum() else given.strip().upper()[:8]
