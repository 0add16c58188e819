"""The school list: which pupils may need more help, why, and what nobody knows. A score changes nothing by itself."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.jobs.actions import enqueue
from towpath.people.queries import list_records, organisation_of
from towpath.provision.queries import list_establishments
from towpath.risk.jobs import SCORE
from towpath.risk.queries import (
    count_bands,
    count_undecided,
    find_latest_run,
    find_round,
    list_school_list,
    list_standings,
)
from towpath.rules.access import SCHOOL_LEAD
from towpath.standards.risk import load_scheme
from towpath.web.assumed_links import criteria_links
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.schools.forms import PupilFilter
from towpath.web.schools.list_presenters import round_words
from towpath.web.schools.presenters import NO_SCHOOL, band_choices, pupils_of, run_words, schools_table
from towpath.web.schools.rounds import links_of
from towpath.web.viewers import viewer_of

A_PAGE = 25


def schools(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    run = find_latest_run(viewer)
    on, current = today(), find_round(viewer)
    standings = list_standings(viewer, current, on) if current else []
    shown: dict[str, object] = {
        "run": run,
        "can_score": viewer.may("risk.set_scheme"),
        "can_open": viewer.may("school_list.open") and run is not None and run != current,
        "links": links_of(request),
        "lists": round_words(standings, current.as_at_date) if current and standings else "",
        "waiting": count_undecided(viewer, on),
    }
    if run is not None:
        scheme = load_scheme(run.scheme_name)
        counts = count_bands(viewer, run, on)
        wanted = [each.establishment_id for each in counts if each.establishment_id is not None]
        names = dict(list_establishments(viewer).filter(pk__in=wanted).values_list("pk", "name"))
        shown |= {
            "table": schools_table(
                counts, names, scheme.bands, {each.school_list.establishment_id: each for each in standings}
            ),
            "words": run_words(run, scheme.title, counts),
            "scheme": scheme,
            "assumed": criteria_links(scheme),
        }
    return render(request, "schools/schools.html", shown)


def score(request: HttpRequest) -> HttpResponse:
    """Queue a scoring of today's pupils, and show how far it has got."""
    viewer = viewer_of(request)
    job = enqueue(
        SCORE,
        organisation=organisation_of(viewer),
        arguments={"as_at": today().isoformat()},
        by=viewer.actor,
        at=now(),
        key="risk.score",
    )
    return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': reverse('schools')})}")


def school(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = list_establishments(viewer).filter(pk=establishment_id).first()
    is_theirs = viewer.role != SCHOOL_LEAD or establishment_id in viewer.establishment_ids
    if found is None or not is_theirs:
        raise Http404("No such school for this viewer.")
    return _list(request, establishment_id, found.name)


def without_school(request: HttpRequest) -> HttpResponse:
    return _list(request, None, NO_SCHOOL)


def _list(request: HttpRequest, establishment_id: int | None, name: str) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    run = find_latest_run(viewer)
    assessed = list_school_list(viewer, establishment_id, run, on) if run else []
    scheme = load_scheme(run.scheme_name) if run else None
    counts = [each for each in count_bands(viewer, run, on) if each.establishment_id == establishment_id] if run else []
    years = sorted({each.year_group for each in assessed})
    form = PupilFilter(request.GET, bands=band_choices(scheme.bands) if scheme else [], years=years)
    wanted = form.cleaned_data if form.is_valid() else {}
    chosen = [
        each
        for each in assessed
        if wanted.get("band") in ("", None, each.band) and wanted.get("year") in ("", None, str(each.year_group))
    ]
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [record.public_id for record in records.values()], subject=f"school:{establishment_id or ''}")
    shown = {
        "name": name,
        "words": run_words(run, scheme.title, counts) if run and scheme else "",
        "assumed": criteria_links(scheme) if scheme else [],
        "pupils": pupils_of(page, records),
        "filter": form,
        "results": page,
        "pages": pages_of(page, request.GET),
        "here": request.path,
    }
    return render(request, "schools/school.html", shown)
