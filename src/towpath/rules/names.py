"""Names folded so that however one is spelt it compares equal, and what a name may not hold."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

NO_GIVEN_NAME = "-"
"""
What is held as the given name of somebody who has one name, which is held as the family name.

The monthly return must have a given name, and a dash is the one thing its checks let stand for none; previous systems
and transfer files write it too. It is a thing known: an empty name is one that nobody has told us.
"""

# Letters that no decomposition turns into plain ones.
PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
REFUSED_IN_NAMES = re.compile(r"""[\d/\\:?@$&*(){}\[\]!"+=|]""")
"""Digits and the characters that names may not hold from the 2026-27 edition of the return: its checks 44 to 46."""
LOST_LETTER = re.compile("[?\N{REPLACEMENT CHARACTER}]")
"""What stands in place of a letter, once a file was saved in an alphabet that does not have it."""
LONGEST_LETTER = 2
"""How many plain letters one letter may be folded to, as in ß."""


def has_refused_character(name: str) -> bool:
    """Return whether a name holds a digit or another character that the return refuses in names."""
    return REFUSED_IN_NAMES.search(name) is not None


def has_lost_letter(name: str) -> bool:
    """Return whether a letter of a name was lost, so that nobody can tell from it how the name is spelt."""
    return LOST_LETTER.search(name) is not None


def could_stand_for(spoilt: str, name: str) -> bool:
    """Return whether a name of which letters were lost may be this one: each may be any letter, or a mark."""
    parts = (re.escape(folded(part)) for part in LOST_LETTER.split(spoilt))
    return re.fullmatch(f".{{0,{LONGEST_LETTER}}}".join(parts), folded(name)) is not None


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """Return a name in plain lower-case letters and digits, with everything else taken out."""
    lowered = name.lower()
    if lowered.isascii() and lowered.isalnum():
        return lowered
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    return "".join(letter for letter in plain if letter.isalnum())


def folded_given(name: str) -> str:
    """Return the first given name folded: middle names come and go between lists. Having none agrees with none."""
    if name == NO_GIVEN_NAME:
        return name
    parts = name.split()
    return folded(parts[0]) if parts else ""


def with_gaps(name: str) -> str:
    """Return a name folded, with a question mark for each letter that was lost; nothing where no other is left."""
    if not has_lost_letter(name):
        return folded(name)
    parts = [folded(part) for part in LOST_LETTER.split(name)]
    return "?".join(parts) if any(parts) else ""


def given_with_gaps(name: str) -> str:
    """Return the first given name folded, with a question mark for each letter that was lost."""
    return with_gaps(name.split()[0]) if has_lost_letter(name) else folded_given(name)


def may_agree(names: Collection[str], others: Collection[str]) -> bool:
    """Return whether a name of these that lost letters may be one of the others."""
    return any(could_stand_for(name, other) for name in names if has_lost_letter(name) for other in others)


def as_said(*parts: str | None) -> str:
    """Return the parts of a name as they are said, one after another; that there is no given name is not said."""
    return " ".join(part for part in parts if part and part != NO_GIVEN_NAME)
