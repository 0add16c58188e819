"""Rates and published figures in rows: a count beside every percentage, and the source of every figure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from towpath.analysis.rates import MonthRates
from towpath.insight.figures import PublishedValue
from towpath.insight.measures import OUTSIDE, Flow, Rates, WinterAverage
from towpath.insight.queries import Benchmark, Compared, Group
from towpath.insight.releases import ReleasedRates, ReleasedRow
from towpath.rules.dates import month_end
from towpath.rules.disclosure import SYMBOL_WORDS, Figure, Symbol
from towpath.rules.ranks import MEASURE_TERMS
from towpath.web.parts import Cell, Column, Count, Fact, Table
from towpath.web.words import count_in_words, list_in_words, month_in_words, percent_in_words, plural, short_date

MONTHS_OFFERED = 36
# Wherever it ends, a window this long holds the ends of one December, January and February.
MONTHS_SHOWN = 14

HIDDEN = "Hidden"
NO_RATE = "no rate"
GROUPS = {"EET": "EET", "NEET": "NEET", "NOT_KNOWN": "Not known", OUTSIDE: "Outside the age group or the area"}

COLUMNS = (
    Column("Month", heading=True),
    Column("Aged 16 and 17", numeric=True),
    Column("EET", numeric=True),
    Column("NEET", numeric=True),
    Column("Not known", numeric=True),
    Column("NEET or not known", numeric=True),
)


def months_before(on: date, count: int) -> list[date]:
    """Return the ends of so many months, the latest, that of `on`, first."""
    ends = [month_end(on)]
    while len(ends) < count:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends


def months_table(rates: Rates | ReleasedRates) -> Table:
    """Return each month's end, the latest first, every percentage with its count."""
    months: Sequence[MonthRates | ReleasedRow] = rates.months
    rows = [_row(each) for each in reversed(months)]
    return Table("Rates at each month’s end", COLUMNS, rows, cards=True)


def is_empty(rates: Rates | ReleasedRates) -> bool:
    """Return whether nobody is counted in any of the months."""
    counted = [row.cohort.value if isinstance(row.cohort, Figure) else row.cohort for row in rates.months]
    return all(count == 0 for count in counted)


def is_all_hidden(rates: ReleasedRates) -> bool:
    """Return whether every rate is hidden, so that there is nothing to draw."""
    return all(row.neet_percent.symbol and row.not_known_percent.symbol for row in rates.months)


def averages_table(rates: Rates | ReleasedRates) -> Table:
    """Return the average of each winter of which all three month ends are given, the latest first."""
    averages: Sequence[WinterAverage | ReleasedRow] = rates.averages
    rows = [_row(each) for each in reversed(averages)]
    columns = (Column("Winter", heading=True), *COLUMNS[1:])
    return Table("Average of December, January and February", columns, rows, cards=True)


def _row(each: MonthRates | WinterAverage | ReleasedRow) -> tuple[Cell, ...]:
    if isinstance(each, MonthRates):
        return _month(each)
    return _average(each) if isinstance(each, WinterAverage) else _released(each)


def _month(month: MonthRates) -> tuple[Cell, ...]:
    return (
        short_month(month.month_end),
        month.cohort,
        month.eet,
        Count(month.neet, _rate(month.neet_percent)),
        Count(month.not_known, _rate(month.not_known_percent)),
        Count(month.neet + month.not_known, _rate(month.combined_percent)),
    )


def _rate(percent: float | None) -> str:
    """Return a rate, or that there is nobody to have one: "Not known" would be read as the status."""
    return NO_RATE if percent is None else percent_in_words(percent)


def _average(average: WinterAverage) -> tuple[Cell, ...]:
    def both(*names: str) -> Count:
        mean = float(sum(average.mean(name) for name in names))
        return Count(f"{mean:,.1f}", _rate(average.percent(*names)))

    return (
        winter_words(average.year),
        f"{float(average.mean('cohort')):,.1f}",
        f"{float(average.mean('eet')):,.1f}",
        both("neet"),
        both("not_known"),
        both("neet", "not_known"),
    )


def _released(row: ReleasedRow) -> tuple[Cell, ...]:
    def both(count: Figure, percent: Figure) -> Count:
        return Count(figure_words(count), figure_words(percent, "%") if count.symbol is None else "")

    return (
        short_month(row.month_end) if row.month_end else winter_words(row.year),
        figure_words(row.cohort),
        figure_words(row.eet),
        both(row.neet, row.neet_percent),
        both(row.not_known, row.not_known_percent),
        both(row.combined, row.combined_percent),
    )


