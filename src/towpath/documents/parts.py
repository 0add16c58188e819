"""A chart of the parts of one sum: a bar for each, with its amount in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from towpath.documents.charts import DARK_BLUE, FONT, INK, LABEL_SIZE, PADDING, WIDTH, Chart

_ROW = 44
"""Height of one line of a chart, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One bar: how long it is, and the same in the words in which it is said."""

    name: str
    amount: int
    text: str


def parts_chart(parts: Sequence[Part], *, title: str, headings: tuple[str, str], whole: str) -> Chart:
    """
    Return bars that together make up a whole, each with its amount beside it.

    :param whole: what they add up to, in words
    :raises ValueError: there are no parts
    """
    if not parts:
        raise ValueError("A sum has a part at least.")
    values = [{"part": each.name, "amount": each.amount, "label": each.text} for each in parts]
    names = {"labelLimit": 220, "ticks": False, "domain": False, "labelPadding": 8}
    y: dict[str, Any] = {"field": "part", "type": "nominal", "sort": None, "title": None, "axis": names}
    x = {"field": "amount", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": True}}
    bars = {"mark": {"type": "bar", "height": 26, "color": DARK_BLUE}, "encoding": {"y": y, "x": x}}
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
        "encoding": {"y": y, "x": x, "text": {"field": "label"}},
    }
    spec = {
        "description": title,
        "data": {"values": values},
        "width": WIDTH - 220,
        "height": _ROW * max(len(parts), 2),
        "background": "white",
        "padding": PADDING | {"right": 90},
        "layer": [bars, words],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "text": {"fontSize": LABEL_SIZE},
            "axis": {"labelFontSize": LABEL_SIZE, "labelColor": INK},
        },
    }
    summary = "; ".join(f"{each.name}: {each.text}" for each in parts)
    rows = (*((each.name, each.text) for each in parts), ("Together", whole))
    return Chart(title=title, summary=f"{summary}; together {whole}.", headings=headings, rows=rows, spec=spec)
