"""
What of a table may be shown to those who may not see the people in it.

Small counts are hidden, and then whatever would give them away by subtraction. A table is a graph: each sum is a point,
each hidden count a line between the two sums that hold it, and the outside stands for a sum that is not there. A hidden
count can be worked out exactly when no ring of hidden counts runs through it along which a few people could be moved
without any shown figure changing. Source: the symbols are DfE's; how much is hidden is ours, as
docs/adr/0018-small-numbers-and-what-gives-them-away.md says.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

UPPER = 4
"""Counts from 1 up to this are hidden unless a council has chosen another number."""
LEAST_BASE = 10
"""A percentage of fewer people than this is hidden."""

Cell = Hashable
_OUTSIDE = -1


class Symbol(StrEnum):
    """What stands in place of a figure, as DfE writes it."""

    SUPPRESSED = "c"
    NOT_APPLICABLE = "z"
    LOW = "low"


SYMBOL_WORDS = {
    Symbol.SUPPRESSED: "hidden, so that nobody can be picked out",
    Symbol.NOT_APPLICABLE: "does not apply",
    Symbol.LOW: "some, but rounds to 0",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure and the figures that add up to it."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it may be shown: a number, or the symbol that stands for it."""

    value: Decimal | None
    symbol: Symbol | None = None

    def __str__(self) -> str:
        return f"{self.value:,}" if self.symbol is None else self.symbol.value


def released(
    counts: Mapping[Cell, int | None], sums: Sequence[Sum], *, upper: int = UPPER, known: Collection[Cell] = ()
) -> dict[Cell, Figure]:
    """
    Return each count as it may be shown; None does not apply and is "z", and 0 is shown.

    :param sums: every sum a reader could do with these counts. A count may stand in two, as in its row and its column
    :param known: as `hidden_cells` takes it
    :raises ValueError: the counts do not add up as the sums say, or the sums are not those of a table
    """
    withheld = hidden_cells(counts, sums, upper=upper, known=known)
    return {cell: _figure(count, cell in withheld) for cell, count in counts.items()}


def percentage(part: int | Fraction | None, base: int | Fraction | None, *, is_hidden: bool = False) -> Figure:
    """Return a percentage to one decimal as it may be shown beside its count, hidden where that is or the base is."""
    if part is None or base is None:
        return Figure(None, Symbol.NOT_APPLICABLE)
    if is_hidden or base < LEAST_BASE:
        return Figure(None, Symbol.SUPPRESSED)
    exact = Fraction(100 * part) / Fraction(base)
    value = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Figure(None, Symbol.LOW) if part and not value else Figure(value)


def rows_and_columns(counts: Sequence[Sequence[int]]) -> tuple[dict[Cell, int | None], list[Sum]]:
    """
    Return the cells and sums of a table whose last row and last column are totals; a cell is (row, column).

    A table of one row has a total in its last column alone.

    :raises ValueError: its rows are not of one length
    """
    width = len(counts[0])
    if any(len(row) != width for row in counts):
        raise ValueError("The rows of a table are of one length.")
    cells: dict[Cell, int | None] = {
        (place, column): count for place, row in enumerate(counts) for column, count in enumerate(row)
    }
    last_row, last_column = len(counts) - 1, width - 1
    by_row = [Sum((row, last_column), tuple((row, each) for each in range(last_column))) for row in range(len(counts))]
    columns = range(width) if last_row else ()
    by_column = [Sum((last_row, each), tuple((row, each) for row in range(last_row))) for each in columns]
    return cells, by_row + by_column


def hidden_cells(
    counts: Mapping[Cell, int | None], sums: Sequence[Sum], *, upper: int = UPPER, known: Collection[Cell] = ()
) -> frozenset[Cell]:
    """
    Return which counts must be hidden: the small ones, and whatever would let one of them be worked out.

    Whoever reads the table knows that a hidden count is at least 1, because 0 is shown. Each hidden count could, for
    all that the shown figures say, be any of a range of more than `upper` whole numbers.

    :param known: counts that are shown whatever they are, because readers have them from elsewhere; large enough that
        the others can be hidden beside them
    :raises ValueError: as `released`, or there is nothing left to hide beside what is known
    """
    _check_sums(counts, sums)
    ends = _ends(counts, sums)
    hidden = {cell for cell, count in counts.items() if count is not None and 1 <= count <= upper} - set(known)
    while given_away := [
        cell for cell in counts if cell in hidden and _doubt(counts, ends, hidden, cell, upper) <= upper
    ]:
        hidden.add(_companion(counts, sums, hidden, given_away, known))
    return frozenset(hidden)


def _figure(count: int | None, is_hidden: bool) -> Figure:
    if count is None:
        return Figure(None, Symbol.NOT_APPLICABLE)
    return Figure(None, Symbol.SUPPRESSED) if is_hidden else Figure(Decimal(count))


def _check_sums(counts: Mapping[Cell, int | None], sums: Sequence[Sum]) -> None:
    for each in sums:
        parts = sum(counts[part] or 0 for part in each.parts)
        if parts != (counts[each.total] or 0):
            raise ValueError(f"The parts of {each.total} add up to {parts}, not to {counts[each.total]}.")


