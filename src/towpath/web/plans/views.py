"""A young person's plan: read it, write the next version, print their copy, plan the move, note what they agreed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access.queries import get_list
from towpath.caseload.actions import (
    PlanChangedError,
    PlanRefusedError,
    finish_step,
    record_agreement,
    write_plan,
    write_transition_plan,
)
from towpath.caseload.queries import (
    StepNotFoundError,
    find_agreement,
    find_plan,
    find_transition_plan,
    get_step,
    list_cases_of,
    list_plans,
    list_sayings,
    list_transition_plans,
)
from towpath.clock import now
from towpath.contact.lists import CHANNELS
from towpath.organisation.lists import offered
from towpath.people.queries import leader_of
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import VersionedForm, answers_of
from towpath.web.own.presenters import sayings_to_staff
from towpath.web.people.reading import Subject, staff_names, subject_of
from towpath.web.plans.forms import AgreementForm, MoveForm, PlanForm
from towpath.web.plans.presenters import agreement_words, move_facts, step_lines, steps_table, written_words
from towpath.web.plans.words import WHOSE_ON_THE_COPY


def plan(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    viewer, on, asked = subject.viewer, subject.on, subject.record.id
    staff = staff_names(viewer)
    plans, moves = list(list_plans(viewer, asked, on)), list(list_transition_plans(viewer, asked, on))
    shown = {
        "bar": subject.bar,
        "plan": plans[0] if plans else None,
        "steps": step_lines(plans[0], on) if plans else [],
        "written": written_words(plans[0], staff) if plans else "",
        "earlier": [(written_words(one, staff), one, steps_table(one, on)) for one in plans[1:]],
        "move": move_facts(moves[0]) if moves else [],
        "move_written": written_words(moves[0], staff) if moves else "",
        "earlier_moves": [(written_words(one, staff), move_facts(one)) for one in moves[1:]],
        "agreement": agreement_words(find_agreement(viewer, asked, on), staff, get_list(viewer, CHANNELS)),
        "sayings": sayings_to_staff(list_sayings(viewer, asked, on)),
        "may_write": viewer.may("caseload.work"),
    }
    return render(request, "plans/plan.html", shown)


def copy(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the copy that the young person takes away: their words and who does what, and nothing else of the record."""
    subject = subject_of(request, person_id)
    found = find_plan(subject.viewer, subject.record.id, subject.on)
    case = list_cases_of(subject.viewer, [subject.record.id], subject.on).get(subject.record.id)
    shown = {
        "bar": subject.bar,
        "plan": found,
        "steps": step_lines(found, subject.on, WHOSE_ON_THE_COPY),
        "adviser": case.adviser.name if case else "",
        "today": subject.on,
    }
    return render(request, "plans/copy.html", shown)


def write(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    before = find_plan(subject.viewer, subject.record.id, subject.on)
    number, held = (before.number, sorted(before.steps.all(), key=lambda one: one.position)) if before else (0, [])
    known = {"goal": before.goal, "our_view": before.our_view, "review_date": before.review_date} if before else {}
    shown = PlanForm(initial={"version": number, **known}, held=held, on=subject.on)
    form = shown.filled_with(request.POST) if request.method == "POST" else shown

    def act() -> None:
        given = form.cleaned_data
        write_plan(
            person=leader_of(subject.viewer, person_id, subject.on),
            number=number,
            goal=given["goal"],
            our_view=given["our_view"],
            review_date=given["review_date"],
            steps=form.steps(),
            owner=_owner(request, subject),
            by=subject.viewer.actor,
            at=now(),
        )

    words = "The plan is saved. Earlier versions can still be read."
    answer = _saved(request, subject, form, number, act, answers_of(shown) if before else {}, words)
    return answer or render(request, "plans/write.html", {"bar": subject.bar, "form": form, "is_first": before is None})


def move(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    before = find_transition_plan(subject.viewer, subject.record.id, subject.on)
    number = before.number if before else 0
    known: dict[str, Any] = {}
    if before:
        known = {name: getattr(before, name) for name in MoveForm.base_fields if hasattr(before, name)}
        known |= {check.kind: check.due_date for check in before.checks.all()}
    filled = {**known, "version": number}
    form = MoveForm(request.POST or None, initial=filled)

    def act() -> None:
        write_transition_plan(
            person=leader_of(subject.viewer, person_id, subject.on),
            number=number,
            move=form.move(),
            checks=form.checks(),
            owner=_owner(request, subject),
            by=subject.viewer.actor,
            at=now(),
        )

    saved = answers_of(MoveForm(initial=filled)) if before else {}
    answer = _saved(request, subject, form, number, act, saved, "The plan for the move is saved.")
    return answer or render(request, "plans/move.html", {"bar": subject.bar, "form": form})


def agreement(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note what somebody answered when asked to work together."""
    subject = subject_of(request, person_id)
    form = AgreementForm(request.POST or None, channels=offered(get_list(subject.viewer, CHANNELS)), on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("answer", "channel", "answered_date", "words")}
        person = leader_of(subject.viewer, person_id, subject.on)
        try:
            record_agreement(person=person, by=subject.viewer.actor, at=now(), **given)
        except PlanRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "What they answered is saved.")
            return redirect("plans", subject.record.public_id)
    return render(request, "plans/agreement.html", {"bar": subject.bar, "form": form})


def step_done(request: HttpRequest, person_id: str, step_id: int) -> HttpResponse:
    """Tick off a step of a plan; one ticked off already says so."""
    subject = subject_of(request, person_id)
    try:
        step = get_step(subject.viewer, subject.record.id, step_id, subject.on)
        finish_step(step=step, by=subject.viewer.actor, at=now())
    except (StepNotFoundError, PlanRefusedError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"Done: {step.words}")
    return redirect("plans", subject.record.public_id)


def _owner(request: HttpRequest, subject: Subject) -> Any:
    """Return whose tasks a plan gives: the case's adviser, or whoever writes where no case is open."""
    case = list_cases_of(subject.viewer, [subject.record.id], subject.on).get(subject.record.id)
    return case.adviser if case else request.user


def _saved(
    request: HttpRequest,
    subject: Subject,
    form: VersionedForm,
    number: int,
    act: Callable[[], None],
    saved: dict[str, str],
    words: str,
) -> HttpResponse | None:
    """Return where a sent form leads once it is saved, or the two versions beside each other; None to ask again."""
    if request.method != "POST" or not form.is_valid():
        return None
    back = reverse("plans", args=[subject.record.public_id])
    if form.is_behind(number):
        return conflict_page(request, form, saved=saved, version=number, back=back)
    try:
        act()
    except (PlanRefusedError, PlanChangedError) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, words)
    return redirect(back)