def short_month(end: date) -> str:
    """Return a month for a narrow column, as "Jan 2026"."""
    return short_date(end).split(" ", 1)[1]


def winter_words(year: int) -> str:
    """Return the winter that ends in February of a year, as "2024 to 2025"."""
    return f"{year - 1} to {year}"


def figure_words(figure: Figure, unit: str = "") -> str:
    """Return a figure as it may be shown, or the words of the symbol in its place."""
    if figure.symbol is Symbol.SUPPRESSED:
        return HIDDEN
    if figure.symbol is not None:
        return SYMBOL_WORDS[figure.symbol].capitalize()
    return f"{figure.value:,}{unit}"


def flows_table(rates: Rates | ReleasedRates) -> Table:
    """Return how many became NEET and stopped being NEET in each month, from what and to what, the latest first."""
    columns = (
        Column("Month", heading=True),
        Column("Became NEET", numeric=True),
        Column("From"),
        Column("Stopped being NEET", numeric=True),
        Column("To"),
    )
    months: Sequence[MonthRates | ReleasedRow] = rates.months
    ends = [month.month_end for month in reversed(months) if month.month_end]
    rows = [(short_month(end), *_side(rates, end, joined=True), *_side(rates, end, joined=False)) for end in ends]
    return Table("Who became NEET, and who stopped being NEET", columns, rows, cards=True)


def _side(rates: Rates | ReleasedRates, end: date, *, joined: bool) -> tuple[str, str]:
    """Return how many in all moved one way in a month, and from or to what each."""
    flows = [flow for flow in rates.flows if flow.month_end == end and flow.joined is joined]
    total = [flow for flow in flows if flow.other is None]
    parts = [flow for flow in flows if flow.other is not None]
    in_all = _people(total[0]) if total else f"{sum(int(_number(flow)) for flow in parts):,}"
    return in_all, ", ".join(f"{GROUPS[str(flow.other)]} {_people(flow)}" for flow in parts) or "Nobody"


def _people(flow: object) -> str:
    people = flow.people  # type: ignore[attr-defined]
    return figure_words(people).lower() if isinstance(people, Figure) else count_in_words(people)


def _number(flow: object) -> int:
    assert isinstance(flow, Flow)
    return flow.people


def released_rows(rates: ReleasedRates) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the file that may leave: headings, then each month, symbols as DfE writes them."""
    yield (
        "month",
        "cohort",
        "eet",
        "neet",
        "neet_percent",
        "not_known",
        "not_known_percent",
        "combined",
        "combined_percent",
    )
    for row in rates.months:
        figures = (
            row.cohort,
            row.eet,
            row.neet,
            row.neet_percent,
            row.not_known,
            row.not_known_percent,
            row.combined,
            row.combined_percent,
        )
        yield (f"{row.month_end:%Y-%m}", *(each.symbol.value if each.symbol else str(each.value) for each in figures))


def benchmark_facts(found: Benchmark) -> list[Fact]:
    """Return a council's published figure with everything that must be quoted with it."""
    own, terms = found.own, MEASURE_TERMS[found.own.measure]
    facts = [
        Fact(own.name, ", ".join(filter(None, (_value(own), _about(own))))),
        Fact("Measured", f"{terms.words[:1].upper()}{terms.words[1:]}: {terms.taken}, {own.year}"),
        Fact(
            "Rank",
            f"{found.rank.words[:1].upper()}{found.rank.words[1:]}, 1st being best"
            if found.rank
            else "Not ranked: no value was published",
        ),
    ]
    if own.quintile:
        facts.append(Fact("Quintile", f"{own.quintile} of 5, as DfE gives it"))
    for place in (found.england, found.region):
        if place:
            facts.append(Fact(place.name, compared_words(place)))
    return facts


def _about(own: PublishedValue) -> str:
    return f"about {plural(own.count, 'young person', 'young people')}" if own.count is not None else ""


def _value(own: PublishedValue) -> str:
    return percent_in_words(float(own.value)) if own.value is not None else f"Not published ({own.symbol})"


def compared_words(place: Compared) -> str:
    """Return a place's published value, or that none was published."""
    return (
        percent_in_words(float(place.value))
        if place.value is not None
        else f"Not published ({place.symbol or 'no figure'})"
    )


