"""
Charts: each with a title that says what it shows, a summary in words, and the table it was drawn from.

A chart is drawn once and kept under a name made of its content, because the first drawing takes two seconds. Colours
are the Analysis Function's, told apart by lightness, shape and a label as well, and never as red and green.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

DARK_BLUE, ORANGE, MID_BLUE, GREY, INK = "#12436d", "#f46a25", "#5694ca", "#b1b4b6", "#0b0c0c"
FONT = "Arial, Helvetica, sans-serif"
WIDTH, HEIGHT = 360, 250
"""How large a drawing is without the words around it, in pixels: a phone shows it at nearly its size."""
LABEL_SIZE = 14
ROW = 52
"""Height of one line of a chart of names, in pixels: its name, and what is drawn of it below."""
TITLE_PADDING = 10
"""Between the words of an axis and its numbers: a font that is wider than what was measured keeps them apart."""
BESIDE = 70
"""What is left beside a drawing for the names of its lines."""
MOST_NAMED = 4
"""Days that an axis has room to name."""
PADDING = {"left": 5, "top": 10, "right": 20, "bottom": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    A chart ready to be drawn. `summary` says in words what can be seen; `headings` and `rows` are its table.

    `spec` is Vega-Lite; it holds everything the drawing needs.
    """

    title: str
    summary: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spec: dict[str, Any]

    @property
    def name(self) -> str:
        """Return the name of its file: the same content, drawn by the same tool, has the same."""
        drawn_by = f"{alt.SCHEMA_VERSION} {version('vl-convert-python')}"
        content = json.dumps([drawn_by, self.spec], sort_keys=True, ensure_ascii=False)
        return f"{hashlib.sha256(content.encode()).hexdigest()[:24]}.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPoint:
    """One month's end as it may be shown. A percentage that is hidden is None, and its text is the symbol."""

    month_end: date
    neet: Decimal | None
    neet_text: str
    not_known: Decimal | None
    not_known_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPoint:
    """One council's published percentage, and whether it is the one the chart is about or a neighbour of it."""

    name: str
    value: Decimal
    is_own: bool = False
    is_neighbour: bool = False


def rates_over_months(points: Sequence[MonthPoint], *, place: str) -> Chart:
    """
    Return a line chart of NEET and not known at each month's end; a hidden month is a gap.

    :raises ValueError: there are no months
    """
    if not points:
        raise ValueError("A chart of rates needs a month at least.")
    title = f"{_moved('NEET', [each.neet for each in points])} in {place} {_between(points)}"
    summary = (
        f"A line chart of {len(points)} month ends. {_moved('NEET', [each.neet for each in points])};"
        f" {_moved('not known', [each.not_known for each in points], starts=False)}. {_hidden_words(points)}"
    )
    values = [
        {"month": each.month_end.isoformat(), "rate": rate, "percent": None if value is None else float(value)}
        for each in points
        for rate, value in (("NEET", each.neet), ("Not known", each.not_known))
    ]
    return Chart(
        title=title,
        summary=summary.strip(),
        headings=("Month", "NEET %", "Not known %"),
        rows=tuple((f"{each.month_end:%B %Y}", each.neet_text, each.not_known_text) for each in points),
        spec=_lines(values, title),
    )


