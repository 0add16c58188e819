"""Keys under which a name is found when it is misspelt. Equal keys make a candidate, never an answer."""

import re
from collections.abc import Iterable
from functools import lru_cache

from towpath.rules.names import folded

_BETWEEN_WORDS = re.compile(r"[\s\-\u2010\u2013./,]+")
_VOWELS = frozenset("aeiouy")

# What English ears take for one another, replaced in this order.
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
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: `O’Neill-Łukasz` is `oneill` and `lukasz`."""
    return tuple(filter(None, map(folded, _BETWEEN_WORDS.split(name))))


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
    return {key for name in names for word in words_of(name) for key in keys_of_word(word)}


def _sound(word: str) -> str:
    for spelt, sound in _SOUNDS:
        word = word.replace(spelt, sound)
    kept = word[:1] if word[:1] not in _VOWELS else "a"
    for letter in word[1:]:
        if letter not in _VOWELS and letter not in "hw" and letter != kept[-1]:
            kept += letter
    return kept[:8]
