"""Names folded so that the same name spelt with other case, accents, spaces or marks compares equal."""

import unicodedata

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


def folded(name: str) -> str:
    """Return a name in plain lower-case letters and digits, with everything else taken out."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    return "".join(letter for letter in plain if letter.isalnum())


def folded_given(name: str) -> str:
    """Return the first given name folded: middle names come and go between lists."""
    parts = name.split()
    return folded(parts[0]) if parts else ""
