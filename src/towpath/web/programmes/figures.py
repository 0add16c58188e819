"""What came of a run: to whoever may see its people as it is, and to everybody else with small numbers hidden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.clock import today
from towpath.documents.charts import Chart
from towpath.insight.pictures import svg_of
from towpath.programmes.queries import find_figures, get_figures_run, released_figures
from towpath.web.parts import Column, Figure, Table
from towpath.web.programmes.asking import found
from towpath.web.programmes.pictures import Shown, confidence_chart, funnel_picture_of, shown_figures, shown_released
from towpath.web.viewers import viewer_of


def figures(request: HttpRequest, programme_run_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    run = found(lambda: get_figures_run(viewer, programme_run_id))
    shown = _shown(request, programme_run_id)
    funnel, confidence = funnel_picture_of(shown), confidence_chart(shown)
    page = {
        "run": run,
        "shown": shown,
        "is_worker": viewer.may("programmes.work"),
        "funnel": _figure(funnel, reverse("programmes_funnel_chart", args=[run.pk]), shown),
        "confidence": confidence and _figure(confidence, reverse("programmes_confidence_chart", args=[run.pk]), shown),
    }
    return render(request, "programmes/figures.html", page)


def funnel_picture(request: HttpRequest, programme_run_id: int) -> HttpResponse:
    return _svg(request, funnel_picture_of(_shown(request, programme_run_id)))


def confidence_picture(request: HttpRequest, programme_run_id: int) -> HttpResponse:
    picture = confidence_chart(_shown(request, programme_run_id))
    if picture is None:
        # A course that asks no questions still has the address; the picture is then of nothing.
        return HttpResponse('<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")
    return _svg(request, picture)


def _shown(request: HttpRequest, programme_run_id: int) -> Shown:
    viewer = viewer_of(request)
    run = found(lambda: get_figures_run(viewer, programme_run_id))
    whole = find_figures(viewer, run)
    return shown_figures(run, whole) if whole else shown_released(run, released_figures(viewer, run, today()))


def _figure(chart: Chart, image: str, shown: Shown) -> Figure:
    columns = [Column(chart.headings[0], heading=True), *(Column(each, numeric=True) for each in chart.headings[1:])]
    table = Table(chart.title, columns, chart.rows, caption_hidden=True)
    return Figure(title=chart.title, image=image, summary=chart.summary, table=table, source=shown.source)


def _svg(request: HttpRequest, chart: Chart) -> HttpResponse:
    return HttpResponse(svg_of(chart, viewer_of(request).organisation), content_type="image/svg+xml")
