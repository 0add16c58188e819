"""
Whether confidence grew, by the same people's answers before and after.

Only whoever answered both times is compared: a mean of other people afterwards would say nothing of any of them.
Source: docs/adr, A programme is a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST, MOST = 1, 10
"""The scale on which every question is answered."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One person's answers to one question, before and after; None where they did not answer."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What changed over a run. The means are of those who answered both times, to one decimal; None of nobody.
    """

    answered_before: int
    answered_after: int
    both: int
    before: Decimal | None
    after: Decimal | None
    higher: int
    same: int
    lower: int


def change_of(answers: Sequence[Answers]) -> Change:
    """Return how one question's answers changed."""
    pairs = [(each.before, each.after) for each in answers if each.before is not None and each.after is not None]
    return Change(
        answered_before=sum(each.before is not None for each in answers),
        answered_after=sum(each.after is not None for each in answers),
        both=len(pairs),
        before=_mean([before for before, _ in pairs]),
        after=_mean([after for _, after in pairs]),
        higher=sum(after > before for before, after in pairs),
        same=sum(after == before for before, after in pairs),
        lower=sum(after < before for before, after in pairs),
    )


def _mean(scores: Sequence[int]) -> Decimal | None:
    return (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP) if scores else None
