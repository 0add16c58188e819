"""The forecast in words, rows and a picture: who lapses by when, the rates to come, and what each list would change."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse

from towpath.access import Viewer
from towpath.documents.charts import MonthPoint, rates_over_months
from towpath.insight.pictures import svg_of
from towpath.people.queries import list_records
from towpath.rules.forecast import Expected, Tracked, if_nothing_is_done, if_settled, lapsing_by_month, months_ahead
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.tracking.queries import Desk, list_tracked
from towpath.web.parts import Cell, Column, Figure, Link, Table, pages_of
from towpath.web.people_links import person_link
from towpath.web.words import month_in_words, plural, short_date

A_PAGE = 50
SOURCE = "this council’s own records, read forward by the rules on how long each status counts."


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastParts:
    """What the page shows. `shown_ids` are those named on it."""

    figure: Figure
    months: Table
    lists: Table
    names: Table | None
    pages: object
    first: date
    share: str
    shown_ids: Sequence[str]


def forecast_parts(viewer: Viewer, desk: Desk, request: HttpRequest) -> ForecastParts:
    """Return the forecast; with a month in the address, who lapses in it by name too."""
    people = list_tracked(viewer, desk)
    ends = months_ahead(desk.on)
    lapsing = lapsing_by_month(people, desk.on, ends)
    months = [if_nothing_is_done(people.values(), end) for end in ends]
    asked = next((end for end in ends if end.isoformat() == request.GET.get("month")), None)
    page = Paginator(lapsing[asked] if asked else [], A_PAGE).get_page(request.GET.get("page"))
    names, shown = _names(viewer, desk, people, asked, page) if asked else (None, [])
    return ForecastParts(
        figure=_figure(months, viewer),
        months=_months(months, {end: len(lost) for end, lost in lapsing.items()}),
        lists=_lists(desk, people, months[0]),
        names=names,
        pages=pages_of(page, request.GET),
        first=ends[0],
        share=f"{float(100 * desk.expected_neet):.1f}%",
        shown_ids=shown,
    )


def _percent(each: Expected, people: Fraction) -> str:
    percent = each.percent(people)
    return "no cohort" if percent is None else f"{float(percent):.1f}%"


def _told(each: Expected, people: Fraction) -> str:
    return f"{round(people):,} ({_percent(each, people)})"


def _months(months: Sequence[Expected], lost: dict[date, int]) -> Table:
    columns = (
        Column("Month’s end", heading=True),
        Column("Lapse before it", numeric=True),
        Column("Aged 16 and 17", numeric=True),
        Column("NEET", numeric=True),
        Column("Not known", numeric=True),
        Column("Both", numeric=True),
    )
    rows: list[Sequence[Cell]] = [
        (
            month_in_words(each.month_end),
            Link(f"{lost[each.month_end]:,}", f"?month={each.month_end.isoformat()}#names", "who lapse")
            if lost[each.month_end]
            else 0,
            each.cohort,
            _told(each, each.neet),
            _told(each, each.not_known),
            _told(each, each.combined),
        )
        for each in months
    ]
    return Table("If nothing is done", columns, rows, cards=True)


def _lists(desk: Desk, people: dict[int, Tracked], nothing: Expected) -> Table:
    def after(ids: Iterable[int]) -> Expected:
        settled = [people[each] for each in ids if each in people]
        return if_settled(nothing, settled, on=desk.on, expected_neet=desk.expected_neet)

    rows: list[Sequence[Cell]] = [("Nothing is done", "nobody", *_after(nothing, nothing))]
    everybody: set[int] = set()
    for each in desk.counts:
        if not (LISTS_BY_CODE[each.code].settles and each.count):
            continue
        settled = {line.person_id for line in desk.on_list(each.code)}
        everybody |= settled
        name = Link(LISTS_BY_CODE[each.code].words, reverse("desk_list", args=[each.code]))
        rows.append((name, each.count, *_after(after(settled), nothing)))
    rows.append(("All of these", len(everybody), *_after(after(everybody), nothing)))
    columns = (
        Column("List that is worked through", heading=True),
        Column("On it", numeric=True),
        Column("NEET", numeric=True),
        Column("Not known", numeric=True),
        Column("Both", numeric=True),
        Column("Fewer", numeric=True),
    )
    return Table(f"At the end of {month_in_words(nothing.month_end)}", columns, rows, cards=True)


def _after(after: Expected, nothing: Expected) -> tuple[Cell, ...]:
    fewer = nothing.combined - after.combined
    return _told(after, after.neet), _told(after, after.not_known), _told(after, after.combined), f"{round(fewer):,}"


def _names(viewer: Viewer, desk: Desk, people: dict[int, Tracked], month: date, page: Page) -> tuple[Table, list[str]]:
    records = list_records(viewer, list(page), desk.on)
    rows: list[Sequence[Cell]] = []
    for person_id in page:
        if (record := records.get(person_id)) is None:
            continue
        now = people[person_id].on(desk.on)
        rows.append((person_link(record.shown_name, record.public_id), short_date(now.to_date) if now else ""))
    words = plural(page.paginator.count, "young person", "young people")
    caption = f"{words} known today, and not by the end of {month_in_words(month)}"
    table = Table(caption, (Column("Young person", heading=True), Column("Known until", whole=True)), rows)
    return table, [record.public_id for record in records.values()]


def _figure(months: Sequence[Expected], viewer: Viewer) -> Figure:
    points = [
        MonthPoint(
            month_end=each.month_end,
            neet=_decimal(each, each.neet),
            neet_text=_percent(each, each.neet),
            not_known=_decimal(each, each.not_known),
            not_known_text=_percent(each, each.not_known),
        )
        for each in months
    ]
    first, last = months[0], months[-1]
    title = (
        f"If nothing is done, not known goes from {_percent(first, first.not_known)} to "
        f"{_percent(last, last.not_known)} by {month_in_words(last.month_end)}"
    )
    chart = replace(rates_over_months(points, place="this council"), title=title)
    is_drawn = any(each.neet is not None for each in points)
    image = "data:image/svg+xml;base64," + b64encode(svg_of(chart, viewer.organisation).encode()).decode("ascii")
    rows = [tuple(row) for row in chart.rows]
    return Figure(
        title=title,
        image=image if is_drawn else "",
        summary=f"{title}. {_neet_words(_percent(first, first.neet), _percent(last, last.neet))}"
        if is_drawn
        else "Nobody of 16 or 17 is tracked in these months, so there is nothing to draw.",
        table=Table(
            "The rates to come", [Column(each, heading=not place) for place, each in enumerate(chart.headings)], rows
        ),
        source=SOURCE,
    )


def _neet_words(first: str, last: str) -> str:
    return f"NEET stays at {last}." if first == last else f"NEET goes from {first} to {last}."


def _decimal(each: Expected, people: Fraction) -> Decimal | None:
    percent = each.percent(people)
    return None if percent is None else Decimal(f"{float(percent):.1f}")
