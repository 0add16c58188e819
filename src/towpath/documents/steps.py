"""Charts of a run of a programme: how far people came, and what they said of themselves before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from towpath.documents.charts import DARK_BLUE, FONT, INK, LABEL_SIZE, ORANGE, PADDING, ROW, Chart

WIDE, FOR_WORDS = 300, 110
"""How wide the bars of a chart are, and what is left for the words at their ends: a phone shows both at their size."""
BAR = {"height": 22, "yOffset": 8}
AT_BAR = {"align": "left", "dx": 6, "yOffset": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPoint:
    """One bar: how many came so far. One that is hidden is None, and its text is the symbol."""

    name: str
    count: Decimal | None
    text: str
    percent_text: str
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPoint:
    """One question with the mean answer before and after of those who answered twice; hidden ones are None."""

    name: str
    people_text: str
    before: Decimal | None
    before_text: str
    after: Decimal | None
    after_text: str


def funnel_chart(steps: Sequence[StepPoint], *, title: str, whole: str = "those who started") -> Chart:
    """
    Return bars, one for each step, each with its count and its percentage of the whole.

    :param whole: of whom the percentages are
    :raises ValueError: there are no steps
    """
    if not steps:
        raise ValueError("A funnel needs a step at least.")
    rows = tuple((each.name, each.text, each.percent_text) for each in steps)
    summary = "; ".join(f"{each.name}: {_with_percent(each)}" for each in steps)
    values = [
        {
            "step": each.name,
            # One that is hidden has no bar, and its words stand where the bar would begin.
            "count": float(each.count or 0),
            "label": _with_percent(each),
            "kind": "apart" if each.is_apart else "on",
        }
        for each in steps
    ]
    y = line_of("step")
    x = {"field": "count", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": True}}
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": ["on", "apart"], "range": [DARK_BLUE, ORANGE]},
        "legend": None,
    }
    bars = {"mark": {"type": "bar", **BAR}, "encoding": {"y": y, "x": x, "color": colour}}
    words = {
        "mark": {"type": "text", **AT_BAR},
        "encoding": {"y": y, "x": x | {"stack": None}, "text": {"field": "label"}, "color": {"value": INK}},
    }
    return Chart(
        title=title,
        summary=f"A bar for each step. {summary}.",
        headings=("Step", "Young people", f"% of {whole}"),
        rows=rows,
        spec=drawing([names_above("step"), bars, words], values, title, len(steps)),
    )


def before_and_after_chart(pairs: Sequence[PairPoint], *, title: str, least: int, most: int) -> Chart:
    """
    Return a line for each question from the mean before, a circle, to the mean after, a square.

    :raises ValueError: there are no questions
    """
    if not pairs:
        raise ValueError("A chart of before and after needs a question at least.")
    shown = [each for each in pairs if each.before is not None and each.after is not None]
    summary = "; ".join(f"{each.name}: {each.before_text} before and {each.after_text} after" for each in pairs)
    values: list[dict[str, Any]] = []
    for each in shown:
        before, after = float(each.before or 0), float(each.after or 0)
        common = {"question": each.name, "from": before, "to": after}
        values.append({**common, "score": before, "when": "before", "label": f"before {each.before_text}"})
        values.append({**common, "score": after, "when": "after", "label": f"after {each.after_text}"})
    y = line_of("question")
    scale = {"domain": [least, most], "nice": False}
    x = {"field": "score", "type": "quantitative", "scale": scale, "title": f"Mean answer, {least} to {most}"}
    when = ["before", "after"]
    colour = {"field": "when", "type": "nominal", "scale": {"domain": when, "range": [ORANGE, DARK_BLUE]}}
    shape = {"field": "when", "type": "nominal", "scale": {"domain": when, "range": ["circle", "square"]}}
    line = {
        "mark": {"type": "rule", "strokeWidth": 3, "color": INK},
        "encoding": {"y": y, "x": x | {"field": "from"}, "x2": {"field": "to"}},
    }
    points = {
        "mark": {"type": "point", "filled": True, "size": 160, "opacity": 1},
        "encoding": {"y": y, "x": x, "color": colour | {"legend": None}, "shape": shape | {"legend": None}},
    }
    # Before is named below its mark and after above it, so that two close answers do not lie on one another.
    labels = [
        {
            "transform": [{"filter": f"datum.when === '{moment}'"}],
            "mark": {"type": "text", "dy": dy},
            "encoding": {"y": y, "x": x, "text": {"field": "label"}, "color": {"value": INK}},
        }
        for moment, dy in (("before", 20), ("after", -18))
    ]
    rows = tuple((each.name, each.people_text, each.before_text, each.after_text) for each in pairs)
    return Chart(
        title=title,
        summary=f"A line for each question, from before to after. {summary}.",
        headings=("Question", "Answered both times", "Mean before", "Mean after"),
        rows=rows,
        spec=drawing([names_above("question", dy=-40), line, points, *labels], values, title, 2 * len(pairs)),
    )


def _with_percent(each: StepPoint) -> str:
    return f"{each.text} ({each.percent_text})" if each.percent_text and each.count is not None else each.text


def line_of(name: str) -> dict[str, Any]:
    """Return how each line of a drawing stands by the name in a field, in the order given."""
    return {"field": name, "type": "nominal", "sort": None, "axis": None}


def names_above(name: str, *, dy: int = -16) -> dict[str, Any]:
    """Return the name of each line above it: beside it a name takes the half of a phone, and the rest grows small."""
    mark = {"type": "text", "align": "left", "dy": dy, "limit": WIDE + FOR_WORDS, "color": INK}
    return {
        "mark": mark,
        "encoding": {"y": line_of(name), "x": {"value": 0}, "text": {"field": name}},
        "transform": [{"aggregate": [], "groupby": [name]}],
    }


def drawing(layers: list[dict[str, Any]], values: list[dict[str, Any]], title: str, lines: int) -> dict[str, Any]:
    """Return a drawing of its own data; the title is read out and not drawn, as the page gives it."""
    axis = {"labelFontSize": LABEL_SIZE, "titleFontSize": LABEL_SIZE, "titleFontWeight": "normal"}
    return {
        "description": title,
        "data": {"values": values},
        "width": WIDE,
        "height": ROW * max(lines, 2),
        "background": "white",
        "padding": PADDING | {"right": 30},
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "text": {"fontSize": LABEL_SIZE},
            "axis": axis | {"labelColor": INK, "titleColor": INK, "gridColor": "#e5e6e7"},
        },
    }
