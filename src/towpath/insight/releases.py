"""Rates as they may leave: small numbers hidden, and whatever would give them away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from towpath.analysis.assumptions import Assumption
from towpath.insight.measures import WINTER_MONTHS, Flow, Rates, WinterAverage
from towpath.rules.disclosure import Cell, Figure, Sum, Symbol, hidden_cells, percentage, released

COUNTS = ("cohort", "eet", "neet", "not_known")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedRow:
    """One month's end, or one winter's average where `month_end` is None, as it may be shown."""

    year: int
    month_end: date | None
    cohort: Figure
    eet: Figure
    neet: Figure
    neet_percent: Figure
    not_known: Figure
    not_known_percent: Figure
    combined: Figure
    combined_percent: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFlow:
    """How many joined or left NEET in a month, in all where `other` is None, as it may be shown."""

    month_end: date
    joined: bool
    other: str | None
    people: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedRates:
    """Rates as they may leave. Counts from 1 to `upper` are hidden, and those that would give them away."""

    area: str
    known_on: date | None
    months: tuple[ReleasedRow, ...]
    averages: tuple[ReleasedRow, ...]
    flows: tuple[ReleasedFlow, ...]
    assumptions: tuple[Assumption, ...]
    edition: str
    standards_version: str
    version: str
    undated: int
    upper: int

    @property
    def marking(self) -> str:
        """Return what must stand wherever they are shown."""
        return f"Counts from 1 to {self.upper} are hidden, and any that would give them away. 0 is shown."


def release_rates(rates: Rates, *, upper: int) -> ReleasedRates:
    """Return rates with what must be hidden taken out of them."""
    counts, sums = _table(rates)
    hidden = hidden_cells(counts, sums, upper=upper)
    months = [_month_row(month.month_end, counts, hidden) for month in rates.months]
    averages = [_average_row(average, counts, hidden) for average in rates.averages]
    return ReleasedRates(
        area=rates.area,
        known_on=rates.known_on,
        months=tuple(months),
        averages=tuple(averages),
        flows=tuple(_flows(rates, hidden, upper)),
        assumptions=rates.assumptions,
        edition=rates.edition,
        standards_version=rates.standards_version,
        version=rates.version,
        undated=rates.undated,
        upper=upper,
    )


def _table(rates: Rates) -> tuple[dict[Cell, int | None], list[Sum]]:
    """
    Return every count of the rates and every sum a reader could do: each row across, and each winter down.

    That the joint counts of a winter add up as well follows from the others.
    """
    counts: dict[Cell, int | None] = {}
    sums = []
    rows: list[tuple[object, Mapping[str, int]]] = [
        (month.month_end, {name: getattr(month, name) for name in COUNTS}) for month in rates.months
    ]
    rows += [(average.year, {name: average.total(name) for name in COUNTS}) for average in rates.averages]
    for row, values in rows:
        counts |= {(row, name): value for name, value in values.items()}
        counts[row, "combined"] = values["neet"] + values["not_known"]
        sums += [
            Sum((row, "cohort"), ((row, "eet"), (row, "combined"))),
            Sum((row, "combined"), ((row, "neet"), (row, "not_known"))),
        ]
    for average in rates.averages:
        ends = [month.month_end for month in average.months]
        sums += [Sum((average.year, name), tuple((end, name) for end in ends)) for name in COUNTS if name != "cohort"]
    return counts, sums


def _month_row(end: date, counts: Mapping[Cell, int | None], hidden: Iterable[Cell]) -> ReleasedRow:
    return _row(end, counts, hidden, year=end.year, month_end=end, over=1)


def _average_row(average: WinterAverage, counts: Mapping[Cell, int | None], hidden: Iterable[Cell]) -> ReleasedRow:
    return _row(average.year, counts, hidden, year=average.year, month_end=None, over=WINTER_MONTHS)


def _row(
    key: object,
    counts: Mapping[Cell, int | None],
    hidden: Iterable[Cell],
    *,
    year: int,
    month_end: date | None,
    over: int,
) -> ReleasedRow:
    hidden = set(hidden)
    cohort = counts[key, "cohort"]

    def count(name: str) -> Figure:
        return _mean(counts[key, name] or 0, over, is_hidden=(key, name) in hidden)

    def percent(name: str) -> Figure:
        if not cohort:
            return Figure(None, Symbol.NOT_APPLICABLE)
        # A winter's sums are three times its means, and so is the base that a percentage needs.
        base_is_hidden = (key, "cohort") in hidden or (key, name) in hidden
        return percentage(_third(counts[key, name], over), _third(cohort, over), is_hidden=base_is_hidden)

    return ReleasedRow(
        year=year,
        month_end=month_end,
        cohort=count("cohort"),
        eet=count("eet"),
        neet=count("neet"),
        neet_percent=percent("neet"),
        not_known=count("not_known"),
        not_known_percent=percent("not_known"),
        combined=count("combined"),
        combined_percent=percent("combined"),
    )


def _third(total: int | None, over: int) -> Fraction:
    return Fraction(total or 0, over)


def _mean(total: int, over: int, *, is_hidden: bool) -> Figure:
    if is_hidden:
        return Figure(None, Symbol.SUPPRESSED)
    if over == 1:
        return Figure(Decimal(total))
    return Figure((Decimal(total) / over).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _flows(rates: Rates, hidden: Iterable[Cell], upper: int) -> Iterator[ReleasedFlow]:
    hidden = set(hidden)
    before = None
    for month in rates.months:
        end = month.month_end
        sides = {joined: _side(rates.flows, end, joined=joined) for joined in (True, False)}
        joined, left = (sum(side.values()) for side in sides.values())
        # NEET now is NEET before, and those who joined, less those who left. So a small one would follow from the rest,
        # and so would a few who stayed.
        neet_is_hidden = (end, "neet") in hidden or (before, "neet") in hidden
        is_withheld = neet_is_hidden or any(1 <= people <= upper for people in (joined, left, month.neet - joined))
        before = end
        for is_joining, side in sides.items():
            yield from _released_side(end, is_joining, side, is_withheld=is_withheld, upper=upper)


def _side(flows: Iterable[Flow], end: date, *, joined: bool) -> dict[str, int]:
    return {flow.other: flow.people for flow in flows if flow.month_end == end and flow.joined is joined}


def _released_side(
    end: date, joined: bool, side: Mapping[str, int], *, is_withheld: bool, upper: int
) -> Iterator[ReleasedFlow]:
    counts: dict[Cell, int | None] = {None: sum(side.values())}
    counts.update(side.items())
    shown = released(counts, [Sum(None, tuple(side))] if side else [], upper=upper)
    for other in (None, *side):
        people = Figure(None, Symbol.SUPPRESSED) if is_withheld else shown[other]
        yield ReleasedFlow(month_end=end, joined=joined, other=other, people=people)
