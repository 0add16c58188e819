"""The plans of programmes: see them, and as a manager make and change them and plan their runs."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.people.queries import organisation_of
from towpath.programmes.actions import (
    add_question,
    add_reason,
    add_stage,
    change_programme,
    change_stage,
    close_reason,
    make_programme,
    plan_run,
)
from towpath.programmes.queries import (
    ProgrammeNotFoundError,
    get_programme,
    get_stage,
    list_leads,
    list_programmes,
    list_reasons,
)
from towpath.web.forms.form import answers_of
from towpath.web.programmes.asking import Asking, ask, found
from towpath.web.programmes.forms import PlanForm, QuestionForm, ReasonForm, RunForm, StageForm
from towpath.web.programmes.presenters import conditions_facts, plans_table, reasons_table, stages_table
from towpath.web.programmes.words import REASON_USES
from towpath.web.viewers import viewer_of


def plans(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    shown = {"table": plans_table(list_programmes(viewer)), "may_plan": viewer.may("programmes.plan")}
    return render(request, "programmes/plans.html", shown)


def plan(request: HttpRequest, programme_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    programme = found(lambda: get_programme(viewer, programme_id))
    may_plan = viewer.may("programmes.plan")
    shown = {
        "programme": programme,
        "facts": conditions_facts(programme),
        "stages": stages_table(programme.stages.order_by("position"), may_change=may_plan),
        "questions": [one.words for one in programme.questions.order_by("position")],
        "may_plan": may_plan,
    }
    return render(request, "programmes/plan.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asking = Asking(
        title="Add a programme",
        button="Add the programme",
        done="The programme is added. Give it its stages next.",
        back=reverse("programmes_plans"),
        back_words="Programmes and their plans",
    )
    form = PlanForm(request.POST or None)
    council = organisation_of(viewer)

    def act(given: Any) -> object:
        return make_programme(organisation=council, asked=given.asked(), by=viewer.actor, at=now())

    return ask(request, form, act, asking)


def change(request: HttpRequest, programme_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    programme = found(lambda: get_programme(viewer, programme_id))
    names = [name for name in PlanForm.base_fields if name not in ("once", "version")]
    initial = {name: getattr(programme, name) for name in names} | {"version": programme.version}
    form = PlanForm(request.POST or None, initial=initial)
    done = "Saved. Runs already planned stay as they were."
    asking = replace(
        _on_plan(programme, f"Change {programme.name}", "Save", done), saved=answers_of(PlanForm(initial=initial))
    )

    def act(given: Any) -> None:
        version = given.seen_version()
        change_programme(programme=programme, version=version, asked=given.asked(), by=viewer.actor, at=now())

    return ask(request, form, act, asking)


def stage_add(request: HttpRequest, programme_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    programme = found(lambda: get_programme(viewer, programme_id))
    asking = _on_plan(programme, f"Add a stage to {programme.name}", "Add the stage", "The stage is added.")
    return ask(
        request,
        StageForm(request.POST or None),
        lambda given: add_stage(programme=programme, asked=given.asked(), by=viewer.actor, at=now()),  # type: ignore[attr-defined]
        asking,
    )


def stage_change(request: HttpRequest, stage_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    stage = found(lambda: get_stage(viewer, stage_id))
    names = [name for name in StageForm.base_fields if name not in ("once", "weekdays")]
    initial = {name: getattr(stage, name) for name in names} | {"weekdays": list(stage.weekdays)}
    initial["starts_time"] = f"{stage.starts_time:%H:%M}"
    asking = _on_plan(stage.programme, f"Change {stage.name}", "Save", "Saved. Runs already planned stay as they were.")
    return ask(
        request,
        StageForm(request.POST or None, initial=initial),
        lambda given: change_stage(stage=stage, asked=given.asked(), by=viewer.actor, at=now()),  # type: ignore[attr-defined]
        asking,
    )


def question_add(request: HttpRequest, programme_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    programme = found(lambda: get_programme(viewer, programme_id))
    asking = _on_plan(programme, "Add a question asked before and after", "Add the question", "The question is added.")

    def act(given: Any) -> object:
        words = {name: given.cleaned_data[name] for name in ("words", "short_words")}
        return add_question(programme=programme, **words, by=viewer.actor, at=now())

    return ask(request, QuestionForm(request.POST or None), act, asking)


def run_plan(request: HttpRequest, programme_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    programme = found(lambda: get_programme(viewer, programme_id))
    leads = {one.public_id: one for one in list_leads(viewer, on)}
    form = RunForm(request.POST or None, staff=[(key, one.name) for key, one in leads.items()])
    asking = Asking(
        title=f"Plan a run of {programme.name}",
        button="Plan the run",
        done="The run is planned, with a session on each of its days.",
        back=reverse("programmes_plan", args=[programme.pk]),
        back_words=programme.name,
        words=("Its stages and conditions are taken from the plan as it stands today. Bank holidays are left out.",),
        onward=reverse("programmes"),
    )

    def act(given: Any) -> object:
        told = {name: given.cleaned_data[name] for name in ("name", "start_date", "place_words", "places")}
        lead, staff = leads[given.cleaned_data["lead"]], [leads[key] for key in given.cleaned_data["staff"]]
        return plan_run(programme=programme, **told, lead=lead, staff=staff, by=viewer.actor, at=now())

    return ask(request, form, act, asking)


def reasons(request: HttpRequest) -> HttpResponse:
    """Show the council's own reasons, and add one."""
    viewer = viewer_of(request)
    form = ReasonForm(request.POST or None)
    council = organisation_of(viewer)
    asking = Asking(
        title="Reasons",
        button="Add the reason",
        done="The reason is added.",
        back=reverse("programmes_reasons"),
        back_words="Reasons",
    )

    def act(given: Any) -> object:
        told = {name: given.cleaned_data[name] for name in ("use", "words")}
        return add_reason(organisation=council, **told, by=viewer.actor, at=now())

    answer = ask(request, form, act, asking)
    if answer.status_code == 302:
        return answer
    lists = [(reasons_table(words, list_reasons(viewer, use))) for use, words in REASON_USES.items()]
    return render(request, "programmes/reasons.html", {"form": form, "lists": lists})


def reason_close(request: HttpRequest, reason_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    offered = [one for use in REASON_USES for one in list_reasons(viewer, use)]
    reason = next((one for one in offered if one.pk == reason_id), None)
    if reason is not None:
        close_reason(reason=reason, by=viewer.actor, at=now())
        return redirect("programmes_reasons")
    return found(_no_reason)


def _no_reason() -> HttpResponse:
    raise ProgrammeNotFoundError("There is no such reason here.")


def _on_plan(programme: Any, title: str, button: str, done: str) -> Asking:
    return Asking(
        title=title,
        button=button,
        done=done,
        back=reverse("programmes_plan", args=[programme.pk]),
        back_words=programme.name,
    )
