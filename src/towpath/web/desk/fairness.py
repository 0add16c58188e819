"""Whether the chase is fair: a picture and its table for each way of grouping, with small numbers hidden."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from towpath.access import Viewer
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.queries import organisation_of
from towpath.rules.disclosure import Figure as Told
from towpath.rules.disclosure import Symbol
from towpath.rules.fair_chase import EVERYBODY, FairLine, fair_lines
from towpath.tracking.queries import AREA, CARE, ETHNICITY, SEND, Desk, list_chased
from towpath.web.parts import Cell, Column, Figure, Table

WIDTH, LABEL, ROW, TOP = 366, 150, 34, 8
INK, BAR = "#1d2a35", "#0b5394"
DIMENSIONS = {
    SEND: "By special educational needs",
    CARE: "By care",
    ETHNICITY: "By ethnicity",
    AREA: "By postcode district",
}
COLUMNS = (
    Column("Group", heading=True),
    Column("Aged 16 and 17", numeric=True),
    Column("Not known", numeric=True),
    Column("% not known", numeric=True),
    Column("Tries a person", numeric=True),
    Column("Days to the first try", numeric=True),
    Column("Not known 30 days ago", numeric=True),
    Column("% of them found", numeric=True),
)
SYMBOLS = {Symbol.SUPPRESSED: "hidden", Symbol.NOT_APPLICABLE: "none", Symbol.LOW: "under 0.1"}


@dataclass(frozen=True, slots=True)
class FairPart:
    """One way of grouping: its heading and its figure."""

    heading: str
    figure: Figure


def fair_parts(viewer: Viewer, desk: Desk, on: date) -> list[FairPart]:
    """Return each way of grouping, nothing where nobody is tracked."""
    organisation = organisation_of(viewer)
    ethnicities = standards_for(organisation).edition_on(on).ethnicities
    people = list_chased(viewer, desk, {code: row.group for code, row in ethnicities.items()})
    upper = int(settings_on(organisation, on)["suppression.upper"])
    if not people:
        return []
    return [FairPart(heading, _figure(fair_lines(people, name, upper=upper))) for name, heading in DIMENSIONS.items()]


def _figure(lines: Sequence[FairLine]) -> Figure:
    shown = [each for each in lines if each.not_known_percent.value is not None]
    everybody = next(each for each in lines if each.group == EVERYBODY)
    highest = max(shown, key=lambda each: each.not_known_percent.value or 0, default=everybody)
    if len(shown) < 2:
        summary = "Too few people to set groups beside each other without picking anybody out."
    elif not highest.not_known_percent.value:
        summary = "Nobody of the groups that may be shown is not known."
    else:
        summary = (
            f"{highest.group} has most not known: {_words(highest.not_known_percent)}%, where everybody has "
            f"{_words(everybody.not_known_percent)}%. Groups too small to show are left out of the picture."
        )
    rows: list[Sequence[Cell]] = [
        (
            each.group,
            _words(each.people),
            _words(each.not_known),
            _words(each.not_known_percent),
            _words(each.attempts_each),
            _words(each.days_to_first),
            _words(each.was_lost),
            _words(each.found_percent),
        )
        for each in lines
    ]
    return Figure(
        title="Share not known, by group",
        image=_drawn(shown) if len(shown) > 1 else "",
        summary=summary,
        table=Table("Every figure, small numbers hidden", COLUMNS, rows, cards=True),
        source="this council’s own records. Tries are of the last year; days are the middle one of those tried.",
    )


def _words(figure: Told) -> str:
    return str(figure) if figure.symbol is None else SYMBOLS[figure.symbol]


def _drawn(lines: Sequence[FairLine]) -> str:
    """Return bars as the address of an image, as wide as a phone, each with its percentage in words."""
    height = TOP * 2 + ROW * len(lines)
    most = max(float(each.not_known_percent.value or 0) for each in lines) or 1
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="15">']
    parts.append(f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>')
    for place, each in enumerate(lines):
        y = TOP + ROW * place
        long = round((WIDTH - LABEL - 60) * float(each.not_known_percent.value or 0) / most)
        name = each.group if len(each.group) <= 20 else each.group[:19] + "…"
        parts.append(f'<text x="0" y="{y + 22}" fill="{INK}">{escape(name)}</text>')
        parts.append(f'<rect x="{LABEL}" y="{y + 6}" width="{max(long, 1)}" height="22" fill="{BAR}"/>')
        parts.append(f'<text x="{LABEL + long + 6}" y="{y + 22}" fill="{INK}">{each.not_known_percent}%</text>')
    parts.append("</svg>")
    return "data:image/svg+xml;base64," + b64encode("".join(parts).encode()).decode("ascii")
