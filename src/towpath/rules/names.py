"""Names folded so that the same name spelt with other case, accents, spaces or marks compares equal."""

import unicodedata
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


def as_said(*parts: str | None) -> str:
    """Return the parts of a name as they are said, one after another; that there is no given name is not said."""
    return " ".join(part for part in parts if part and part != NO_GIVEN_NAME)
