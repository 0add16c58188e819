"""One page for any long work: whoever queued it sends the person here, with where to go on to in `next`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from towpath.jobs.queries import find_job
from towpath.web.parts import Progress
from towpath.web.viewers import viewer_of


def work(request: HttpRequest, job_id: int) -> HttpResponse:
    job = find_job(viewer_of(request).organisation_id, job_id)
    if job is None:
        raise Http404("No such work in this council.")
    words = job.words or ("Finished" if job.is_finished else "Waiting to start")
    progress = Progress(words, job.done, job.total, finished=job.is_finished, failed=job.failure)
    wanted = request.GET.get("next", "")
    onward = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else ""
    return render(request, "work/work.html", {"progress": progress, "onward": onward, "here": request.get_full_path()})
