"""The six-month improvement plan: target line against actual, actions, owners and days, on one page and one sheet."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from towpath.clock import now, today
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.insight.pictures import svg_of
from towpath.insight.plans.actions import ActionChangedError, PlanRefusedError, add_action, begin_plan, note_action
from towpath.insight.plans.paper import MEASURE_WORDS, STATE_WORDS, is_late, last_word, plan_chart, plan_page
from towpath.insight.plans.queries import (
    ImprovementAction,
    ImprovementPlan,
    PlanNotFoundError,
    follow_plan,
    get_plan,
    get_plan_action,
    list_action_notes,
    list_plan_actions,
    list_plans,
)
from towpath.people.queries import organisation_of
from towpath.rules.dates import add_months, month_end
from towpath.rules.improvement import TargetMonth
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.parts import Cell, Column, Event, Figure, Link, Table, Tag
from towpath.web.people.reading import staff_names
from towpath.web.rates.presenters import table_of
from towpath.web.rates.tabs import tabs_of_rates
from towpath.web.viewers import viewer_of
from towpath.web.words import month_in_words, short_date

OURS = "This council’s own records, small numbers hidden."
MONTHS_EITHER_WAY = 6
MET: Mapping[bool | None, Cell] = {
    None: "Not known",
    True: Tag("Met", "teal"),
    False: Tag("Above it", "orange"),
}
STATES = {
    "open": Tag("To do", "blue"),
    "done": Tag("Done", "teal"),
    "dropped": Tag("Dropped", "grey"),
}


class PlanForm(Form):
    """Which rate is to come down, from which month, from where and to where."""

    title = forms.CharField(label="What is the plan called?", max_length=120)
    measure = forms.ChoiceField(
        label="Which rate is to come down?", choices=list(MEASURE_WORDS.items()), widget=forms.RadioSelect
    )
    first_month = forms.ChoiceField(label="First of the six months", choices=())
    start_percent = forms.DecimalField(
        label="Where the rate stands before it, in %", max_digits=4, decimal_places=1, min_value=0, max_value=100
    )
    target_percent = forms.DecimalField(
        label="Where it is to be after six months, in %", max_digits=4, decimal_places=1, min_value=0, max_value=100
    )

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_month"].choices = [(end.isoformat(), month_in_words(end)) for end in months]  # type: ignore[attr-defined]


class ActionForm(Form):
    """One thing that will be done."""

    words = forms.CharField(label="What will be done?", max_length=200, help_text="Do not name young people.")
    owner = forms.CharField(label="Who sees to it?", max_length=80)
    due_date = DateField(label="By which day?", help_text="For example, 31 3 2026.")


class ProgressForm(VersionedForm):
    """How an action goes."""

    words = forms.CharField(
        label="How does it go?",
        help_text="Do not name young people.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    state = forms.ChoiceField(label="How does it stand?", choices=list(STATE_WORDS.items()), widget=forms.RadioSelect)
    due_date = DateField(label="By which day is it due now?")


def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, or say how to begin one."""
    viewer = viewer_of(request)
    columns = (
        Column("Plan", heading=True),
        Column("Rate"),
        Column("Six months from"),
        Column("From", numeric=True),
        Column("To", numeric=True),
    )
    rows = [
        (
            Link(each.title, reverse("rates_plan", args=[each.pk])),
            MEASURE_WORDS[each.measure],
            month_in_words(each.first_month),
            f"{each.start_percent}%",
            f"{each.target_percent}%",
        )
        for each in list_plans(viewer)
    ]
    table = Table("Improvement plans, the latest first", columns, rows, cards=True, caption_hidden=True)
    shown = {"tabs": tabs_of_rates(viewer), "table": table, "can_work": viewer.may("improvement.work")}
    return render(request, "rates/plans.html", shown)