def group_table(group: Group, own: PublishedValue) -> Table:
    """Return the places of a group with the council itself among them, the nearest neighbours first."""
    columns = (Column("Council", heading=True), Column("Value", numeric=True))
    rows: list[tuple[Cell, ...]] = [(f"{own.name} (this council)", _value(own))]
    rows += [(member.name, compared_words(member)) for member in group.members]
    return Table(f"{group.name}, {dated_words(group.dated)}", columns, rows)


def dated_words(dated: str) -> str:
    """Return the month of a published file such as "2025-05" in words; whatever else it goes by as it is."""
    try:
        return month_in_words(date.fromisoformat(f"{dated}-01"))
    except ValueError:
        return dated


def group_words(group: Group, own: PublishedValue) -> str:
    """Return whether the council is the best of a group, alone or with whom; nothing where a value is missing."""
    if group.is_best is None:
        return "Some of these have no published value, so they are not ranked."
    if not group.is_best:
        return f"At least one of these did better than {own.name}."
    shared = group.sharing(own.value)
    extreme = "lowest" if MEASURE_TERMS[own.measure].lower_is_better else "highest"
    return (
        f"{own.name} is joint {extreme} of these, with {list_in_words(shared)}."
        if shared
        else f"{own.name} is the {extreme} of these."
    )


def standings_table(found: Sequence[Benchmark]) -> Table:
    """Return a council's figure year by year, the latest first, with its place in each group it is set beside."""
    names = list(dict.fromkeys(group.name for each in found for group in _groups_of(each)))
    columns = (
        Column("Year", heading=True),
        Column("Value", numeric=True),
        Column("Rank", whole=True),
        Column("Quintile", numeric=True),
        Column("England", numeric=True),
        *(Column(name) for name in names),
    )
    rows = []
    for each in reversed(found):
        groups = {group.name: group for group in _groups_of(each)}
        rows.append(
            (
                str(each.own.year),
                _value(each.own),
                _capital(each.rank.words) if each.rank else "Not ranked",
                str(each.own.quintile) if each.own.quintile else "Not given",
                compared_words(each.england) if each.england else "Not given",
                *(place_words(groups.get(name), each.own) for name in names),
            )
        )
    return Table("Year by year, the latest first", columns, rows, cards=True)


def _years(years: Sequence[int]) -> str:
    return list_in_words([str(year) for year in years])


def _groups_of(found: Benchmark) -> list[Group]:
    return [each for each in (found.neighbours, *found.groups) if each]


def place_words(group: Group | None, own: PublishedValue) -> str:
    """Return a council's place in a group in a few words: "Lowest", "Joint lowest with Bury", "3rd of 6"."""
    if group is None or group.rank is None:
        return "Not known"
    unknown = sum(member.value is None for member in group.members)
    if group.is_best:
        extreme = "lowest" if MEASURE_TERMS[own.measure].lower_is_better else "highest"
        shared = group.sharing(own.value)
        return f"Joint {extreme} with {list_in_words(shared)}" if shared else f"{extreme.capitalize()}"
    words = _capital(group.rank.words)
    return f"{words}; {unknown} not published" if unknown else words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def lowest_words(found: Sequence[Benchmark]) -> list[str]:
    """Return for each group in how many years none was better, counting only the years in which all are known."""
    words = []
    for name in dict.fromkeys(group.name for each in found for group in _groups_of(each)):
        told = [
            (each.own, group)
            for each in found
            for group in _groups_of(each)
            if group.name == name and group.is_best is not None
        ]
        if not told:
            continue
        extreme = "lowest" if MEASURE_TERMS[told[0][0].measure].lower_is_better else "highest"
        alone = [own.year for own, group in told if group.is_best and not group.sharing(own.value)]
        joint = [own.year for own, group in told if group.is_best and group.sharing(own.value)]
        said = [f"{extreme} in {len(alone)} of {plural(len(told), 'year', 'years')} ({_years(alone)})"] if alone else []
        said += [f"joint {extreme} in {_years(joint)}"] if joint else []
        words.append(f"{name}: {', '.join(said) or f'{extreme} in none of {len(told)} years'}.")
    return words


def table_of(headings: Iterable[str], rows: Iterable[Iterable[str]], caption: str) -> Table:
    """Return a chart's own numbers as a table."""
    first, *others = headings
    columns = (Column(first, heading=True), *(Column(each, numeric=True) for each in others))
    return Table(caption, columns, [tuple(row) for row in rows])


def nearest_year(years: list[int], wanted: str) -> int:
    """Return the year asked for, or the latest there is."""
    return int(wanted) if wanted.isdecimal() and int(wanted) in years else years[-1]
