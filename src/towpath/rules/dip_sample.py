"""A dip-sample of confirmations: which of them a manager looks at, drawn so that anybody can draw the same again."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """What whoever looked found: the source says so, it does not, or it cannot be told."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Looked:
    """How many of a sample were looked at, and what was found."""

    drawn: int
    right: int
    wrong: int
    unclear: int

    @property
    def share_right(self) -> Fraction | None:
        """The share right of those that could be told; none where none could."""
        told = self.right + self.wrong
        return Fraction(self.right, told) if told else None


def drawn_from(ids: Collection[int], *, seed: str, size: int) -> list[int]:
    """
    Return so many of these ids, or all where there are fewer, chosen by the seed alone.

    Each id is ranked by a digest of the seed and itself, so that nobody chooses and one more id moves no other.
    """
    ranked = sorted(ids, key=lambda each: (hashlib.sha256(f"{seed}:{each}".encode()).hexdigest(), each))
    return ranked[:size]


def looked_at(verdicts: Iterable[str]) -> Looked:
    """Return the counts of verdicts; an empty one was drawn and not looked at yet."""
    given = list(verdicts)
    return Looked(len(given), *(given.count(verdict) for verdict in Verdict))
