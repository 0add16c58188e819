"""Whether the chase is fair: who is not known, how hard they are tried, and who is found, by group, as may be shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import mean, median

from towpath.rules.disclosure import LEAST_BASE, Figure, Symbol, percentage, released, rows_and_columns

EVERYBODY = "Everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """
    One young person of 16 or 17 as the table counts them. `groups` gives their group by dimension.

    `days_to_first` is from the day on which they were lost to the first try, None where nobody tried or they never
    were. `was_lost` says that they were not known thirty days ago, and `is_found` that they are known now.
    """

    groups: Mapping[str, str]
    is_not_known: bool
    attempts: int = 0
    days_to_first: int | None = None
    was_lost: bool = False
    is_found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FairLine:
    """One group's figures, each as it may be shown. Days are the middle one of those who were tried."""

    group: str
    people: Figure
    not_known: Figure
    not_known_percent: Figure
    attempts_each: Figure
    days_to_first: Figure
    was_lost: Figure
    found_percent: Figure


def fair_lines(people: Iterable[Chased], dimension: str, *, upper: int) -> list[FairLine]:
    """
    Return a line for each group of a dimension, by name, and one for everybody, with small numbers hidden.

    A share is hidden with its count, and so are the means of a group whose count is hidden.
    """
    groups: dict[str, list[Chased]] = defaultdict(list)
    for each in people:
        groups[each.groups[dimension]].append(each)
    named = {group: groups[group] for group in sorted(groups)}
    named[EVERYBODY] = [each for group in named.values() for each in group]
    now = _shown([(sum(one.is_not_known for one in of), len(of)) for of in named.values()], upper)
    lost = _shown([(sum(one.is_found for one in of if one.was_lost), _lost(of)) for of in named.values()], upper)
    return [_line(group, of, now[place], lost[place]) for place, (group, of) in enumerate(named.items())]


def _lost(people: Iterable[Chased]) -> int:
    return sum(one.was_lost for one in people)


def _shown(parts: list[tuple[int, int]], upper: int) -> list[tuple[Figure, Figure]]:
    """Return each part and its whole as they may be shown, so that none can be worked out from the others."""
    cells, sums = rows_and_columns([[part, whole - part, whole] for part, whole in parts])
    shown = released(cells, sums, upper=upper)
    return [(shown[row, 0], shown[row, 2]) for row in range(len(parts))]


def _line(group: str, people: list[Chased], now: tuple[Figure, Figure], lost: tuple[Figure, Figure]) -> FairLine:
    not_known, everybody = now
    found, lost_ones = lost
    is_small = everybody.symbol is not None
    days = [one.days_to_first for one in people if one.days_to_first is not None]
    return FairLine(
        group=group,
        people=everybody,
        not_known=not_known,
        not_known_percent=percentage(
            sum(one.is_not_known for one in people),
            len(people),
            is_hidden=is_small or not_known.symbol is Symbol.SUPPRESSED,
        ),
        attempts_each=_middle(mean, [one.attempts for one in people], is_hidden=is_small),
        days_to_first=_middle(median, days, is_hidden=is_small),
        was_lost=lost_ones,
        found_percent=percentage(
            sum(one.is_found for one in people if one.was_lost),
            _lost(people),
            is_hidden=lost_ones.symbol is not None or found.symbol is not None,
        ),
    )


def _middle(of: Callable[[Iterable[Fraction]], Fraction], counts: Sequence[int], *, is_hidden: bool) -> Figure:
    """Return a mean or median to one decimal as it may be shown, hidden of fewer people than a percentage would be."""
    if not counts:
        return Figure(None, Symbol.NOT_APPLICABLE)
    if is_hidden or len(counts) < LEAST_BASE:
        return Figure(None, Symbol.SUPPRESSED)
    exact = of(Fraction(each) for each in counts)
    return Figure((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP))
