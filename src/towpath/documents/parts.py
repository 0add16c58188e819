"""A chart of the parts of one sum: a bar for each, with its amount in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from towpath.documents.charts import DARK_BLUE, INK, Chart
from towpath.documents.steps import AT_BAR, BAR, drawing, line_of, names_above


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
    y = line_of("part")
    x = {"field": "amount", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": True}}
    bars = {"mark": {"type": "bar", "color": DARK_BLUE, **BAR}, "encoding": {"y": y, "x": x}}
    words = {
        "mark": {"type": "text", "color": INK, **AT_BAR},
        "encoding": {"y": y, "x": x, "text": {"field": "label"}},
    }
    summary = "; ".join(f"{each.name}: {each.text}" for each in parts)
    rows = (*((each.name, each.text) for each in parts), ("Together", whole))
    return Chart(
        title=title,
        summary=f"{summary}; together {whole}.",
        headings=headings,
        rows=rows,
        spec=drawing([names_above("part"), bars, words], values, title, len(parts)),
    )