def rank_among_councils(
    points: Sequence[CouncilPoint],
    *,
    measure_words: str,
    year: int,
    rank_words: str,
    england: Decimal | None,
    lower_is_better: bool,
) -> Chart:
    """
    Return every council's published percentage from best to worst, the council's own marked and named.

    :param rank_words: the rank as it may be quoted, with its ties and its list
    :raises ValueError: not exactly one of them is the council's own
    """
    own = [each for each in points if each.is_own]
    if len(own) != 1:
        raise ValueError(f"{len(own)} councils are marked as the chart's own. Mark one.")
    ordered = sorted(
        points, key=lambda each: (each.value if lower_is_better else -each.value, not each.is_own, each.name)
    )
    title = f"{own[0].name} was {rank_words}, with {own[0].value:.1f}% {measure_words}, {year}"
    compared = f" England had {england:.1f}%." if england is not None else ""
    first, last = ordered[0], ordered[-1]
    summary = (
        f"A dot for each of {len(ordered)} councils, the best first: from {first.value:.1f}% ({first.name}) to"
        f" {last.value:.1f}% ({last.name}). {own[0].name} had {own[0].value:.1f}%.{compared}"
    )
    values = [
        {"place": place, "percent": float(each.value), "council": each.name, "kind": _kind(each)}
        for place, each in enumerate(ordered, start=1)
    ]
    return Chart(
        title=title,
        summary=summary,
        headings=("Council", "%"),
        rows=tuple((each.name, f"{each.value:.1f}") for each in ordered),
        spec=_dots(values, title, own[0], england, lower_is_better=lower_is_better),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """A place's published percentage in a year. `kind` is "own", "fellow", or the name of a place drawn by itself."""

    year: int
    name: str
    value: Decimal | None
    kind: str


def council_over_years(points: Sequence[YearPoint], *, measure_words: str) -> Chart:
    """
    Return a line for the council, for the places it is held against, and a thin one for each of its fellows.

    :raises ValueError: none of the points is the council's own
    """
    own = sorted((each for each in points if each.kind == "own"), key=lambda each: each.year)
    if not own:
        raise ValueError("A chart through the years needs the council's own values.")
    years = sorted({each.year for each in points})
    span = f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    moved = _moved(measure_words, [each.value for each in own])
    title = f"{own[0].name}: {moved} {span}"
    names = list(dict.fromkeys(each.name for each in sorted(points, key=lambda each: each.kind != "own")))
    fellows = sum(1 for name in names if any(each.name == name and each.kind == "fellow" for each in points))
    summary = f"A line chart of {len(years)} years. {own[0].name}: {moved}." + (
        f" {fellows} thin lines are the councils it is set beside." if fellows else ""
    )
    told = {(each.name, each.year): each.value for each in points}
    rows = tuple(
        (name, *(f"{value:.1f}" if (value := told.get((name, year))) is not None else "not given" for year in years))
        for name in names
    )
    values = [
        {"year": str(each.year), "place": each.name, "kind": each.kind, "percent": float(each.value)}
        for each in points
        if each.value is not None
    ]
    return Chart(
        title=title,
        summary=summary,
        headings=("Place", *map(str, years)),
        rows=rows,
        spec=_year_lines(values, title),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessPoint:
    """How far two groups differ on one thing, in standard deviations, before and after they are made alike."""

    name: str
    before: float
    after: float


def likeness(points: Sequence[LikenessPoint], *, limit: float) -> Chart:
    """
    Return how unlike two groups were on each thing and still are, the most unlike first; the sign is left out.

    :param limit: the difference up to which two groups are usually called alike
    :raises ValueError: there is nothing to compare on
    """
    if not points:
        raise ValueError("A chart of likeness needs something that the groups are compared on.")
    ordered = sorted(points, key=lambda each: (-abs(each.before), each.name))
    still = sum(abs(each.after) > limit for each in ordered)
    title = f"The groups {f'still differ on {still}' if still else 'differ on none'} of {len(ordered)} things"
    before, after = max(abs(each.before) for each in ordered), max(abs(each.after) for each in ordered)
    summary = (
        f"Two marks for each of {len(ordered)} things known before support: how far the groups differed, and how far"
        f" they differ now. The widest difference was {before:.2f} standard deviations and is now {after:.2f};"
        f" up to {limit:g} is usually let pass."
    )
    values = [
        {"thing": each.name, "when": when, "apart": abs(apart)}
        for each in ordered
        for when, apart in (("Before", each.before), ("After", each.after))
    ]
    return Chart(
        title=title,
        summary=summary,
        headings=("Known before support", "Difference before", "Difference after"),
        rows=tuple((each.name, f"{each.before:z.2f}", f"{each.after:z.2f}") for each in ordered),
        spec=_likeness_marks(values, title, [each.name for each in ordered], limit),
    )


def drawn(chart: Chart, folder: Path) -> str:
    """Return the chart as SVG, drawing it only where the folder does not yet have it."""
    kept = folder / chart.name
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.spec), allowed_base_urls=[])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, prefix=".", delete=False) as part:
        part.write(svg)
    os.replace(part.name, kept)
    return svg


def _moved(what: str, values: Sequence[Decimal | None], *, starts: bool = True) -> str:
    """Return how a rate went from the first to the last month in which it is shown."""
    shown = [value for value in values if value is not None]
    if not shown:
        return f"{what} is hidden"
    first, last = shown[0], shown[-1]
    if len(shown) == 1:
        return f"{what} was {first:.1f}%"
    if first == last:
        return f"{what} began and ended at {first:.1f}%"
    return f"{what} {'fell' if last < first else 'rose'} from {first:.1f}% to {last:.1f}%"


