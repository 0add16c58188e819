"""The council's half: opening the lists of a scoring, giving a confirmed list to advisers, and scoring once more."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.caseload.actions import CaseRefusedError, allocate_cases
from towpath.caseload.queries import list_advisers, list_cases_of
from towpath.clock import now, today
from towpath.jobs.actions import enqueue
from towpath.people.queries import PersonRecord, leader_of, list_records, organisation_of
from towpath.risk.actions import ListRefusedError, open_lists
from towpath.risk.jobs import RECOMPUTE
from towpath.risk.queries import (
    ListNotFoundError,
    Run,
    RunNotFoundError,
    find_latest_run,
    find_round,
    get_run,
    get_standing,
    list_confirmed,
    list_runs,
)
from towpath.web.disclosure import disclosing
from towpath.web.parts import Column, Link, Table
from towpath.web.people_links import person_link
from towpath.web.schools.forms import AllocateForm, DueForm
from towpath.web.schools.presenters import NO_SCHOOL
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural

A_PAGE = 50


def open_(request: HttpRequest) -> HttpResponse:
    """Open a list for each school from the latest scoring."""
    viewer, on = viewer_of(request), today()
    run = find_latest_run(viewer)
    if run is None:
        messages.warning(request, "Nobody has been scored yet. Score the pupils first.")
        return redirect("schools")
    form = DueForm(request.POST or None, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_lists(run=run, due_date=form.cleaned_data["due_date"], by=viewer.actor, at=now())
        except ListRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{plural(len(opened), 'list')} opened. Tell the schools that theirs is ready.")
            return redirect("schools")
    return render(request, "schools/open.html", {"form": form, "as_at": date_in_words(run.as_at_date)})


def allocate(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give those of a signed list to one adviser; whoever has a case already stays with theirs."""
    viewer, on = viewer_of(request), today()
    try:
        standing = get_standing(viewer, list_id, on)
    except ListNotFoundError as error:
        raise Http404(str(error)) from None
    if standing.signed is None:
        messages.warning(request, "This list is not signed off yet, so nobody on it is confirmed.")
        return redirect("schools_list", list_id)
    confirmed = [line.person_id for line in list_confirmed(viewer, standing.school_list, on)]
    records = list_records(viewer, confirmed, on)
    disclosing(request, [one.public_id for one in records.values()], subject=f"risk_school_list:{list_id}")
    cases = list_cases_of(viewer, confirmed, on)
    free = sorted(
        (records[each] for each in confirmed if each in records and each not in cases),
        key=lambda one: (one.shown_name, one.id),
    )
    place = standing.school_list.establishment
    name = place.name if place else NO_SCHOOL
    staff = list_advisers(viewer, on)
    form = AllocateForm(
        request.POST or None,
        pupils=[(one.public_id, one.shown_name or "Name not recorded") for one in _known(free, records, request)],
        staff=[(each.public_id, each.name) for each in staff],
        on=on,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            came = allocate_cases(
                people=[leader_of(viewer, each, on) for each in given["pupils"]],
                adviser=next(each for each in staff if each.public_id == given["adviser"]),
                level_of_need=given["level_of_need"],
                because=f"On the school list of {name}, signed off on {date_in_words(standing.signed.signed_at)}",
                next_step=form.next_step(),
                by=viewer.actor,
                at=now(),
            )
        except CaseRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{plural(len(came.opened), 'case')} opened.")
            if came.left:
                has = "has a case already and stays" if len(came.left) == 1 else "have cases already and stay"
                messages.warning(request, f"{len(came.left)} of those ticked {has} with their adviser.")
            return redirect("schools_allocate", list_id)
    taken = [
        (person_link(records[each].shown_name, records[each].public_id), cases[each].adviser.name)
        for each in confirmed
        if each in cases and each in records
    ]
    columns = (Column("Young person", heading=True), Column("Adviser"))
    shown = {
        "name": name,
        "list_id": list_id,
        "form": form,
        "free": len(free),
        "confirmed": len(confirmed),
        "table": Table("Already with an adviser", columns, taken, cards=True),
    }
    return render(request, "schools/allocate.html", shown)


def _known(
    free: Sequence[PersonRecord], records: Mapping[int, PersonRecord], request: HttpRequest
) -> Sequence[PersonRecord]:
    """Return who may be ticked: the free; on sending everybody confirmed, for one may have got a case meanwhile."""
    if request.method != "POST":
        return free
    return sorted(records.values(), key=lambda one: (one.shown_name, one.id))


def runs(request: HttpRequest) -> HttpResponse:
    """Show every scoring, and let whoever answers for the scheme work one out again."""
    viewer = viewer_of(request)
    current = find_round(viewer)
    found = [_shown(run, current) for run in list_runs(viewer)[:A_PAGE]]
    return render(request, "schools/runs.html", {"runs": found, "may_recompute": viewer.may("risk.set_scheme")})


def _shown(run: Run, current: Run | None) -> dict[str, object]:
    return {
        "id": run.pk,
        "as_at": run.as_at_date,
        "scheme": run.scheme_name,
        "words": f"{plural(run.people, 'pupil')} looked at; {run.limited} not scored because sharing is limited, "
        f"{run.objected} because somebody objected.",
        "digest": run.result_digest[:12],
        "is_current": current is not None and current.pk == run.pk,
    }


def recompute(request: HttpRequest, risk_run_id: int) -> HttpResponse:
    """Queue the working out of one run again, and show what comes of it."""
    viewer = viewer_of(request)
    try:
        run = get_run(viewer, risk_run_id)
    except RunNotFoundError as error:
        raise Http404(str(error)) from None
    job = enqueue(
        RECOMPUTE,
        organisation=organisation_of(viewer),
        arguments={"run": run.pk},
        by=viewer.actor,
        at=now(),
        key=f"risk.recompute:{run.pk}",
    )
    return redirect(f"{reverse('work', args=[job.pk])}?{urlencode({'next': reverse('schools_runs')})}")


def links_of(request: HttpRequest) -> list[Link]:
    """Return where else the page of school lists leads, for whoever may go there."""
    viewer = viewer_of(request)
    ways = (
        ("Scorings", "schools_runs", "risk.view"),
        ("Objections", "objections", "risk.decide_objection"),
    )
    return [Link(words, reverse(name)) for words, name, leave in ways if viewer.may(leave)]
