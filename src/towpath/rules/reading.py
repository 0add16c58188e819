"""
How hard a text is to read: its sentences, its long words, and about the age at which most can read it.

A measure of length and no more: it cannot tell whether a text makes sense. Source: the Flesch-Kincaid grade, which
counts words to a sentence and syllables to a word; a grade is a school year of the United States, begun at five.
"""

import re
from dataclasses import dataclass

LONG_WORD_SYLLABLES = 4
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n{2,}|\n(?=[-*] )")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<![aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxz])es$")
AGE_AT_GRADE_NOUGHT = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text. `age` is about the age at which most can read it, in years."""

    sentences: int
    words: int
    longest_sentence: int
    long_words: tuple[str, ...]
    age: float


def reading_of(text: str) -> Reading:
    """Return how hard a text is to read; one with no words can be read by anybody."""
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Reading(0, 0, 0, (), 0.0)
    counted = [syllables_in(word) for word in words]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(counted) / len(words) - 15.59
    long_words = [word.lower() for word, number in zip(words, counted, strict=True) if number >= LONG_WORD_SYLLABLES]
    return Reading(
        sentences=len(sentences),
        words=len(words),
        longest_sentence=max(map(len, sentences)),
        long_words=tuple(dict.fromkeys(long_words)),
        age=round(max(grade, 0.0) + AGE_AT_GRADE_NOUGHT, 1),
    )


def syllables_in(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, without a silent ending."""
    return max(len(_VOWELS.findall(_SILENT_END.sub("", word.lower()))), 1)
