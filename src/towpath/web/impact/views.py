"""Impact reports: made, looked at, opened number by number, and locked."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.insight.pictures import svg_of
from towpath.insight.reports.impact.actions import ImpactRefusedError, lock_report, make_report
from towpath.insight.reports.impact.measures import MEASURE_OF
from towpath.insight.reports.impact.paper import programme_chart
from towpath.insight.reports.impact.queries import (
    ImpactNotFoundError,
    RowsShutError,
    find_differences,
    find_impact,
    get_report,
    list_releases,
    list_reports,
    list_rows,
)
from towpath.insight.reports.impact.showing import figure_words, shown_impact
from towpath.organisation.queries import get_organisation
from towpath.web.disclosure import disclosing
from towpath.web.impact.forms import MakeForm, last_year
from towpath.web.impact.presenters import (
    differences_table,
    headline_cards,
    page_sections,
    plain_table,
    releases_table,
    reports_table,
    rows_table,
    since_words,
)
from towpath.web.parts import Figure, pages_of
from towpath.web.rates.presenters import table_of
from towpath.web.viewers import viewer_of

A_PAGE = 25
_Found = TypeVar("_Found")


def found(ask: Callable[[], _Found]) -> _Found:
    """
    Return what was asked for.

    :raises Http404: there is none for this viewer
    """
    try:
        return ask()
    except ImpactNotFoundError:
        raise Http404("No such report in this council.") from None


def reports(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_reports(viewer), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "table": reports_table(page),
        "pages": pages_of(page, request.GET),
        "can_make": viewer.may("impact.make"),
    }
    return render(request, "impact/reports.html", shown)


def make(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    first, last = last_year(today())
    start = {"title": f"Our impact, {first.year} to {last.year}", "from_date": first, "to_date": last}
    form = MakeForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = make_report(
                organisation=get_organisation(viewer.organisation),
                title=given["title"],
                from_date=given["from_date"],
                to_date=given["to_date"],
                by=viewer.actor,
                by_name=viewer.name,
                at=now(),
            )
        except ImpactRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("impact_report", made.pk)
    return render(request, "impact/make.html", {"form": form})


def report(request: HttpRequest, report_id: int) -> HttpResponse:
    viewer, at = viewer_of(request), now()
    asked = found(lambda: get_report(viewer, report_id))
    impact = found(lambda: find_impact(viewer, asked, at))
    disclosing(request, [story.person.public_id for story in impact.stories], subject=_subject(asked))
    shown = shown_impact(impact)
    can_make = viewer.may("impact.make")
    page = {
        "report": asked,
        "shown": shown,
        "cards": headline_cards(shown),
        "sections": page_sections(shown, asked, viewer),
        "definitions": plain_table(shown.definitions, numeric=False),
        "figure": _figure(impact),
        "can_make": can_make,
        "is_locked": asked.locked_at is not None,
        "is_altered": impact.recounted is False,
        "releases": releases_table(list_releases(viewer, asked)) if can_make else None,
    }
    return render(request, "impact/report.html", page)


def lock(request: HttpRequest, report_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    asked = found(lambda: get_report(viewer, report_id))
    try:
        lock_report(report=asked, viewer=viewer, at=now())
    except ImpactRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The report is locked. It says the same from now on, whatever is written down later.")
    return redirect("impact_report", asked.pk)


def since(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show what a locked report would count otherwise if it were locked now."""
    viewer, at = viewer_of(request), now()
    asked = found(lambda: get_report(viewer, report_id))
    differences = found(lambda: find_differences(viewer, asked, at))
    page = {
        "report": asked,
        "table": differences_table(differences) if differences else None,
        "words": since_words(differences, asked.locked_at)
        if asked.locked_at
        else "It is a draft: it counts what is known now.",
    }
    return render(request, "impact/since.html", page)


def rows(request: HttpRequest, report_id: int, measure: str) -> HttpResponse:
    """Show the rows behind one number, and tell the log whose they are."""
    viewer, at = viewer_of(request), now()
    asked = found(lambda: get_report(viewer, report_id))
    known = MEASURE_OF.get(measure)
    if known is None or known.kind is None:
        raise Http404("No such number.")
    try:
        opened = list_rows(viewer, asked, known, at)
    except RowsShutError as shut:
        raise PermissionDenied(str(shut)) from None
    disclosing(
        request, sorted({each.public_id for each in opened if each.public_id}), subject=f"{_subject(asked)}/{measure}"
    )
    impact = find_impact(viewer, asked, at)
    page = {
        "report": asked,
        "measure": known,
        "value": figure_words(impact.figures[known.name], known.unit),
        "people": len({each.public_id for each in opened if each.public_id}),
        "table": rows_table(known, opened),
        "count": len(opened),
    }
    return render(request, "impact/rows.html", page)


def chart(request: HttpRequest, report_id: int) -> HttpResponse:
    viewer, at = viewer_of(request), now()
    asked = found(lambda: get_report(viewer, report_id))
    picture = programme_chart(found(lambda: find_impact(viewer, asked, at)))
    if picture is None:
        return redirect("impact_report", asked.pk)
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def _figure(impact: Any) -> Figure | None:
    picture = programme_chart(impact)
    if picture is None:
        return None
    table = table_of(picture.headings[:2], [row[:2] for row in picture.rows], picture.title)
    image = reverse("impact_chart", args=[impact.report.pk])
    return Figure(picture.title, image, picture.summary, table, "this council’s own records.")


def _subject(report: Any) -> str:
    return f"insight_impact_report:{report.pk}"
