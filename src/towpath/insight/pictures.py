"""The charts of figures: from what may be released, and from what is published, and from nothing else."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from towpath.analysis.effect.balance import FLAGGED_ABOVE
from towpath.documents.charts import (
    Chart,
    CouncilPoint,
    LikenessPoint,
    MonthPoint,
    YearPoint,
    council_over_years,
    drawn,
    likeness,
    rank_among_councils,
    rates_over_months,
)
from towpath.insight.figures import PublishedValue
from towpath.insight.queries.benchmark import Benchmark
from towpath.insight.releases import ReleasedRates
from towpath.rules.ranks import MEASURE_TERMS


def rates_chart(rates: ReleasedRates, *, place: str) -> Chart:
    """Return the chart of rates at each month's end, hidden ones as gaps."""
    points = [
        MonthPoint(
            month_end=row.month_end,
            neet=row.neet_percent.value,
            neet_text=str(row.neet_percent),
            not_known=row.not_known_percent.value,
            not_known_text=str(row.not_known_percent),
        )
        for row in rates.months
        if row.month_end is not None
    ]
    return rates_over_months(points, place=place)


def rank_chart(benchmark: Benchmark, councils: Sequence[PublishedValue]) -> Chart | None:
    """
    Return the chart of a council among all the others, or None where its value or the list is not at hand.

    :param councils: as `queries.list_councils` gives them
    """
    if benchmark.rank is None or benchmark.is_shipped:
        return None
    own = benchmark.own
    terms = MEASURE_TERMS[own.measure]
    near = {each.area for each in benchmark.neighbours.members} if benchmark.neighbours else set()
    points = [
        CouncilPoint(name=each.name, value=each.value, is_own=each == own, is_neighbour=each.area_code in near)
        for each in councils
        if each.value is not None
    ]
    return rank_among_councils(
        points,
        measure_words=terms.words,
        year=own.year,
        rank_words=benchmark.rank.words,
        england=benchmark.england.value if benchmark.england else None,
        lower_is_better=terms.lower_is_better,
    )


def years_chart_of(found: Sequence[Benchmark]) -> Chart:
    """Return the chart of a council's published value through the years, beside England, its region and its fellows."""
    points: list[YearPoint] = []
    for each in found:
        points.append(YearPoint(year=each.own.year, name=each.own.name, value=each.own.value, kind="own"))
        for place in (each.england, each.region):
            if place is not None:
                points.append(YearPoint(year=each.own.year, name=place.name, value=place.value, kind=place.name))
        # The region has too many councils for a line each: the city region's are drawn, else the neighbours'.
        near = next(
            (group for group in (*each.groups, each.neighbours) if group and group.name != each.own.region), None
        )
        for member in near.members if near else ():
            points.append(YearPoint(year=each.own.year, name=member.name, value=member.value, kind="fellow"))
    terms = MEASURE_TERMS[found[-1].own.measure]
    return council_over_years(points, measure_words=terms.words)


def svg_of(chart: Chart, organisation_code: str) -> str:
    """Return a chart as SVG, drawn once for each organisation and kept."""
    return drawn(chart, Path(settings.VAR) / "charts" / organisation_code)


def likeness_chart(balance: Sequence[tuple[str, float | None, float | None]]) -> Chart | None:
    """Return the chart of how alike a study's groups are, or None where nothing could be measured."""
    points = [
        LikenessPoint(name=name, before=before, after=after)
        for name, before, after in balance
        if before is not None and after is not None
    ]
    return likeness(points, limit=FLAGGED_ABOVE) if points else None
