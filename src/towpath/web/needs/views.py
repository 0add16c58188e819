"""How things are for somebody: read it, ask again, open and close barriers, and find who could take the case."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access.queries import get_list
from towpath.caseload.actions import NeedsRefusedError, close_barrier, open_barrier, record_needs, withdraw_needs
from towpath.caseload.lists import BARRIER_CLOSINGS, BARRIERS, NEEDS, SKILLS
from towpath.caseload.queries import (
    BarrierNotFoundError,
    get_barrier,
    list_barriers,
    list_candidates,
    list_needs,
)
from towpath.clock import now
from towpath.organisation.lists import offered, words_of
from towpath.people.queries import leader_of
from towpath.web.needs.forms import BarrierForm, CloseBarrierForm, NeedsForm, WhoForm
from towpath.web.needs.presenters import (
    barriers_table,
    candidates_table,
    distance_figure,
    look_facts,
    look_title,
    opened_words,
    wanted_by,
)
from towpath.web.people.forms import StrikeOutForm
from towpath.web.people.reading import staff_names, subject_of


def needs(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    viewer, on, asked = subject.viewer, subject.on, subject.record.id
    looks, domains, staff = list(list_needs(viewer, asked, on)), get_list(viewer, NEEDS), staff_names(viewer)
    may_work = viewer.may("caseload.work")
    barriers = barriers_table(
        list(list_barriers(viewer, asked, on)),
        get_list(viewer, BARRIERS),
        get_list(viewer, BARRIER_CLOSINGS),
        subject.record.public_id,
        may_close=may_work,
    )
    titled = [(look_title(place, look, staff), look, look_facts(look, domains)) for place, look in enumerate(looks)]
    shown = {
        "bar": subject.bar,
        "figure": distance_figure(looks, domains),
        "looks": titled[::-1],
        "barriers": barriers,
        "may_work": may_work,
    }
    return render(request, "needs/needs.html", shown)


def record(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask how things are, strengths first."""
    subject = subject_of(request, person_id)
    form = NeedsForm(request.POST or None, domains=get_list(subject.viewer, NEEDS), on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("assessed_date", "strengths", "what_would_help")}
        person = leader_of(subject.viewer, person_id, subject.on)
        try:
            record_needs(person=person, scores=form.scores(), by=subject.viewer.actor, at=now(), **given)
        except NeedsRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "What you talked about is saved.")
            return redirect("needs", subject.record.public_id)
    return render(request, "needs/record.html", {"bar": subject.bar, "form": form})


def strike_out(request: HttpRequest, person_id: str) -> HttpResponse:
    """Strike out the latest look, which was a mistake."""
    subject = subject_of(request, person_id)
    latest = list_needs(subject.viewer, subject.record.id, subject.on).last()
    if latest is None:
        messages.warning(request, "There is nothing to strike out.")
        return redirect("needs", subject.record.public_id)
    form = StrikeOutForm(request.POST or None, initial={"version": latest.pk})
    if request.method == "POST" and form.is_valid():
        if form.is_behind(latest.pk):
            messages.warning(request, "Somebody recorded or struck out another meanwhile. Look again.")
            return redirect("needs", subject.record.public_id)
        try:
            because = form.cleaned_data["because"]
            withdraw_needs(assessment=latest, because=because, by=subject.viewer.actor, at=now())
        except NeedsRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Struck out. It counts for nothing now, and is kept.")
            return redirect("needs", subject.record.public_id)
    return render(request, "needs/strike_out.html", {"bar": subject.bar, "form": form, "latest": latest})


def barrier_open(request: HttpRequest, person_id: str) -> HttpResponse:
    """Say what stands in somebody's way."""
    subject = subject_of(request, person_id)
    form = BarrierForm(request.POST or None, choices=get_list(subject.viewer, BARRIERS), on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("code", "words", "opened_date")}
        try:
            open_barrier(
                person=leader_of(subject.viewer, person_id, subject.on), by=subject.viewer.actor, at=now(), **given
            )
        except NeedsRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The barrier is open.")
            return redirect("needs", subject.record.public_id)
    return render(request, "needs/barrier_open.html", {"bar": subject.bar, "form": form})


def barrier_close(request: HttpRequest, person_id: str, barrier_id: int) -> HttpResponse:
    """Say that something stands in the way no longer, and why."""
    subject = subject_of(request, person_id)
    try:
        barrier = get_barrier(subject.viewer, subject.record.id, barrier_id, subject.on)
    except BarrierNotFoundError as error:
        messages.warning(request, str(error))
        return redirect("needs", subject.record.public_id)
    reasons = get_list(subject.viewer, BARRIER_CLOSINGS)
    form = CloseBarrierForm(request.POST or None, choices=reasons, opened_date=barrier.opened_date, on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("because", "words", "closed_date")}
        try:
            close_barrier(barrier=barrier, by=subject.viewer.actor, at=now(), **given)
        except NeedsRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The barrier is closed.")
            return redirect("needs", subject.record.public_id)
    known = get_list(subject.viewer, BARRIERS)
    shown = {
        "bar": subject.bar,
        "form": form,
        "name": words_of(known, barrier.code, barrier.recorded_at),
        "since": opened_words(barrier.opened_date),
    }
    return render(request, "needs/barrier_close.html", shown)


def who(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show who could take a case that wants these skills; a person chooses."""
    subject = subject_of(request, person_id)
    skills = get_list(subject.viewer, SKILLS)
    suggested = wanted_by(list(list_barriers(subject.viewer, subject.record.id, subject.on)))
    form = WhoForm(
        request.GET if "asked" in request.GET else None, initial={"skill": suggested}, choices=offered(skills)
    )
    if form.is_bound and not form.is_valid():
        raise Http404("There is no such skill.")
    wanted = form.cleaned_data["skill"] if form.is_bound else suggested
    table = candidates_table(list_candidates(subject.viewer, wanted, subject.on), skills)
    return render(request, "needs/who.html", {"bar": subject.bar, "form": form, "table": table, "wanted": wanted})