def begin(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    months = [
        month_end(add_months(on.replace(day=1), place)) for place in range(-MONTHS_EITHER_WAY, MONTHS_EITHER_WAY + 1)
    ]
    first = month_end(add_months(on.replace(day=1), 1))
    form = PlanForm(
        request.POST or None, months=months, initial={"first_month": first.isoformat(), "measure": "combined"}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = begin_plan(
                organisation=organisation_of(viewer),
                title=given["title"],
                measure=given["measure"],
                first_month=date.fromisoformat(given["first_month"]),
                start_percent=Decimal(given["start_percent"]),
                target_percent=Decimal(given["target_percent"]),
                by=viewer.actor,
                at=now(),
            )
        except PlanRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("rates_plan", plan_id=made.pk)
    return render(request, "rates/plan_begin.html", {"form": form})


def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show a plan whole: the line, each month, and each action with its last word."""
    viewer, found, on = viewer_of(request), _plan(request, plan_id), today()
    months = follow_plan(viewer, found, on)
    picture = plan_chart(found, months)
    table = table_of(picture.headings, picture.rows, "Target and actual at each month’s end, in %")
    shown = {
        "plan": found,
        "measure": MEASURE_WORDS[found.measure],
        "figure": Figure(picture.title, reverse("rates_plan_chart", args=[found.pk]), picture.summary, table, OURS),
        "months": _months_table(months),
        "actions": _actions_table(list(list_plan_actions(viewer, found.pk)), on),
        "can_work": viewer.may("improvement.work"),
    }
    return render(request, "rates/plan.html", shown)


def _months_table(months: Sequence[TargetMonth]) -> Table:
    columns = (
        Column("Month", heading=True),
        Column("Target", numeric=True),
        Column("Actual", numeric=True),
        Column("Against the target"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            month_in_words(each.month_end),
            f"{each.target}%",
            "Not yet, or hidden" if each.actual is None else f"{each.actual}%",
            MET[each.is_met],
        )
        for each in months
    ]
    return Table("Month by month", columns, rows, cards=True)


def _actions_table(actions: Sequence[ImprovementAction], on: date) -> Table:
    columns = (
        Column("What", heading=True),
        Column("Who"),
        Column("By", whole=True),
        Column("How it stands"),
        Column("Last word"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            Link(each.words, reverse("rates_plan_action", args=[each.pk])),
            each.owner,
            short_date(each.due_date),
            Tag("Late", "red") if is_late(each, on) else STATES[each.state],
            last_word(each) or "Nothing yet",
        )
        for each in actions
    ]
    return Table("What is to be done", columns, rows, cards=True)


def chart(request: HttpRequest, plan_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _plan(request, plan_id)
    picture = plan_chart(found, follow_plan(viewer, found, today()))
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def sheet(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give a plan as one sheet of A4; it names no young person and its small numbers are hidden."""
    viewer, found, on = viewer_of(request), _plan(request, plan_id), today()
    page = plan_page(found, follow_plan(viewer, found, on), list(list_plan_actions(viewer, found.pk)), on)
    try:
        content = pdf_of(page)
    except NoPdfError as reason:
        messages.warning(request, str(reason))
        return redirect("rates_plan", plan_id=found.pk)
    name = f"improvement-plan-{found.first_month:%Y-%m}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _plan(request, plan_id)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {name: given[name] for name in ("words", "owner", "due_date")}
        try:
            add_action(plan=found, **told, by=viewer.actor, at=now())
        except PlanRefusedError as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, "The action is added.")
            return redirect("rates_plan", plan_id=found.pk)
    return render(request, "rates/plan_add.html", {"form": form, "plan": found})


def action(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Show how one action got on."""
    viewer, found = viewer_of(request), _action(request, plan_action_id)
    names = staff_names(viewer)
    events = [
        Event(
            title=STATE_WORDS[each.state],
            on=localdate(each.noted_at),
            by=names.get(each.noted_by, "a colleague"),
            text=each.words,
        )
        for each in list_action_notes(viewer, found.pk)
    ]
    shown = {"action": found, "plan": found.plan, "events": events, "can_work": viewer.may("improvement.work")}
    shown["stands"] = f"{STATE_WORDS[found.state]}, by {short_date(found.due_date)}. {found.owner} sees to it."
    return render(request, "rates/plan_action.html", shown)


def note(request: HttpRequest, plan_action_id: int) -> HttpResponse:
    """Write down how an action goes; whoever was slower is shown what the other wrote."""
    viewer, found = viewer_of(request), _action(request, plan_action_id)
    first = {"state": found.state, "due_date": found.due_date, "version": found.version}
    form = ProgressForm(request.POST or None, initial=first)
    back = reverse("rates_plan_action", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {name: given[name] for name in ("words", "state", "due_date")}
        try:
            note_action(action=found, version=form.seen_version(), **told, by=viewer.actor, at=now())
        except ActionChangedError as changed:
            saved = {"state": STATE_WORDS[changed.action.state], "due_date": short_date(changed.action.due_date)}
            return conflict_page(request, form, saved=saved, version=changed.action.version, back=back)
        messages.success(request, "Written down.")
        return redirect("rates_plan", plan_id=found.plan_id)
    return render(request, "rates/plan_note.html", {"form": form, "action": found, "plan": found.plan})


def _action(request: HttpRequest, plan_action_id: int) -> ImprovementAction:
    try:
        return get_plan_action(viewer_of(request), plan_action_id)
    except PlanNotFoundError:
        raise Http404("No such action in this council.") from None


def _plan(request: HttpRequest, plan_id: int) -> ImprovementPlan:
    try:
        return get_plan(viewer_of(request), plan_id)
    except PlanNotFoundError:
        raise Http404("No such plan in this council.") from None
