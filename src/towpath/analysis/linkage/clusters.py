"""Rows of one list gathered into people: whoever agrees with the others on the whole."""

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

Weighed = tuple[int, int, float]

LEAST_MEAN = -2.0
"""How many bits the rows of two clusters must come to on average for the clusters to be one."""
NOT_LOOKED_AT = -3.0
"""The bits of a pair that shared no key, and the fewest that any pair counts for."""
MOST_BITS = 6.0
"""However well two rows agree they outweigh no more than this, so that one bridge does not join two people."""


def clusters_of(pairs: Iterable[Weighed]) -> list[list[int]]:
    """
    Return the clusters that pairs of rows with their weights make, each in order, of two rows or more.

    The two clusters that agree best on average are joined, again and again, until none agree enough. Ties go to the
    smaller numbers, so the order of the pairs changes nothing.
    """
    sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    members: dict[int, list[int]] = {}
    heap = []
    for one, other, weight in pairs:
        if weight <= NOT_LOOKED_AT:
            continue
        bits = min(weight, MOST_BITS)
        sums[one][other] = sums[other][one] = (bits, 1)
        members.setdefault(one, [one])
        members.setdefault(other, [other])
        heap.append((-bits, min(one, other), max(one, other)))
    heapify(heap)
    while heap:
        bits, one, other = heappop(heap)
        if other not in sums.get(one, ()) or -bits < LEAST_MEAN:
            continue
        mean = _mean(sums[one][other], len(members[one]) * len(members[other]))
        if -bits != mean:
            # It has grown since; it stands in the heap again with what it comes to now.
            continue
        for neighbour in _join(sums, members, one, other):
            mean = _mean(sums[one][neighbour], len(members[one]) * len(members[neighbour]))
            if mean >= LEAST_MEAN:
                heappush(heap, (-mean, min(one, neighbour), max(one, neighbour)))
    return sorted(sorted(rows) for rows in members.values() if len(rows) > 1)


def _mean(told: tuple[float, int], pairs: int) -> float:
    bits, looked_at = told
    return (bits + NOT_LOOKED_AT * (pairs - looked_at)) / pairs


def _join(
    sums: dict[int, dict[int, tuple[float, int]]], members: dict[int, list[int]], one: int, other: int
) -> Iterable[int]:
    """Put a cluster's rows into another and return whom the two of them have something in common with."""
    members[one] += members.pop(other)
    del sums[one][other]
    for neighbour, (bits, looked_at) in sums.pop(other).items():
        if neighbour == one:
            continue
        del sums[neighbour][other]
        had, had_looked_at = sums[one].get(neighbour, (0.0, 0))
        sums[one][neighbour] = sums[neighbour][one] = (bits + had, looked_at + had_looked_at)
    return list(sums[one])
