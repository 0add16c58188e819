"""Rates and the benchmark. Small numbers are hidden before the page is drawn from those who may not see people."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import today
from towpath.documents.charts import Chart
from towpath.insight.figures import PublishedValue
from towpath.insight.pictures import rank_chart, rates_chart, svg_of, years_chart_of
from towpath.insight.queries import (
    AreaNotFoundError,
    list_benchmark_years,
    list_councils,
    list_standings,
    rates_for,
    released_rates_for,
    show_benchmark,
)
from towpath.insight.releases import ReleasedRates
from towpath.organisation.queries import get_organisation
from towpath.rules.ranks import Measure
from towpath.web.assumed_links import assumed_links
from towpath.web.parts import Figure, Link
from towpath.web.rates.forms import BenchmarkForm, MonthsForm
from towpath.web.rates.presenters import (
    MONTHS_OFFERED,
    MONTHS_SHOWN,
    averages_table,
    benchmark_facts,
    flows_table,
    group_table,
    group_words,
    is_all_hidden,
    is_empty,
    lowest_words,
    months_before,
    months_table,
    nearest_year,
    released_rows,
    standings_table,
    table_of,
)
from towpath.web.rates.tabs import tabs_of_rates
from towpath.web.viewers import viewer_of

NO_OWN_FIGURES = (
    "These figures do not speak of this council. Choose another to look at, or load DfE’s scorecard of the year:"
    " towpath benchmark load FILE."
)
NOTHING_TO_DRAW = "Every rate of these months is hidden, so there is no chart."
SOURCE = "this council’s own records, small numbers hidden."


@dataclass(frozen=True, slots=True)
class Asked:
    """Which months were asked for, as known on which day, and the same as the query of an address."""

    form: MonthsForm
    month_from: date
    month_to: date
    known_on: date | None

    @property
    def query(self) -> str:
        given = {"month_from": self.month_from.isoformat(), "month_to": self.month_to.isoformat()}
        if self.known_on:
            parts = (("day", self.known_on.day), ("month", self.known_on.month), ("year", self.known_on.year))
            given |= {f"known_on-{name}": str(value) for name, value in parts}
        return urlencode(given)


def _asked(request: HttpRequest) -> Asked:
    offered = months_before(today(), MONTHS_OFFERED)
    usual = {"month_from": offered[MONTHS_SHOWN - 1].isoformat(), "month_to": offered[0].isoformat()}
    form = MonthsForm(request.GET if "month_from" in request.GET else None, months=offered, initial=usual)
    given = form.cleaned_data if form.is_valid() else usual
    return Asked(
        form,
        date.fromisoformat(given["month_from"]),
        date.fromisoformat(given["month_to"]),
        given.get("known_on"),  # type: ignore[arg-type]
    )


def rates(request: HttpRequest) -> HttpResponse:
    viewer, asked = viewer_of(request), _asked(request)
    span = (asked.month_from, asked.month_to)
    released = released_rates_for(viewer, *span, today(), known_on=asked.known_on)
    shown = rates_for(viewer, *span, known_on=asked.known_on) if viewer.may("people.search") else released
    found = {
        "form": asked.form,
        "is_empty": is_empty(shown),
        "marking": shown.marking,
        "months": months_table(shown),
        "averages": averages_table(shown),
        "flows": flows_table(shown),
        "figure": _rates_figure(request, released, asked),
        "assumed": assumed_links(shown.assumptions),
        "rates": shown,
        "tabs": tabs_of_rates(viewer_of(request)),
    }
    return render(request, "rates/rates.html", found)


def _rates_figure(request: HttpRequest, released: ReleasedRates, asked: Asked) -> Figure:
    """Return the chart of what may be released, or the words for there being nothing to draw."""
    picture = rates_chart(released, place=request.council_name)  # type: ignore[attr-defined]
    is_hidden = is_all_hidden(released)
    return Figure(
        title=picture.title,
        image="" if is_hidden else f"{reverse('rates_chart')}?{asked.query}",
        summary=NOTHING_TO_DRAW if is_hidden else picture.summary,
        table=table_of(picture.headings, picture.rows, "Rates with small numbers hidden"),
        source=SOURCE,
        download=Link("Download as CSV, small numbers hidden", f"{reverse('rates_released')}?{asked.query}"),
    )


def chart(request: HttpRequest) -> HttpResponse:
    viewer, asked = viewer_of(request), _asked(request)
    released = released_rates_for(viewer, asked.month_from, asked.month_to, today(), known_on=asked.known_on)
    return _svg(request, rates_chart(released, place=request.council_name))  # type: ignore[attr-defined]


def released(request: HttpRequest) -> HttpResponse:
    """Let the rates go as a file, with small numbers hidden whoever asks, because a file travels."""
    asked = _asked(request)
    found = released_rates_for(viewer_of(request), asked.month_from, asked.month_to, today(), known_on=asked.known_on)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"rates-{asked.month_from:%Y-%m}-to-{asked.month_to:%Y-%m}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows(released_rows(found))
    return answer


def benchmark(request: HttpRequest) -> HttpResponse:
    asked = _published(request)
    given = {"measure": asked.measure.value, "year": str(asked.year), "area": asked.area}
    form = BenchmarkForm(given, years=asked.years, councils=asked.councils)
    shown: dict[str, object] = {"form": form, "tabs": tabs_of_rates(viewer_of(request)), "problem": ""}
    try:
        found = show_benchmark(viewer_of(request), asked.area, asked.measure, asked.year)
    except AreaNotFoundError:
        return render(request, "rates/benchmark.html", shown | {"problem": NO_OWN_FIGURES})
    picture = rank_chart(found, asked.councils)
    groups = [each for each in (found.neighbours, *found.groups) if each]
    shown |= {
        "facts": benchmark_facts(found),
        "notes": found.notes,
        "source": found.source.words,
        "groups": [(group_table(each, found.own), group_words(each, found.own)) for each in groups],
        "figure": _figure(picture, found.source.words, given) if picture else None,
    }
    return render(request, "rates/benchmark.html", shown)


@dataclass(frozen=True, slots=True)
class Published:
    """Which published figures were asked for, and every council's value among them."""

    measure: Measure
    year: int
    years: list[int]
    area: str
    councils: list[PublishedValue]


