"""
Hiding small numbers where one total is split in many ways, so that `disclosure` has no single table to work on.

The parts of a total are shown all together or not at all. Nothing can then be taken away from anything, at the price of
hiding somewhat more.
"""

from collections.abc import Mapping, Sequence

from towpath.rules.disclosure import UPPER, Sum


def hidden_with_parts(counts: Mapping[str, int], sums: Sequence[Sum], *, upper: int = UPPER) -> frozenset[str]:
    """
    Return which counts must be hidden: small ones, every part beside a small one, and every part of a hidden total.

    A small or hidden total takes its parts with it. Nought is shown only where no part beside it is small.

    :param sums: a total before any sum in which one of its parts is the total
    :raises ValueError: the parts do not add up to their total
    """
    hidden = {cell for cell, count in counts.items() if 1 <= count <= upper}
    for each in sums:
        total, parts = str(each.total), [str(part) for part in each.parts]
        if sum(counts[part] for part in parts) != counts[total]:
            raise ValueError(f"The parts of {total} do not add up to {counts[total]}.")
        if total in hidden or not hidden.isdisjoint(parts):
            hidden.update(parts)
    return frozenset(hidden)