def _between(points: Sequence[MonthPoint]) -> str:
    first, last = points[0].month_end, points[-1].month_end
    return f"in {first:%B %Y}" if first == last else f"between {first:%B %Y} and {last:%B %Y}"


def _hidden_words(points: Sequence[MonthPoint]) -> str:
    hidden = [f"{each.month_end:%B %Y}" for each in points if each.neet is None or each.not_known is None]
    if len(hidden) > 1 and len(hidden) == len(points):
        return "Small numbers are hidden in every month."
    return f"Small numbers are hidden in {', '.join(hidden)}." if hidden else ""


def _kind(each: CouncilPoint) -> str:
    return "own" if each.is_own else "neighbour" if each.is_neighbour else "other"


def _lines(values: list[dict[str, Any]], title: str) -> dict[str, Any]:
    months = named_of({each["month"] for each in values})
    last_shown = {each["rate"]: each["month"] for each in values if each["percent"] is not None}
    labels = [each for each in values if last_shown.get(each["rate"]) == each["month"]]
    x = alt.X("month:T").title(None).axis(format="%b %Y", grid=False, values=months, labelFlush=False)
    y = alt.Y("percent:Q").title("% of 16 and 17 year olds").scale(zero=True, nice=True).axis(tickCount=5)
    rates = alt.Scale(domain=["NEET", "Not known"], range=[DARK_BLUE, ORANGE])
    colour = alt.Color("rate:N").scale(rates).legend(None)
    shape = alt.Shape("rate:N").scale(domain=["NEET", "Not known"], range=["circle", "square"]).legend(None)
    dash = alt.StrokeDash("rate:N").scale(domain=["NEET", "Not known"], range=[[1, 0], [6, 4]]).legend(None)
    base = alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y, color=colour)
    lines = base.mark_line(strokeWidth=3, invalid="break-paths-show-path-domains").encode(strokeDash=dash)
    marks = base.mark_point(filled=True, size=60, opacity=1, invalid="filter").encode(shape=shape)
    words = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(align="left", dx=10, fontWeight="bold")
        .encode(x=x, y=y, text="rate:N", color=alt.value(INK))
    )
    return _spec(lines + marks + words, title, width=WIDTH - BESIDE)


def _year_lines(values: list[dict[str, Any]], title: str) -> dict[str, Any]:
    x = alt.X("year:O").title(None).axis(grid=False, labelAngle=0)
    y = alt.Y("percent:Q").title("% of 16 and 17 year olds").scale(zero=False, nice=True).axis(tickCount=5)
    thin = [each for each in values if each["kind"] == "fellow"]
    thick = [each for each in values if each["kind"] != "fellow"]
    named = list(dict.fromkeys(each["place"] for each in sorted(thick, key=lambda each: each["kind"] != "own")))
    colours = [DARK_BLUE, ORANGE, MID_BLUE][: len(named)]
    key = alt.Legend(orient="top", labelLimit=260, labelFontSize=LABEL_SIZE, symbolSize=120, columnPadding=16)
    colour = alt.Color("place:N").scale(domain=named, range=colours).title(None).legend(key)
    dash = alt.StrokeDash("place:N").scale(domain=named, range=[[1, 0], [6, 4], [2, 3]][: len(named)]).legend(None)
    shapes = ["diamond", "square", "circle"][: len(named)]
    shape = alt.Shape("place:N").scale(domain=named, range=shapes).title(None).legend(key)
    fellows = (
        alt.Chart(alt.InlineData(values=thin)).mark_line(strokeWidth=1, color=GREY).encode(x=x, y=y, detail="place:N")
    )
    base = alt.Chart(alt.InlineData(values=thick)).encode(x=x, y=y, color=colour)
    lines = base.mark_line(strokeWidth=3).encode(strokeDash=dash)
    marks = base.mark_point(filled=True, size=90, opacity=1).encode(shape=shape)
    return _spec(fellows + lines + marks, title)


