"""Counting lines that a viewer has already been given."""

from collections.abc import Mapping, Sequence

from towpath.tracking.queries.chasing import ChaseLine, Reason


def count_chase(lines: Sequence[ChaseLine]) -> Mapping[Reason, int]:
    """Return how many lines stand under each reason, those with none as nought."""
    counts = dict.fromkeys(Reason, 0)
    for line in lines:
        counts[line.reason] += 1
    return counts
