"""One page for any long work: whoever queued it sends the person here, with where to go on to in `next`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from towpath.clock import today
from towpath.jobs.queries import find_job, list_nights
from towpath.jobs.schedule import NIGHT_HOUR
from towpath.organisation.queries import get_organisation, settings_on
from towpath.web.parts import Link
from towpath.web.viewers import viewer_of
from towpath.web.work.presenters import back_words, left_of, nights_table, progress_of, result_of, title_of


def work(request: HttpRequest, job_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    job = find_job(viewer.organisation_id, job_id)
    if job is None:
        raise Http404("No such work in this council.")
    wanted = request.GET.get("next", "")
    back = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else ""
    going_on = Link(back_words(job), back) if back else None
    shown = {
        "title": title_of(job),
        "progress": progress_of(job),
        "left": left_of(job),
        "onward": result_of(job, viewer) or going_on,
        "here": request.get_full_path(),
    }
    return render(request, "work/work.html", shown)


def nightly(request: HttpRequest) -> HttpResponse:
    """Show what was done each night, when, and how it ended."""
    viewer = viewer_of(request)
    hour = settings_on(get_organisation(viewer.organisation), today())[NIGHT_HOUR]
    shown = {"table": nights_table(list_nights(viewer.organisation_id), viewer), "hour": f"{hour:02}:00"}
    return render(request, "work/nightly.html", shown)
