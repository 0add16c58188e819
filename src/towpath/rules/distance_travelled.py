"""How far somebody has come between two looks at their life: part by part, never one sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LOWEST, TOP = 0, 10


class Direction(StrEnum):
    """Which way one part of life went."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Distance:
    """
    One part of life: first and latest score, and the difference. None is not asked, and is never taken for nought.

    `first` is of the first look at which this part was asked about, which may be later than the baseline.
    """

    domain: str
    first: int | None
    latest: int | None
    change: int | None
    direction: Direction


def distances(looks: Sequence[Mapping[str, int]], domains: Sequence[str]) -> list[Distance]:
    """
    Return how each part of life went from the first look that asked about it to the last, in the order given.

    A part asked about once, or never, is not compared. Parts are not summed: a gain in one does not make good a loss
    in another.

    :param looks: scores by part of life, the earliest look first
    :raises ValueError: a score is not from 0 to 10
    """
    for look in looks:
        for domain, score in look.items():
            if not LOWEST <= score <= TOP:
                raise ValueError(f"{domain} was scored {score}; a score is from {LOWEST} to {TOP}.")
    return [_distance(domain, [look[domain] for look in looks if domain in look]) for domain in domains]


def _distance(domain: str, scores: Sequence[int]) -> Distance:
    if len(scores) < 2:
        only = scores[0] if scores else None
        return Distance(domain, only, only, None, Direction.NOT_COMPARED)
    change = scores[-1] - scores[0]
    direction = Direction.UP if change > 0 else Direction.DOWN if change < 0 else Direction.SAME
    return Distance(domain, scores[0], scores[-1], change, direction)
