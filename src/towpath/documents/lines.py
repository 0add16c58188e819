"""A chart of a few lines over time: the nights of a rehearsal, the months of a plan. As `charts`, with its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towpath.documents.charts import (
    DARK_BLUE,
    FONT,
    HEIGHT,
    INK,
    LABEL_SIZE,
    MID_BLUE,
    ORANGE,
    PADDING,
    TITLE_PADDING,
    WIDTH,
    Chart,
    named_of,
)

COLOURS = (DARK_BLUE, ORANGE, MID_BLUE)
DASHES = ([1, 0], [6, 4], [2, 3])
SHAPES = ("circle", "square", "diamond")
MOST_POINTS = 40
"""Points beyond which a line is drawn without a mark for each."""


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One value of one line on a day; None is a gap."""

    when: date
    line: str
    value: float | None


def lines_over_time(
    points: Sequence[LinePoint], *, title: str, summary: str, axis: str, date_words: str = "%-d %b", places: int = 0
) -> Chart:
    """
    Return a chart of up to three lines over time, told apart by colour, dashes and marks, with a key above.

    :param axis: what is counted, as the vertical axis says it
    :param date_words: how a day is written, as `strftime` takes it
    :param places: decimal places in the table
    :raises ValueError: there are no points, or more lines than can be told apart
    """
    names = list(dict.fromkeys(each.line for each in points))
    if not points or len(names) > len(COLOURS):
        raise ValueError(f"A chart of lines needs points, of one to {len(COLOURS)} lines; these are of {len(names)}.")
    days = sorted({each.when for each in points})
    told = {(each.when, each.line): each.value for each in points}
    rows = tuple(
        (
            f"{day:{date_words} %Y}",
            *(f"{value:,.{places}f}" if (value := told.get((day, name))) is not None else "none" for name in names),
        )
        for day in days
    )
    values = [
        {"when": each.when.isoformat(), "line": each.line, "value": each.value}
        for each in points
        if each.value is not None
    ]
    return Chart(
        title=title,
        summary=summary,
        headings=("When", *names),
        rows=rows,
        spec=_spec(values, names, title, axis, date_words, is_marked=len(days) <= MOST_POINTS),
    )


def _spec(
    values: list[dict[str, Any]], names: list[str], title: str, axis: str, date_words: str, *, is_marked: bool
) -> dict[str, Any]:
    named = named_of({each["when"] for each in values})
    count = len(names)
    text = {"labelFontSize": LABEL_SIZE, "titleFontSize": LABEL_SIZE, "titleFontWeight": "normal", "labelColor": INK}
    text |= {"titlePadding": TITLE_PADDING}
    key = {"orient": "top", "labelLimit": 260, "labelFontSize": LABEL_SIZE, "columnPadding": 16}
    # Without marks the key shows a piece of each line, long enough to tell its dashes.
    key |= {"symbolSize": 120} if is_marked else {"symbolSize": 500, "symbolStrokeWidth": 3}

    def told_by(scale: Sequence[object], *, shown: bool) -> dict[str, Any]:
        return {
            "field": "line",
            "type": "nominal",
            "title": None,
            "scale": {"domain": names, "range": list(scale[:count])},
            "legend": key if shown else None,
        }

    line = {"mark": {"type": "line", "strokeWidth": 3}, "encoding": {"strokeDash": told_by(DASHES, shown=False)}}
    marks = {
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
        "encoding": {"shape": told_by(SHAPES, shown=True)},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": title,
        "width": WIDTH,
        "height": HEIGHT,
        "background": "white",
        "padding": PADDING,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "when",
                "type": "temporal",
                "title": None,
                "axis": {**text, "format": date_words, "grid": False, "values": named, "labelFlush": False},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": axis,
                "scale": {"zero": True, "nice": True},
                "axis": {**text, "tickCount": 5, "gridColor": "#e5e6e7"},
            },
            "color": told_by(COLOURS, shown=True),
        },
        "layer": [line, marks] if is_marked else [line],
        "config": {"font": FONT, "view": {"stroke": None}},
    }
