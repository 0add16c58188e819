"""The picture of how far somebody has come: for each part of life, where it was first and where it is now."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from towpath.rules.distance_travelled import TOP, Distance

# As wide as a phone, so that its words are as large there as on a desk.
WIDTH, LABEL, ROW, EDGE = 366, 176, 34, 30
INK, FIRST, LATEST, GRID = "#1d2a35", "#6b7785", "#0b5394", "#c8cfd6"


def drawn(distances: Sequence[tuple[str, Distance]]) -> str:
    """
    Return the picture as the address of an image: a hollow ring is the first score, a full disc the latest.

    Shape and place say which is which, so that nobody needs the colours. Those never asked are left out.
    """
    shown = [(words, one) for words, one in distances if one.latest is not None]
    height = EDGE * 2 + ROW * len(shown)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">']
    parts.append(f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>')
    for score in range(0, TOP + 1, 5):
        parts.append(f'<path d="M{_x(score)} {EDGE - 6}V{height - EDGE}" stroke="{GRID}"/>')
        parts.append(f'<text x="{_x(score)}" y="{EDGE - 12}" font-size="14" text-anchor="middle">{score}</text>')
    for place, (words, one) in enumerate(shown):
        parts.append(_row(words, one, EDGE + ROW * place + ROW // 2))
    parts.append("</svg>")
    return "data:image/svg+xml;base64," + b64encode("".join(parts).encode()).decode("ascii")


def _row(words: str, one: Distance, y: int) -> str:
    label = words if len(words) <= 22 else words[:21] + "…"
    text = f'<text x="0" y="{y + 5}" font-size="15" fill="{INK}">{escape(label)}</text>'
    latest = f'<circle cx="{_x(one.latest or 0)}" cy="{y}" r="7" fill="{LATEST}"/>'
    if one.change is None:
        return text + latest
    line = f'<path d="M{_x(one.first or 0)} {y}H{_x(one.latest or 0)}" stroke="{INK}" stroke-width="2"/>'
    first = f'<circle cx="{_x(one.first or 0)}" cy="{y}" r="10" fill="none" stroke="{FIRST}" stroke-width="2.5"/>'
    return text + line + first + latest


def _x(score: int) -> int:
    return LABEL + (WIDTH - LABEL - EDGE // 2) * score // TOP
