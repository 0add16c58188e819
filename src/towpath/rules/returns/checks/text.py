"""Shapes of text that several checks ask about."""

import re

REFUSED_IN_NAMES = re.compile(r"""[\d/\\:?@$&*(){}\[\]!"+=|]""")
"""Digits and the characters that names may not hold from the 2026-27 edition."""


def is_digits(text: str, length: int) -> bool:
    """Return whether the text is that many digits, 0 to 9, and nothing else."""
    return len(text) == length and text.isascii() and text.isdigit()


def has_refused_character(name: str) -> bool:
    """Return whether a name holds a digit or another character that names may not."""
    return REFUSED_IN_NAMES.search(name) is not None
