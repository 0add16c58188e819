"""The monthly return. Towpath builds and checks it; somebody uploads it by hand and writes down the answer."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.analysis.assumptions import assumptions_about
from towpath.clock import LONDON, now, today
from towpath.files.actions import FileRemovedError
from towpath.files.store import FileDamagedError
from towpath.jobs.actions import enqueue
from towpath.organisation.queries import standards_for
from towpath.people.queries import organisation_of
from towpath.returns.actions import (
    SignOffRefusedError,
    UploadRefusedError,
    log_upload,
    reason_not_to_sign,
    release_to_hand,
    sign_off,
)
from towpath.returns.jobs import BUILD
from towpath.returns.queries import (
    Run,
    RunNotFoundError,
    count_run_problems,
    find_late_corrections,
    find_run_before,
    find_signed_before,
    find_version_before,
    get_run,
    list_deadlines,
    list_differences,
    list_run_problems,
    list_runs,
    list_uploads,
    list_versions,
    preview_of,
)
from towpath.standards import Edition, Standards
from towpath.web.assumed_links import assumed_links, window_link
from towpath.web.disclosure import disclosing
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import staff_names
from towpath.web.returns.changes import (
    KINDS,
    LATE,
    by_kind,
    differences_table,
    effect_table,
    kind_tabs,
    kind_to_show,
)
from towpath.web.returns.forms import WAITING, BuildForm, SignForm, UploadForm
from towpath.web.returns.naming import named
from towpath.web.returns.presenters import (
    counts_table,
    deadline_words,
    months_offered,
    problems_table,
    run_facts,
    run_words,
    runs_table,
    titled,
    uploads_table,
    versions_table,
    wrongs_of,
)
from towpath.web.returns.previewing import shown_preview
from towpath.web.returns.tabs import tabs_of_returns
from towpath.web.viewers import viewer_of
from towpath.web.words import month_in_words

A_PAGE = 25


def returns(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    page = Paginator(list_runs(viewer), A_PAGE).get_page(request.GET.get("page"))
    deadlines = list_deadlines(viewer, on)
    shown = {
        "table": runs_table(page, staff_names(viewer)),
        "deadlines": [deadline_words(each, on) for each in deadlines],
        "assumed": [window_link()] if any(each.is_assumed for each in deadlines) else [],
        "can_build": viewer.may("return.build"),
        "tabs": tabs_of_returns(),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/returns.html", shown)


def build(request: HttpRequest) -> HttpResponse:
    viewer, months = viewer_of(request), months_offered(today())
    soonest = next((each.period_end for each in list_deadlines(viewer, today(), months=1)), months[0])
    form = BuildForm(request.POST or None, months=months, initial={"month": soonest.isoformat()})
    if request.method == "POST" and form.is_valid():
        period_end = form.cleaned_data["month"]
        job = enqueue(
            BUILD,
            organisation=organisation_of(viewer),
            arguments={"period_end": period_end},
            by=viewer.actor,
            at=now(),
            key=f"returns.build:{period_end}",
        )
        return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': reverse('returns')})}")
    return render(request, "returns/build.html", {"form": form})


def run(request: HttpRequest, run_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _run(request, run_id)
    names, edition = staff_names(viewer), _edition(request, found)
    before = find_run_before(viewer, found)
    may_sign, is_signed = viewer.may("return.sign"), hasattr(found, "sign_off")
    refusal = reason_not_to_sign(found, viewer.actor)
    shown = {
        "run": found,
        "month": month_in_words(found.period_end),
        "facts": run_facts(found, names, edition),
        "counts": counts_table(found, edition),
        "preview": shown_preview(viewer, preview_of(viewer, found)),
        "assumed": _assumed(request, found),
        "before_month": month_in_words(before.period_end) if before else "",
        "problems": problems_table(found, count_run_problems(viewer, found.pk), edition),
        "uploads": uploads_table(list_uploads(viewer, found.pk), names),
        "versions": versions_table(list_versions(viewer, found.period_end), found, names),
        "can_sign": may_sign and not refusal,
        "refusal": refusal if may_sign and not is_signed else "",
        "can_upload": may_sign and is_signed,
        "can_take_out": viewer.may("files.download"),
    }
    return render(request, "returns/run.html", shown)


def problems(request: HttpRequest, run_id: int, code: str) -> HttpResponse:
    viewer, found = viewer_of(request), _run(request, run_id)
    page = Paginator(list_run_problems(viewer, found.pk, code=code), A_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise Http404("This return has no problem of that code.")
    name_of = named(
        request, {problem.person_id for problem in page if problem.person_id}, subject=f"returns_run:{found.pk}"
    )
    said, table = wrongs_of(list(page), name_of)
    shown = {
        "month": month_in_words(found.period_end),
        "run": found,
        "words": titled(code, _edition(request, found)),
        "said": said,
        "table": table,
        "can_build": viewer.may("return.build"),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/problems.html", shown)


def differences(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say who joined, left, changed or was corrected late since the return before, one kind to a page."""
    viewer, found = viewer_of(request), _run(request, run_id)
    version, asked_for = _version_asked_for(request, found), request.GET.get("show", "")
    before = version or find_run_before(viewer, found)
    may_be_late = version is None and find_signed_before(viewer, found) is not None
    try:
        kinds = by_kind(list_differences(viewer, found.pk, earlier_id=version.pk if version else None))
        # It builds records again, so only whoever asks for it waits for it.
        late = find_late_corrections(viewer, found.pk) if may_be_late and asked_for == LATE else None
    except (FileRemovedError, FileDamagedError) as gone:
        messages.warning(request, str(gone))
        return redirect("returns_run", run_id=found.pk)
    kinds |= {LATE: list(late.differences) if late else None} if may_be_late else {}
    asked = f"version={version.pk}&" if version else ""
    kind, tabs = kind_to_show(asked_for, kinds), kind_tabs(kinds, asked)
    page = Paginator(kinds[kind] or [], A_PAGE).get_page(request.GET.get("page"))
    ids = {each.person_id for each in page if each.person_id}
    name_of = named(request, ids, subject=f"returns_run:{found.pk}")
    shown = {
        "run": found,
        "month": month_in_words(found.period_end),
        "before": before,
        "before_words": run_words(before) if before else "",
        "effect": effect_table(before, found, late) if before else None,
        "tabs": tabs.values(),
        "tab": tabs[kind]["text"],
        "meaning": KINDS[kind].meaning,
        "table": differences_table(kind, page, name_of, _edition(request, found)) if kinds[kind] else None,
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "returns/differences.html", shown)


