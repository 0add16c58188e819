"""
What of a fund's spending may be told to its funder: of each kind of support, how often, for how many, and how much.

The payments, the people and the money of a kind are shown together or not at all, for each would give the others away.
Source: the house's rule for small numbers, `disclosure`, over the people of each kind.
"""

from collections.abc import Hashable, Iterable, Mapping

from towpath.rules.disclosure import UPPER, Cell, Sum, hidden_cells

_EVERYBODY: Cell = object()


def hidden_kinds(people: Mapping[str, frozenset[Hashable]], *, upper: int = UPPER) -> frozenset[str]:
    """
    Return the kinds of support whose figures must be hidden; a kind that was paid to nobody is shown as nought.

    Hidden are kinds of few people, those by which they could be worked out from a total, and more of them until the
    people behind the hidden figures, each counted once, are more than `upper`.

    :param people: who was paid for, by the kind of support
    """
    hidden = {str(cell) for cell in _hidden(people, upper) if cell is not _EVERYBODY}
    by_size = sorted((kind for kind in people if people[kind]), key=lambda kind: (len(people[kind]), kind))
    for kind in by_size:
        if 0 < len(_together(people, hidden)) <= upper:
            hidden.add(kind)
    return frozenset(hidden)


def is_total_hidden(people: Mapping[str, frozenset[Hashable]], *, upper: int = UPPER) -> bool:
    """Return whether even the totals must be hidden: all that was paid was paid for a few people."""
    return 0 < len(_together(people, people)) <= upper or _EVERYBODY in _hidden(people, upper)


def _hidden(people: Mapping[str, frozenset[Hashable]], upper: int) -> frozenset[Cell]:
    counts: dict[Cell, int | None] = {kind: len(those) for kind, those in people.items()}
    counts[_EVERYBODY] = sum(len(those) for those in people.values())
    return hidden_cells(counts, [Sum(_EVERYBODY, tuple(people))], upper=upper)


def _together(people: Mapping[str, frozenset[Hashable]], kinds: Iterable[str]) -> frozenset[Hashable]:
    return frozenset[Hashable]().union(*(people[kind] for kind in kinds))