def named_of(days: Iterable[str]) -> list[str]:
    """Return the days to be named on an axis, evenly apart and the last among them."""
    told = sorted(days)
    step = -(-len(told) // MOST_NAMED) or 1
    return told[::-1][::step][::-1]


def _dots(
    values: list[dict[str, Any]],
    title: str,
    own: CouncilPoint,
    england: Decimal | None,
    *,
    lower_is_better: bool,
) -> dict[str, Any]:
    kinds = ["own", "neighbour", "other"]
    has_neighbours = any(each["kind"] == "neighbour" for each in values)
    key = ["Triangles: its statistical neighbours"] if has_neighbours else []
    better = "lowest" if lower_is_better else "highest"
    ticks = [1, *range(25, len(values) + 1, 25)]
    x = alt.X("place:Q").title([f"{len(values)} councils, the best to the left ({better})", *key])
    x = x.axis(grid=False, values=ticks).scale(domain=[0, len(values) + 1], nice=False)
    y = alt.Y("percent:Q").title("%").scale(zero=lower_is_better, nice=True).axis(tickCount=5)
    colour = alt.Color("kind:N").scale(domain=kinds, range=[DARK_BLUE, MID_BLUE, GREY]).legend(None)
    shape = alt.Shape("kind:N").scale(domain=kinds, range=["diamond", "triangle-up", "circle"]).legend(None)
    size = alt.Size("kind:N").scale(domain=kinds, range=[260, 90, 35]).legend(None)
    order = {"own": 2, "neighbour": 1, "other": 0}
    drawn_last = sorted(values, key=lambda each: order[each["kind"]])
    dots = (
        alt.Chart(alt.InlineData(values=drawn_last))
        .mark_point(filled=True, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, size=size)
    )
    mine = [each for each in values if each["kind"] == "own"]
    is_late = mine[0]["place"] > len(values) / 2
    name = (
        alt.Chart(alt.InlineData(values=mine))
        .mark_text(align="right" if is_late else "left", dx=-14 if is_late else 14, dy=-16)
        .encode(x=x, y=y, text=alt.value(f"{own.name} {own.value:.1f}%"), color=alt.value(DARK_BLUE))
    )
    layers = dots + name
    if england is not None:
        # The dots lie below the line at the end where its words stand.
        line = [{"percent": float(england), "place": 0 if lower_is_better else len(values) + 1}]
        given = alt.Chart(alt.InlineData(values=line))
        rule = given.mark_rule(strokeDash=[4, 4], color=INK).encode(y=y)
        words = given.mark_text(align="left" if lower_is_better else "right", dx=4 if lower_is_better else -4, dy=-9)
        told = words.encode(x=x, y=y, text=alt.value(f"England {england:.1f}%"), color=alt.value(INK))
        layers = rule + layers + told
    return _spec(layers, title)


def _likeness_marks(values: list[dict[str, Any]], title: str, names: list[str], limit: float) -> dict[str, Any]:
    when = ["Before", "After"]
    x = alt.X("apart:Q").title("Standard deviations apart").scale(zero=True, nice=True).axis(tickCount=5)
    # Beside its line a name takes the half of a phone; it stands above it.
    y = alt.Y("thing:N").sort(names).axis(None)
    key = alt.Legend(title=None, orient="top", labelFontSize=LABEL_SIZE)
    colour = alt.Color("when:N").scale(domain=when, range=[ORANGE, DARK_BLUE]).legend(key)
    shape = alt.Shape("when:N").scale(domain=when, range=["square", "circle"]).legend(key)
    marks = (
        alt.Chart(alt.InlineData(values=values))
        .mark_point(filled=True, size=110, opacity=1, yOffset=10)
        .encode(x=x, y=y, color=colour, shape=shape)
    )
    above = alt.Chart(alt.InlineData(values=[{"thing": name} for name in names]))
    words = above.mark_text(align="left", dy=-10, limit=WIDTH).encode(
        x=alt.value(4), y=y, text="thing:N", color=alt.value(INK)
    )
    line = alt.Chart(alt.InlineData(values=[{"apart": limit}]))
    layers = line.mark_rule(strokeDash=[4, 4], color=INK).encode(x=x) + marks + words
    return _spec(layers, title, height=ROW * len(names))


def _spec(layers: alt.LayerChart, title: str, *, width: int = WIDTH, height: int = HEIGHT) -> dict[str, Any]:
    whole = (
        layers.properties(width=width, height=height, background="white", padding=PADDING)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_text(fontSize=LABEL_SIZE)
        .configure_axis(
            labelFontSize=LABEL_SIZE,
            titleFontSize=LABEL_SIZE,
            titleFontWeight="normal",
            titlePadding=TITLE_PADDING,
            labelColor=INK,
            titleColor=INK,
            gridColor="#e5e6e7",
            domainColor="#505a5f",
            tickColor="#505a5f",
        )
    )
    spec: dict[str, Any] = whole.to_dict()
    # Read out by whoever cannot see it; the page gives the title, so it is not drawn again.
    spec["description"] = title
    return spec