def _version_asked_for(request: HttpRequest, found: Run) -> Run | None:
    """Return the earlier version of the same month that the address names, or None where it names none."""
    asked = request.GET.get("version", "")
    versions = list_versions(viewer_of(request), found.period_end) if asked else ()
    return next((each for each in versions if str(each.pk) == asked and each.pk != found.pk), None)


def sign(request: HttpRequest, run_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _run(request, run_id)
    before = find_version_before(viewer, found)
    form = SignForm(request.POST or None, is_anew=before is not None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            sign_off(run=found, by=viewer.actor, at=now(), note=given["note"], because=given.get("because", ""))
        except SignOffRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The return of {month_in_words(found.period_end)} is signed off.")
            return redirect("returns_run", run_id=found.pk)
    refusal = reason_not_to_sign(found, viewer.actor)
    shown = {"form": form, "run": found, "month": month_in_words(found.period_end), "refusal": refusal}
    shown["before"] = before
    return render(request, "returns/sign.html", shown)


def upload(request: HttpRequest, run_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _run(request, run_id)
    form = UploadForm(request.POST or None, initial={"uploaded_date": today(), "answer": WAITING})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = "" if given["answer"] == WAITING else given["answer"]
        uploaded_at = datetime.combine(given["uploaded_date"], given["uploaded_time"], LONDON)
        try:
            log_upload(
                run=found, uploaded_at=uploaded_at, answer=answer, words=given["words"], by=viewer.actor, at=now()
            )
        except UploadRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The upload is written down.")
            return redirect("returns_run", run_id=found.pk)
    shown = {"form": form, "run": found, "month": month_in_words(found.period_end)}
    return render(request, "returns/upload.html", shown)


def file(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """Let the kept file go to whoever uploads it; the room tells the log whose records it holds first."""
    viewer, found = viewer_of(request), _run(request, run_id)
    try:
        content = release_to_hand(run=found, by=viewer.actor, at=now())
    except (FileRemovedError, FileDamagedError) as gone:
        messages.warning(request, str(gone))
        return redirect("returns_run", run_id=found.pk)
    disclosing(request, [])
    return FileResponse(content, as_attachment=True, filename=found.file.original_name, content_type="application/xml")


def _run(request: HttpRequest, run_id: int) -> Run:
    try:
        return get_run(viewer_of(request), run_id)
    except RunNotFoundError:
        raise Http404("No such return in this council.") from None


def _edition(request: HttpRequest, found: Run) -> Edition:
    """Return the lists that a return was checked against, as the council corrects them now."""
    last: date = found.period_end
    return _standards(request).edition_on(last)


def _standards(request: HttpRequest) -> Standards:
    return standards_for(organisation_of(viewer_of(request)))


def _assumed(request: HttpRequest, found: Run) -> list[Link]:
    """Return what is assumed of the activities that a return holds; one built before they were counted tells none."""
    codes = found.counts.get("activities", ())
    return assumed_links(assumptions_about(codes, _standards(request), found.period_end))