def _published(request: HttpRequest) -> Published:
    """Return what was asked for, of the viewer's own council and the latest year unless others are named."""
    viewer, measure = viewer_of(request), _measure(request)
    years = list_benchmark_years(viewer, measure)
    year = nearest_year(years, request.GET.get("year", ""))
    area = request.GET.get("area") or get_organisation(viewer.organisation).la_code
    return Published(measure, year, years, area, list_councils(viewer, measure, year))


def _figure(picture: Chart, source: str, given: Mapping[str, str]) -> Figure:
    table = table_of(picture.headings, picture.rows, "Every council with a published value, the best first")
    address = f"{reverse('rates_benchmark_chart')}?{urlencode(given)}"
    return Figure(picture.title, address, picture.summary, table, source)


def benchmark_chart(request: HttpRequest) -> HttpResponse:
    asked = _published(request)
    try:
        found = show_benchmark(viewer_of(request), asked.area, asked.measure, asked.year)
    except AreaNotFoundError:
        return redirect("rates_benchmark")
    picture = rank_chart(found, asked.councils)
    return _svg(request, picture) if picture else redirect("rates_benchmark")


def years(request: HttpRequest) -> HttpResponse:
    """Show how a council stood in every year there are figures of, in each group that it is set beside."""
    asked = _published(request)
    given = {"measure": asked.measure.value, "area": asked.area}
    form = BenchmarkForm(given, years=[], councils=asked.councils)
    found = list_standings(viewer_of(request), asked.area, asked.measure)
    shown: dict[str, object] = {
        "form": form,
        "tabs": tabs_of_rates(viewer_of(request)),
        "problem": "" if found else NO_OWN_FIGURES,
    }
    if found:
        picture = years_chart_of(found)
        table = table_of(picture.headings, picture.rows, "The lines of the chart")
        address = f"{reverse('rates_years_chart')}?{urlencode(given)}"
        shown |= {
            "figure": Figure(picture.title, address, picture.summary, table, "DfE’s files, each named below."),
            "table": standings_table(found),
            "lowest": lowest_words(found),
            "notes": list(dict.fromkeys(note for each in found for note in each.notes)),
            "sources": list(dict.fromkeys(each.source.words for each in found)),
        }
    return render(request, "rates/years.html", shown)


def years_chart(request: HttpRequest) -> HttpResponse:
    asked = _published(request)
    found = list_standings(viewer_of(request), asked.area, asked.measure)
    return _svg(request, years_chart_of(found)) if found else redirect("rates_years")


def _measure(request: HttpRequest) -> Measure:
    asked = request.GET.get("measure", "")
    return Measure(asked) if asked in list(Measure) else Measure.COMBINED


def _svg(request: HttpRequest, picture: Chart) -> HttpResponse:
    return HttpResponse(svg_of(picture, viewer_of(request).organisation), content_type="image/svg+xml")
