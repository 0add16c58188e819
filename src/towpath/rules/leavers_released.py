"""
What of the leavers by place may leave the council, when the same places are counted in several columns.

Every column splits the same leavers of a place in two, so the columns are one table: whatever one file hid, another
could give back through the leavers that both show. The leavers of a place are therefore either shown in every column or
in none, and what a column hides is hidden so well that knowing them does not help. Places too small for that stand
together in one line. Source: ours, as docs/adr/0018-small-numbers-and-what-gives-them-away.md says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from towpath.rules.disclosure import LEAST_BASE, UPPER, Figure, Symbol, released, rows_and_columns

TOGETHER = "Places with few leavers, together"
EVERYBODY = "Everybody"
_HIDDEN = Figure(None, Symbol.SUPPRESSED)


@dataclass(frozen=True, slots=True)
class PlaceCounted:
    """How many leavers a place had, and how many of them one column counts."""

    name: str
    leavers: int
    counted: int

    @property
    def rest(self) -> int:
        """Return how many of them the column does not count."""
        return self.leavers - self.counted


Line = tuple[str, Figure, Figure, Figure]


def leavers_released(places: Sequence[PlaceCounted], *, upper: int = UPPER) -> list[Line]:
    """
    Return by place who is counted, who is not, and both, as one column may leave beside any other of the same leavers.

    The last line is everybody.
    """
    lines = _large_enough(places, upper)
    table = [[each.counted, each.rest, each.leavers] for each in lines]
    table.append([sum(each.counted for each in places), sum(each.rest for each in places), _leavers(places)])
    if not lines:
        return [(EVERYBODY, _HIDDEN, _HIDDEN, _HIDDEN)]
    cells, sums = rows_and_columns(table)
    # Where nobody, or everybody, of a place is counted, the leavers say so: 0 is shown.
    known = [(row, part) for row, line in enumerate(table) for part in range(3) if part == 2 or not all(line)]
    shown = released(cells, sums, upper=upper, known=known)
    names = [*(each.name for each in lines), EVERYBODY]
    return [(name, shown[row, 0], shown[row, 1], shown[row, 2]) for row, name in enumerate(names)]


def _large_enough(places: Sequence[PlaceCounted], upper: int) -> list[PlaceCounted]:
    """
    Return the places with those of few leavers made one, and with as many of the next as make that one large enough.

    Nothing where all of them together are too few.
    """
    # Of n leavers, at least one on either side, the counted may be any of n - 1 numbers: upper + 2 of them are enough.
    least = max(LEAST_BASE, upper + 3)
    ordered = sorted(places, key=lambda place: (place.leavers, place.name))
    few = 0
    while few < len(ordered) and (ordered[few].leavers < least or 0 < _leavers(ordered[:few]) < least):
        few += 1
    if not few:
        return list(places)
    together = ordered[:few]
    if _leavers(together) < least:
        return []
    one = PlaceCounted(TOGETHER, _leavers(together), sum(each.counted for each in together))
    return [*sorted(ordered[few:], key=lambda place: place.name), one]


def _leavers(places: Sequence[PlaceCounted]) -> int:
    return sum(each.leavers for each in places)
