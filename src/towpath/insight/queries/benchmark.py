"""
How a council's published figure stands among the others: never without its year, its ties, its list and its source.

Figures come from the files that were loaded; for a year that none speaks of, from DfE's files beside the project; and
where there are none, from the few that are shipped. The first that knows the year and the measure speaks alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from towpath.access import Viewer
from towpath.insight.figures import GroupMember, Level, PublishedValue, Reading, Source, councils_of
from towpath.insight.models import BenchmarkFile, BenchmarkNeighbour, BenchmarkValue
from towpath.insight.scorecards import LICENCE, NEIGHBOURS, SCORECARD_WORDS, dated_of
from towpath.insight.shipped import figures_beside, shipped_figures
from towpath.rules.ranks import MEASURE_TERMS, Measure, Rank, rank_of

EVERYWHERE = "*"
"""In place of an area: a group whose members are compared with one another."""


class NoFiguresError(LookupError):
    """Nobody has loaded figures of that measure and year; the words say what to load."""


class AreaNotFoundError(LookupError):
    """The figures of that measure and year do not speak of the place; the words say of how many they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A place that the council is set beside, with its published value; the value is None where none was published."""

    area: str
    name: str
    value: Decimal | None
    symbol: str = ""
    place: int | None = None
    closeness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Places that the council is set beside. `is_best`: none has a better value; None where one is not known.

    `rank` is its place among them and itself, on the values as published; None where its own is not known.
    """

    name: str
    dated: str
    members: tuple[Compared, ...]
    is_best: bool | None
    rank: Rank | None = None

    def sharing(self, value: Decimal | None) -> tuple[str, ...]:
        """Return the names of the members that have the very same value."""
        return tuple(each.name for each in self.members if value is not None and each.value == value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """
    One council's published figure and everything that must be quoted with it.

    `notes` are what a reader should know of the list before quoting the rank.
    """

    own: PublishedValue
    rank: Rank | None
    england: Compared | None
    region: Compared | None
    neighbours: Group | None
    groups: tuple[Group, ...]
    source: Source
    is_shipped: bool
    notes: tuple[str, ...]


def show_benchmark(viewer: Viewer, area: str, measure: Measure, year: int) -> Benchmark:
    """
    Return how a council stood on a measure in a year. Four queries at most.

    :param area: its three-digit or its ONS code
    :raises NoFiguresError: nobody has loaded that year
    :raises AreaNotFoundError: the list does not have the place
    """
    reading, is_shipped = _figures(viewer, measure, year)
    values = reading.values
    own = next((each for each in councils_of(values) if each.is_of(area)), None)
    if own is None:
        raise AreaNotFoundError(
            f"No council of the code {area!r} is among the {len(councils_of(values))} in the figures of {measure.value}"
            f" in {year} ({reading.source.name})."
            + (" Load DfE's scorecard of that year: towpath benchmark load FILE." if is_shipped else "")
        )
    listed = councils_of(values)
    rank = own.rank if is_shipped else _rank(own, listed)
    neighbours = [_group(own, NEIGHBOURS, members, listed) for members in [_neighbours(viewer, own)] if members]
    return Benchmark(
        own=own,
        rank=rank,
        england=_compared_level(values, Level.NATIONAL, ""),
        region=_compared_level(values, Level.REGIONAL, own.region),
        neighbours=neighbours[0] if neighbours else None,
        groups=(*_fellow_groups(own, listed), *([] if is_shipped else _region(own, listed))),
        source=reading.source,
        is_shipped=is_shipped,
        notes=tuple(_notes(own, listed, rank, is_shipped=is_shipped)),
    )


def list_councils(viewer: Viewer, measure: Measure, year: int) -> list[PublishedValue]:
    """
    Return every council's figure of a measure and year, the best first, those without one last. Two queries at most.

    :raises NoFiguresError: nobody has loaded that year
    """
    reading, _is_shipped = _figures(viewer, measure, year)
    return sorted(councils_of(reading.values), key=_best_first)


def list_standings(viewer: Viewer, area: str, measure: Measure) -> list[Benchmark]:
    """
    Return how a council stood on a measure in each year of which there are figures of it, earliest first.

    Each year is worked out again from its own list, at most four queries a year.
    """
    found = []
    for year in list_benchmark_years(viewer, measure):
        try:
            found.append(show_benchmark(viewer, area, measure, year))
        except AreaNotFoundError:
            continue
    return found


def list_benchmark_years(viewer: Viewer, measure: Measure) -> list[int]:
    """Return the years of which there is any figure of a measure, earliest first. One query."""
    loaded = BenchmarkValue.objects.filter(organisation_id=viewer.organisation_id, measure=measure.value)
    years = set(loaded.order_by("year").values_list("year", flat=True).distinct())
    for reading in (*figures_beside(), shipped_figures()):
        years |= {each.year for each in reading.values if each.measure is measure}
    return sorted(years)


def _figures(viewer: Viewer, measure: Measure, year: int) -> tuple[Reading, bool]:
    """Return the figures of one measure and year, and whether they are only the shipped ones."""
    loaded = _loaded(viewer, measure, year)
    if loaded is not None:
        return loaded, False
    # The file that comes last by name is the newest of its year.
    for reading, is_shipped in (*((beside, False) for beside in reversed(figures_beside())), (shipped_figures(), True)):
        values = tuple(each for each in reading.values if each.measure is measure and each.year == year)
        if values:
            return Reading(source=reading.source, read=reading.read, values=values), is_shipped
    raise NoFiguresError(
        f"No figures of {measure.value} in {year} are here. Load DfE's NEET and participation scorecard of that year:"
        " towpath benchmark load FILE."
    )


def _loaded(viewer: Viewer, measure: Measure, year: int) -> Reading | None:
    rows = BenchmarkValue.objects.filter(
        organisation_id=viewer.organisation_id, measure=measure.value, year=year
    ).order_by("id")
    file = BenchmarkFile.objects.filter(pk__in=rows.order_by().values("file")).order_by("loaded_at", "id").last()
    if file is None:
        return None
    values = tuple(_published(row) for row in rows.filter(file=file))
    words = f"{SCORECARD_WORDS}, {year}. {LICENCE}"
    source = Source(name=file.name, words=words, sha256=file.sha256, loaded_at=file.loaded_at)
    return Reading(source=source, read=len(values), values=values)


def _published(row: BenchmarkValue) -> PublishedValue:
    return PublishedValue(
        year=row.year,
        level=Level(row.level),
        area_code=row.area_code,
        ons_code=row.ons_code,
        name=row.area_name,
        region=row.region,
        measure=Measure(row.measure),
        text=row.value_text,
        value=row.value,
        symbol=row.symbol,
        cohort=row.cohort,
        quintile=row.quintile,
    )


def _rank(own: PublishedValue, listed: Sequence[PublishedValue]) -> Rank | None:
    return None if own.value is None else rank_of(own.value, [each.value for each in listed], own.measure)


def _neighbours(viewer: Viewer, own: PublishedValue) -> list[GroupMember]:
    """Return a council's neighbours by the model last loaded, or the one beside the project, or the shipped one."""
    rows = BenchmarkNeighbour.objects.filter(organisation_id=viewer.organisation_id, area_code=own.area_code)
    file = BenchmarkFile.objects.filter(pk__in=rows.values("file")).order_by("loaded_at", "id").last()
    if file is not None:
        return [
            GroupMember(
                group=NEIGHBOURS,
                dated=dated_of(file.name) or file.name,
                area_code=row.area_code,
                place=row.place,
                member_code=row.neighbour_code,
                name=row.neighbour_name,
                closeness=row.closeness,
            )
            for row in rows.filter(file=file).order_by("place")
        ]
    for reading in (*reversed(figures_beside()), shipped_figures()):
        members = [each for each in reading.members if each.group == NEIGHBOURS and each.area_code == own.area_code]
        if members:
            return sorted(members, key=lambda member: member.place or 0)
    return []


def _fellow_groups(own: PublishedValue, listed: Sequence[PublishedValue]) -> Iterator[Group]:
    for name in dict.fromkeys(each.group for each in shipped_figures().members if each.area_code == EVERYWHERE):
        members = [each for each in shipped_figures().members if each.group == name]
        if own.area_code in {member.member_code for member in members}:
            yield _group(own, name, [each for each in members if each.member_code != own.area_code], listed)


def _group(own: PublishedValue, name: str, members: Sequence[GroupMember], listed: Sequence[PublishedValue]) -> Group:
    by_code = {each.area_code: each for each in listed}
    compared = tuple(
        Compared(
            area=member.member_code,
            name=member.name,
            value=known.value if (known := by_code.get(member.member_code)) else None,
            symbol=known.symbol if known else "",
            place=member.place,
            closeness=member.closeness,
        )
        for member in members
    )
    values = [member.value for member in compared if member.value is not None]
    return Group(
        name=name,
        dated=members[0].dated,
        members=compared,
        is_best=_is_best(own, compared),
        rank=_rank_among(own, values),
    )


def _region(own: PublishedValue, listed: Sequence[PublishedValue]) -> Iterator[Group]:
    """Yield the councils of the same region, as the file of the year has them."""
    fellows = [each for each in listed if each.region == own.region and each.area_code not in ("", own.area_code)]
    if own.region and fellows:
        members = [
            GroupMember(
                group=own.region,
                dated=str(own.year),
                area_code=EVERYWHERE,
                place=None,
                member_code=each.area_code,
                name=each.name,
            )
            for each in sorted(fellows, key=lambda each: each.name)
        ]
        yield _group(own, own.region, members, listed)


def _rank_among(own: PublishedValue, values: Sequence[Decimal]) -> Rank | None:
    return None if own.value is None else rank_of(own.value, [own.value, *values], own.measure)


def _is_best(own: PublishedValue, members: Sequence[Compared]) -> bool | None:
    values = [member.value for member in members]
    if own.value is None or None in values:
        return None
    return rank_of(own.value, [own.value, *values], own.measure).place == 1


def _compared_level(values: Sequence[PublishedValue], level: Level, region: str) -> Compared | None:
    found = next((each for each in values if each.level is level and each.region == region), None)
    if found is None:
        return None
    return Compared(area=found.ons_code, name=found.name, value=found.value, symbol=found.symbol)


def _notes(
    own: PublishedValue, listed: Sequence[PublishedValue], rank: Rank | None, *, is_shipped: bool
) -> Iterator[str]:
    if is_shipped:
        yield (
            "Shipped with Towpath: this council and a few others only. Load DfE's scorecard of the year for the rest:"
            " towpath benchmark load FILE."
        )
        return
    nobody = [each.name for each in listed if not (each.area_code or each.ons_code) and each.value is not None]
    if nobody and rank and own.value is not None:
        real = [each for each in listed if each.area_code or each.ons_code]
        without = _rank(own, real)
        yield (
            f"The published list of {own.year} has a row that is no council: {', '.join(nobody)}. It is counted, as"
            f" DfE's file counts it; without it the rank is {without.words if without else 'not known'}."
        )


def _best_first(each: PublishedValue) -> tuple[bool, Decimal, str]:
    value = each.value or Decimal(0)
    return each.value is None, value if MEASURE_TERMS[each.measure].lower_is_better else -value, each.name