def _doubt(
    counts: Mapping[Cell, int | None],
    ends: Mapping[Cell, tuple[int, int]],
    hidden: Collection[Cell],
    cell: Cell,
    most: int,
) -> int:
    """Return how far apart the least and the most that a hidden count could be lie; counted up to just over `most`."""
    start, end = ends[cell]
    if start == end:
        # It stands in no sum, so nothing can be taken away from anything.
        return most + 1
    room = {other: (counts[other] or 0) - 1 for other in hidden if other != cell}
    more = _movable(ends, room, end, start, most + 1)
    fewer = _movable(ends, room, start, end, min((counts[cell] or 0) - 1, most + 1))
    return more + fewer


def _movable(ends: Mapping[Cell, tuple[int, int]], room: Mapping[Cell, int], start: int, end: int, most: int) -> int:
    """Return how many people can be moved from one sum to another through hidden counts, none falling below 1."""
    left = dict(room)
    moved = 0
    while moved < most and (path := _path(ends, left, start, end)):
        for cell, way in path:
            left[cell] += way
        moved += 1
    return moved


def _path(
    ends: Mapping[Cell, tuple[int, int]], left: Mapping[Cell, int], start: int, end: int
) -> list[tuple[Cell, int]]:
    """Return the hidden counts to raise by one (1) or lower (-1) on the shortest way; none where there is no way."""
    came: dict[int, tuple[int, Cell, int]] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for cell, (first, second) in ((each, ends[each]) for each in left):
            for origin, target, way in ((first, second, 1), (second, first, -1)):
                if origin == here and target != start and target not in came and (way > 0 or left[cell] > 0):
                    came[target] = (here, cell, way)
                    queue.append(target)
    path = []
    while end in came:
        end, cell, way = came[end]
        path.append((cell, way))
    return path


def _companion(
    counts: Mapping[Cell, int | None],
    sums: Sequence[Sum],
    hidden: Collection[Cell],
    given_away: Collection[Cell],
    known: Collection[Cell],
) -> Cell:
    """
    Return the next count to hide, beside one that is given away: a part before a total, one that helps in two sums
    before one that helps in one, and then the smallest.

    It is looked for first in the sums that hide least, because there it helps most. Where nothing is known, one is
    always left to hide: were every count hidden, each could as well be twice what it is.
    """
    totals = {each.total for each in sums}
    holding = [cells for each in sums if not (cells := {*each.parts, each.total}).isdisjoint(given_away)]
    least = min(len(cells.intersection(hidden)) for cells in holding)
    beside = {cell for cells in holding for cell in cells}
    nearest = {cell for cells in holding for cell in cells if len(cells.intersection(hidden)) == least}

    def cost(cell: Cell) -> tuple[object, ...]:
        helps_in = sum(cell in cells for cells in holding)
        return cell not in nearest, cell not in beside, cell in totals, -helps_in, counts[cell] or 0

    left = [cell for cell in counts if cell not in hidden and cell not in known and counts[cell]]
    if not left:
        raise ValueError("What is known gives a small count away, whatever else is hidden.")
    return min(left, key=cost)


def _ends(counts: Mapping[Cell, int | None], sums: Sequence[Sum]) -> dict[Cell, tuple[int, int]]:
    """
    Return the two sums between which each count is a line, in the direction in which it grows.

    Signs are given to the sums so that every count adds to one and takes from the other.
    """
    standing: dict[Cell, list[tuple[int, int]]] = {cell: [] for cell in counts}
    for number, each in enumerate(sums):
        for cell, sign in _signs(each):
            standing[cell].append((number, sign))
    if any(len(places) > 2 for places in standing.values()):
        raise ValueError("A count stands in more than two sums. Leave out sums that follow from the others.")
    turned = _turned(len(sums), list(standing.values()))
    ends = {}
    for cell, places in standing.items():
        adds = [number for number, sign in places if sign * turned[number] > 0]
        takes = [number for number, sign in places if sign * turned[number] < 0]
        ends[cell] = (adds[0] if adds else _OUTSIDE, takes[0] if takes else _OUTSIDE)
    return ends


def _signs(each: Sum) -> Iterator[tuple[Cell, int]]:
    yield from ((part, 1) for part in each.parts)
    yield each.total, -1


def _turned(sums: int, standing: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Return 1 or -1 for each sum, so that a count in two sums has opposite signs in them."""
    turned = [0] * sums
    pairs = [(*first, *second) for first, second in (places for places in standing if len(places) == 2)]
    for number in range(sums):
        if not turned[number]:
            turned[number] = 1
            changed = True
            while changed:
                changed = False
                for first, sign, second, other in pairs:
                    for known, unknown in ((first, second), (second, first)):
                        if turned[known] and not turned[unknown]:
                            turned[unknown] = -sign * other * turned[known]
                            changed = True
    if any(turned[first] * sign == turned[second] * other for first, sign, second, other in pairs):
        raise ValueError("These sums are not those of a table.")
    return turned
