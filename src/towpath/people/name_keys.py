"""Keys under which a name is found when it is misspelt. Equal keys make a candidate, never an answer."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NOT_LETTERS = re.compile(r"[^a-z]+")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
_VOWELS = frozenset("aeiouy")

# What English ears take for one another, longest first.
_SOUNDS = (
    ("sch", "s"),
    ("tch", "x"),
    ("dge", "j"),
    ("ght", "t"),
    ("ough", "o"),
    ("ph", "f"),
    ("gh", "g"),
    ("ch", "x"),
    ("sh", "x"),
    ("th", "t"),
    ("kn", "n"),
    ("gn", "n"),
    ("wr", "r"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("wh", "w"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
    ("j", "g"),
)


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """Return a name in lower-case letters without accents, its parts with one space between."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL).replace("'", "").replace("’", ""))
    return " ".join(_NOT_LETTERS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split())


@lru_cache(maxsize=65_536)
def keys_of_word(word: str) -> tuple[str, ...]:
    """
    Return the keys of one folded word: how it sounds, its consonants in any order, how it starts and how it ends.

    One slip leaves at least one of them as it was: a wrong vowel the first two, swapped letters the second, a wrong
    tail the third, a wrong first letter the last.
    """
    keys = {f"s{_sound(word)}", f"b{word[:3]}"}
    if consonants := "".join(sorted(set(word) - _VOWELS)):
        keys.add(f"c{consonants}"[:16])
    if len(word) > 3:
        keys.add(f"e{word[-3:]}")
    return tuple(sorted(keys))


def keys_of(names: Iterable[str]) -> set[str]:
    """Return every key of these names, part by part."""
    return {key for name in names for word in folded(name).split() for key in keys_of_word(word)}


def _sound(word: str) -> str:
    for spelt, sound in _SOUNDS:
        word = word.replace(spelt, sound)
    kept = word[:1] if word[:1] not in _VOWELS else "a"
    for letter in word[1:]:
        if letter not in _VOWELS and letter not in "hw" and letter != kept[-1]:
            kept += letter
    return kept[:8]
