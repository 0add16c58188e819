"""Studies of support: frozen first, run afterwards, every design side by side."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.insight.actions import StudyRefusedError, Terms, freeze_study
from towpath.insight.comparing import SchemeChangedError, still_counts
from towpath.insight.jobs import RUN_STUDY
from towpath.insight.measures import NOT_FOR_RELEASE
from towpath.insight.pictures import likeness_chart, svg_of
from towpath.insight.queries import (
    Study,
    StudyNotFoundError,
    StudyRun,
    found_for,
    get_study,
    list_followed,
    list_runs_of,
    list_studies,
)
from towpath.insight.queries.studies import SIDES
from towpath.insight.sentences import headline
from towpath.jobs.actions import enqueue
from towpath.organisation.queries import get_organisation, settings_on
from towpath.people.queries import list_records, organisation_of
from towpath.standards.risk import Scheme, load_scheme
from towpath.web.disclosure import disclosing
from towpath.web.parts import Figure, Link, pages_of
from towpath.web.rates.presenters import table_of
from towpath.web.studies.forms import FreezeForm, usual_days, years_offered
from towpath.web.studies.presenters import (
    SIDE_WORDS,
    balance_of,
    cautions,
    designs_table,
    followed_table,
    groups_table,
    left_out_words,
    people_words,
    run_words,
    studies_table,
    study_facts,
)
from towpath.web.viewers import viewer_of

A_PAGE = 25
PEOPLE_A_PAGE = 25
CALIPER = Decimal("0.2")
OUTCOMES = {"days": "Days NEET", "status": "NEET on the day"}
SOURCE = "this council’s own records."


def studies(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_studies(viewer), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "table": studies_table(list(page)),
        "results": page,
        "pages": pages_of(page, request.GET),
        "can_freeze": viewer.may("studies.run"),
    }
    return render(request, "studies/studies.html", shown)


def freeze(request: HttpRequest) -> HttpResponse:
    """Ask for everything that a study needs, and keep it for good."""
    viewer, years = viewer_of(request), years_offered(today())
    organisation = organisation_of(viewer)
    scheme = load_scheme(str(settings_on(organisation, today())["risk.scheme"]))
    # The latest summer whose usual six months are over.
    usual = next(year for year in years if usual_days(year)["window_to_date"] < today())
    first = {"leavers_year": usual, "not_known": "exclude", **usual_days(usual)}
    form = FreezeForm(request.POST or None, initial=first, scheme=scheme, years=years)
    if request.method == "POST" and form.is_valid():
        try:
            study = freeze_study(
                _terms(form, scheme), organisation=organisation, by=viewer.actor, by_name=viewer.name, at=now()
            )
        except StudyRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, "The study is frozen. Nothing of it can be changed now.")
            return redirect("studies_study", study.pk)
    return render(request, "studies/freeze.html", {"form": form, "scheme": scheme})


def _terms(form: FreezeForm, scheme: Scheme) -> Terms:
    given = form.cleaned_data
    return Terms(
        question=given["question"],
        leavers_year=given["leavers_year"],
        facts_date=given["facts_date"],
        support_to_date=given["support_to_date"],
        window_from_date=given["window_from_date"],
        window_to_date=given["window_to_date"],
        status_date=given["status_date"],
        not_known=given["not_known"],
        factors=tuple(given["factors"]),
        scheme_name=scheme.name,
        caliper=CALIPER,
    )


def study(request: HttpRequest, study_id: int) -> HttpResponse:
    viewer, asked = viewer_of(request), _study(request, study_id)
    runs = list_runs_of(viewer, asked)
    shown: dict[str, object] = {
        "study": asked,
        "facts": study_facts(asked),
        "can_run": viewer.may("studies.run"),
        "is_over": max(asked.window_to_date, asked.status_date) <= today(),
        "runs": len(runs),
    }
    if runs:
        found = found_for(viewer, runs[0], today())
        shown |= {
            "run_words": run_words(runs[0]),
            "people": people_words(found),
            "groups": groups_table(found, asked),
            "can_open": viewer.may("studies.people"),
            "left_out": left_out_words(found),
            "outcomes": [_outcome(name, found) for name in OUTCOMES],
            "figure": _figure(asked, found),
            "marking": NOT_FOR_RELEASE if viewer.may("studies.people") else "",
        }
    return render(request, "studies/study.html", shown)


def _outcome(name: str, found: Mapping[str, Any]) -> dict[str, object]:
    compared = found["outcomes"][name]
    return {
        "title": OUTCOMES[name],
        "headline": headline(name, compared),
        "table": designs_table(name, compared) if compared["designs"] else None,
        "cautions": cautions(compared),
    }


def _figure(asked: Study, found: Mapping[str, Any]) -> Figure | None:
    picture = likeness_chart(balance_of(found["outcomes"]["days"]))
    if picture is None:
        return None
    table = table_of(picture.headings, picture.rows, "How far the groups differ, in standard deviations")
    return Figure(picture.title, reverse("studies_chart", args=[asked.pk]), picture.summary, table, SOURCE)


def people(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show who is on one side of the latest run, or left out of it, each with what they are counted as."""
    viewer, asked = viewer_of(request), _study(request, study_id)
    run = next(iter(list_runs_of(viewer, asked)), None)
    if run is None:
        return redirect("studies_study", asked.pk)
    side = request.GET.get("side", "")
    side = side if side in SIDES else SIDES[0]
    try:
        followed = list_followed(viewer, run, side)
    except SchemeChangedError as changed:
        messages.error(request, str(changed))
        return redirect("studies_study", asked.pk)
    page = Paginator(followed, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [row.person_id for row in page], today())
    disclosing(request, [each.public_id for each in records.values()], subject=f"insight_study_run:{run.pk}")
    address = reverse("studies_people", args=[asked.pk])
    shown = {
        "study": asked,
        "run_words": run_words(run),
        "title": SIDE_WORDS[side],
        "is_left_out": side == "left_out",
        "still_counts": still_counts(run.found, side, [row.because for row in followed]),
        "tabs": [Link(words, f"{address}?side={name}") for name, words in SIDE_WORDS.items()],
        "table": followed_table(side, list(page), records, asked),
        "pages": pages_of(page, request.GET),
        "total": page.paginator.count,
    }
    return render(request, "studies/people.html", shown)


def chart(request: HttpRequest, study_id: int) -> HttpResponse:
    viewer, asked = viewer_of(request), _study(request, study_id)
    latest: StudyRun | None = next(iter(list_runs_of(viewer, asked)), None)
    found = found_for(viewer, latest, today()) if latest else None
    picture = likeness_chart(balance_of(found["outcomes"]["days"])) if found else None
    if picture is None:
        return redirect("studies_study", asked.pk)
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def run(request: HttpRequest, study_id: int) -> HttpResponse:
    """Queue a run on what is known today, and show how far it has got."""
    viewer, asked = viewer_of(request), _study(request, study_id)
    job = enqueue(
        RUN_STUDY,
        organisation=get_organisation(viewer.organisation),
        arguments={"study": asked.pk, "known_on": today().isoformat()},
        by=viewer.actor,
        at=now(),
        key=f"insight.study:{asked.pk}",
    )
    back = reverse("studies_study", args=[asked.pk])
    return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': back})}")


def _study(request: HttpRequest, study_id: int) -> Study:
    try:
        return get_study(viewer_of(request), study_id)
    except StudyNotFoundError:
        raise Http404 from None
