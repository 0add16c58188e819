"""How right pairs are, where it is known who is who."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Of the pairs told how many are right, and of those there are how many were told; None where there are none."""

    precision: float | None
    recall: float | None
    f1: float | None


def judge(pairs: Iterable[tuple[str, str]], left: Mapping[str, str], right: Mapping[str, str]) -> Judged:
    """Return how right pairs of two lists are; `left` and `right` say by id what equal people share."""
    sizes = Counter(right.values())
    return _judged(pairs, left, right, sum(sizes[truth] for truth in left.values()))


def judge_one(pairs: Iterable[tuple[str, str]], people: Mapping[str, str]) -> Judged:
    """Return how right pairs inside one list are."""
    sizes = Counter(people.values())
    return _judged(pairs, people, people, sum(size * (size - 1) // 2 for size in sizes.values()))


def _judged(
    pairs: Iterable[tuple[str, str]], left: Mapping[str, str], right: Mapping[str, str], there_are: int
) -> Judged:
    told = list(pairs)
    hits = sum(one in left and left[one] == right.get(other) for one, other in told)
    both = len(told) + there_are
    return Judged(
        precision=hits / len(told) if told else None,
        recall=hits / there_are if there_are else None,
        f1=2 * hits / both if both else None,
    )
