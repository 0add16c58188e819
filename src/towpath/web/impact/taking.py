"""Taking a report away: as it is for those who may see it, or released with small numbers hidden."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from towpath.clock import now
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.files.actions import FileRemovedError, ReleaseRefusedError
from towpath.files.store import FileDamagedError
from towpath.insight.reports.impact.actions import ImpactRefusedError, hand_out, release_report
from towpath.insight.reports.impact.paper import impact_csv, impact_page, papers_of
from towpath.insight.reports.impact.queries import ImpactFound, find_impact, get_release, get_report
from towpath.web.disclosure import disclosing
from towpath.web.impact.forms import ReleaseForm
from towpath.web.impact.presenters import ENDINGS
from towpath.web.impact.views import found
from towpath.web.viewers import viewer_of

TYPES = {"page": ("html", "text/html"), "figures": ("csv", "text/csv"), "pdf": ("pdf", "application/pdf")}


def take(request: HttpRequest, report_id: int, ending: str) -> HttpResponse:
    """Give a report as the viewer may see it; the log is told before the first byte leaves."""
    viewer, at = viewer_of(request), now()
    report = found(lambda: get_report(viewer, report_id))
    impact = found(lambda: find_impact(viewer, report, at))
    if ending not in ENDINGS:
        raise Http404("There is no such file.")
    try:
        content = _content(impact, ending)
    except NoPdfError as reason:
        messages.warning(request, str(reason))
        return redirect("impact_report", report.pk)
    subject = f"insight_impact_report:{report.pk}/{ending}"
    disclosing(request, [story.person.public_id for story in impact.stories], subject=subject)
    letters, kind = TYPES[ending]
    name = f"impact-{report.from_date}-{report.to_date}{'-not-for-release' if impact.is_whole else ''}.{letters}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _content(impact: ImpactFound, ending: str) -> bytes:
    if ending == "figures":
        return impact_csv(impact).encode()
    page = impact_page(impact)
    return pdf_of(page) if ending == "pdf" else page.encode()


def release(request: HttpRequest, report_id: int) -> HttpResponse:
    """Keep copies with small numbers hidden, for somebody and for a purpose."""
    viewer, at = viewer_of(request), now()
    report = found(lambda: get_report(viewer, report_id))
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        impact = found(lambda: find_impact(viewer, report, at, to_release=True))
        papers, why_no_pdf = papers_of(impact)
        try:
            release_report(
                report=report,
                papers=papers,
                stories=impact.stories,
                to=form.cleaned_data["to"],
                purpose=form.cleaned_data["purpose"],
                upper=impact.upper,
                by=viewer.actor,
                by_name=viewer.name,
                at=at,
            )
        except ImpactRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, "Released, with small numbers hidden. The copies are below.")
            if why_no_pdf:
                messages.warning(request, why_no_pdf)
            return redirect("impact_report", report.pk)
    return render(request, "impact/release.html", {"form": form, "report": report})


def released(request: HttpRequest, report_id: int, release_id: int, ending: str) -> HttpResponseBase:
    """Let one kept copy go; the room tells the log to whom, and whose stories are in it, first."""
    viewer = viewer_of(request)
    report = found(lambda: get_report(viewer, report_id))
    gone = found(lambda: get_release(viewer, report, release_id))
    if ending not in ENDINGS:
        raise Http404("There is no such file.")
    try:
        content, file = hand_out(release_of=gone, name=ending, by=viewer.actor, at=now())
    except (ImpactRefusedError, ReleaseRefusedError, FileRemovedError, FileDamagedError) as refused:
        messages.warning(request, str(refused))
        return redirect("impact_report", report.pk)
    disclosing(request, [])
    return _attached(content, file, TYPES[ending][1])


def _attached(content: Any, file: Any, kind: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=file.original_name, content_type=kind)
