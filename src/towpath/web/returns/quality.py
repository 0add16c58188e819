"""How good the records are: what is known of what matters, how lately, by school and sender, and whether it mends."""

import csv
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.documents.charts import Chart
from towpath.documents.lines import LinePoint, lines_over_time
from towpath.insight.pictures import svg_of
from towpath.returns.queries import (
    Quality,
    Rehearsal,
    list_quality,
    list_quality_by,
    list_quality_over_time,
    list_rehearsals,
    released_quality,
)
from towpath.rules.cells import plain_row
from towpath.rules.returns.quality import MEASURES
from towpath.web.parts import Cell, Column, Count, Figure, Link, Table
from towpath.web.rates.presenters import table_of
from towpath.web.returns.rehearsed import COSTLY, TO_MEND
from towpath.web.returns.tabs import tabs_of_returns
from towpath.web.viewers import viewer_of
from towpath.web.words import count_in_words, percent_in_words, short_date, time_in_words

FIRST = "verified_90"
SCOPES = {"school": "School or college", "sender": "Who told us last"}
NONE = {"school": "None that we know", "sender": "Nobody yet"}
OURS = "Counted whenever the return is rehearsed, of those who would be sent."


def quality(request: HttpRequest) -> HttpResponse:
    """Show every measure as of the latest rehearsal, and one of them through time and by school and sender."""
    viewer, measure = viewer_of(request), _measure(request)
    made = list_rehearsals(viewer).first()
    shown: dict[str, object] = {"tabs": tabs_of_returns(), "made": made}
    if made:
        picture = _trend(list_quality_over_time(viewer, measure), measure)
        shown |= {
            "when": time_in_words(made.rehearsed_at),
            "measure": MEASURES[measure].words,
            "measures": _measures_table(list_quality(viewer, made), made),
            "figure": _figure(picture, measure) if picture else None,
            "by": [_by_table(scope, list_quality_by(viewer, made, scope, measure)) for scope in SCOPES],
            "releases": [
                Link(f"{words}: download as CSV", f"{reverse('returns_quality_released')}?measure={measure}&by={scope}")
                for scope, words in SCOPES.items()
            ],
        }
    return render(request, "returns/quality.html", shown)


def _measures_table(found: Sequence[Quality], made: Rehearsal) -> Table:
    columns = (
        Column("What is known", heading=True),
        Column("Of whom"),
        Column("Have it", numeric=True),
        Column("Lack it", numeric=True),
    )
    by_name = {each.measure: each for each in found}
    rows: list[tuple[Cell, ...]] = [
        (
            Link(terms.words, f"?measure={name}", "through time and by school"),
            terms.of_whom,
            _count(by_name[name]),
            by_name[name].base - by_name[name].part,
        )
        for name, terms in MEASURES.items()
        if name in by_name
    ]
    severities = made.counts.get("severities", {})
    wrong = sum(int(severities.get(each, 0)) for each in (*COSTLY, TO_MEND))
    rate = f"{1000 * wrong / made.records:.1f} for every 1,000" if made.records else "no records"
    rows.append(
        ("Errors that the checks find", "Records of the return", Count(count_in_words(wrong), rate), "Not asked")
    )
    return Table("What is known, and of whom", columns, rows, cards=True)


def _count(each: Quality) -> Count:
    percent = each.percent
    return Count(count_in_words(each.part), "nobody" if percent is None else percent_in_words(percent))


def _by_table(scope: str, found: Sequence[Quality]) -> Table:
    columns = (Column(SCOPES[scope], heading=True), Column("Have it", numeric=True), Column("Of", numeric=True))
    rows = [(each.key or NONE[scope], _count(each), each.base) for each in found]
    return Table(
        f"By {SCOPES[scope][:1].lower()}{SCOPES[scope][1:]}, the furthest behind first", columns, rows, cards=True
    )


def _trend(found: Sequence[tuple[object, Quality]], measure: str) -> Chart | None:
    """Return the chart of one measure, or None where there is but one day of it."""
    points = [
        LinePoint(day, "Have it", each.percent)  # type: ignore[arg-type]
        for day, each in found
        if each.percent is not None
    ]
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    words = MEASURES[measure].words
    way = f"{first.value or 0:.1f}% on {short_date(first.when)} and {last.value or 0:.1f}% on {short_date(last.when)}"
    return lines_over_time(points, title=f"{words}: {way}", summary=f"A line of {len(points)} days: {way}.",
                           axis="% of those it is asked of", places=1)  # fmt: skip


def _figure(picture: Chart, measure: str) -> Figure:
    table = table_of(picture.headings, picture.rows, "The line of the chart, in %")
    address = f"{reverse('returns_quality_chart')}?measure={measure}"
    return Figure(picture.title, address, picture.summary, table, OURS)


def chart(request: HttpRequest) -> HttpResponse:
    """Draw one measure through time; one day alone has nothing to be drawn beside."""
    viewer, measure = viewer_of(request), _measure(request)
    picture = _trend(list_quality_over_time(viewer, measure), measure)
    if picture is None:
        return redirect("returns_quality")
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def released(request: HttpRequest) -> HttpResponse:
    """Let one measure go as a file, by school or sender, with small numbers hidden because a file travels."""
    viewer, measure = viewer_of(request), _measure(request)
    scope = request.GET.get("by", "school")
    scope = scope if scope in SCOPES else "school"
    made = list_rehearsals(viewer).first()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="data-quality-{measure}-by-{scope}.csv"'
    lines = released_quality(viewer, made, scope, measure) if made else []
    writer = csv.writer(answer)
    writer.writerow((scope, "have_it", "lack_it", "of"))
    writer.writerows(map(plain_row, lines))
    return answer


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("measure", FIRST)
    return asked if asked in MEASURES else FIRST
