"""Panels: call one, its agenda, what is decided, who does what, and the minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.people.queries import organisation_of
from towpath.referrals.actions import (
    ReferralChangedError,
    ReferralRefusedError,
    add_to_agenda,
    call_panel,
    close_panel,
    give_action,
    record_decision,
)
from towpath.referrals.letters import shown
from towpath.referrals.queries import (
    get_panel,
    get_referral,
    list_actions,
    list_agenda,
    list_panels,
    list_staff,
    list_waiting,
)
from towpath.tasks.actions import TaskRefusedError, finish_task
from towpath.web.forms.question import question_page
from towpath.web.parts import Cell, Column, Link, Table, Tag, pages_of
from towpath.web.people.words import place_words
from towpath.web.referrals import forms
from towpath.web.referrals.presenters import name_of
from towpath.web.referrals.views import disclose_referrals, find_or_404
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date, time_in_words

A_PAGE = 25


def panels(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_panels(viewer), A_PAGE).get_page(request.GET.get("page"))
    rows: list[list[Cell]] = [
        [
            Link(panel.name, reverse("referrals_panel", args=[panel.pk])),
            time_in_words(panel.meets_at),
            Tag("Minutes agreed", "grey") if panel.closed_at else Tag("Open", "blue"),
        ]
        for panel in page
    ]
    columns = (Column("Panel", heading=True), Column("Meets"), Column("State"))
    table = Table("Panels, the latest first", columns, rows, cards=True)
    found = {"table": table, "place": place_words(page), "pages": pages_of(page, request.GET)}
    return render(request, "referrals/panels.html", found)


def call(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = forms.CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            panel = call_panel(
                organisation=organisation_of(viewer), name=form.cleaned_data["name"], meets_at=form.meets_at(),
                by=viewer.actor, at=now(),
            )  # fmt: skip
        except ReferralRefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("referrals_panel", panel.pk)
    found = {"form": form, "title": "Call a panel", "button": "Call it", "lead": ""}
    return render(request, "referrals/form.html", found | {"back": reverse("referrals_panels")})


def panel(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Show the agenda with what was decided and who does what by when; then the minutes."""
    viewer, row = viewer_of(request), _panel(request, panel_id)
    items = list_agenda(viewer, row)
    disclose_referrals(request, [item.referral for item in items])
    to_do = list_actions(viewer, items)
    shown_items = [
        {
            "id": item.pk,
            "name": name_of(item.referral),
            "href": reverse("referrals_one", args=[item.referral_id]),
            "reference": shown(item.referral.reference),
            "decision": item.decision,
            "actions": [
                {
                    "id": task.pk,
                    "words": f"{task.words}: {task.owner.name if task.owner else 'a team'}, "
                    f"by {short_date(task.due_date)}",
                    "state": "" if task.state == "open" else task.state,
                }
                for task in to_do[item.pk]
            ],
        }
        for item in items
    ]
    found = {"panel": row, "meets": time_in_words(row.meets_at), "items": shown_items, "is_open": row.closed_at is None}
    return render(request, "referrals/panel.html", found)


def add(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Put a referral that waits for something on the agenda."""
    viewer, row = viewer_of(request), _panel(request, panel_id)
    there = {item.referral_id for item in list_agenda(viewer, row)}
    waiting = [each.referral for each in list_waiting(viewer, today()) if each.referral.pk not in there]
    disclose_referrals(request, waiting)
    choices = [(str(each.pk), f"{name_of(each)}, {shown(each.reference)}") for each in waiting]
    form = forms.AgendaForm(request.POST or None, choices={"referral": choices})

    def act() -> str:
        referral = get_referral(viewer, int(form.cleaned_data["referral"]))
        add_to_agenda(panel=row, referral=referral, by=viewer.actor, at=now())
        return "It is on the agenda."

    return _asking(request, row, form, act, title="Put a referral on the agenda", button="Add")


def decide(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    viewer, item = viewer_of(request), _item(request, panel_id, item_id)
    form = forms.DecideForm(request.POST or None, initial={"version": item.version, "decision": item.decision})

    def act() -> str:
        decision = form.cleaned_data["decision"]
        record_decision(item=item, version=form.seen_version(), decision=decision, by=viewer.actor, at=now())
        return "The decision is saved."

    title = f"What was decided about {shown(item.referral.reference)}?"
    return _asking(request, item.panel, form, act, title=title, button="Save", saved={"decision": item.decision})


def action(request: HttpRequest, panel_id: int, item_id: int) -> HttpResponse:
    """Give somebody something to do; it waits among their tasks on Today."""
    viewer, item, on = viewer_of(request), _item(request, panel_id, item_id), today()
    staff = list_staff(viewer, on)
    form = forms.ActionForm(
        request.POST or None,
        initial={"due_date": forms.a_week_after(on)},
        choices={"owner": [("", "Choose one"), *((each.public_id, each.name) for each in staff)]},
    )

    def act() -> str:
        given = form.cleaned_data
        owner = next(each for each in staff if each.public_id == given["owner"])
        words = f"{given['words']} ({shown(item.referral.reference)})"
        give_action(item=item, words=words, owner=owner, due_date=given["due_date"], by=viewer.actor, at=now())
        return f"{owner.name} has it to do."

    title = f"Give an action about {shown(item.referral.reference)}"
    return _asking(request, item.panel, form, act, title=title, button="Give it")


def done(request: HttpRequest, panel_id: int, item_id: int, action_id: int) -> HttpResponse:
    """Tick an action off, its minutes agreed or not: one about a referral not yet accepted is on nobody's record."""
    viewer, item = viewer_of(request), _item(request, panel_id, item_id)
    task = next((each for each in list_actions(viewer, [item])[item.pk] if each.pk == action_id), None)
    if task is None:
        raise Http404("There is no such action of this item.")
    try:
        finish_task(task=task, by=viewer.actor, at=now())
    except TaskRefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Ticked off.")
    return redirect("referrals_panel", panel_id)


def close(request: HttpRequest, panel_id: int) -> HttpResponse:
    viewer, row = viewer_of(request), _panel(request, panel_id)
    form = forms.CloseForm(request.POST or None, initial={"version": row.version})

    def act() -> str:
        told = {name: form.cleaned_data[name] for name in ("attended", "minutes")}
        close_panel(panel=row, version=form.seen_version(), by=viewer.actor, at=now(), **told)
        return "The minutes are agreed. Nothing more can be added."

    return _asking(request, row, form, act, title="Agree the minutes", button="Agree the minutes")


def _asking(
    request: HttpRequest, row: Any, form: Any, act: Callable[[], str], *, title: str, button: str,
    saved: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    if not getattr(request, "has_disclosed", False):
        disclose_referrals(request, [item.referral for item in list_agenda(viewer_of(request), row)])
    back = reverse("referrals_panel", args=[row.pk])
    return question_page(
        request, form, act, template="referrals/form.html", onward=back,
        shown={"title": title, "button": button, "back": back, "lead": ""},
        refused=(ReferralRefusedError, TaskRefusedError), changed=ReferralChangedError, saved=saved,
    )  # fmt: skip


def _panel(request: HttpRequest, panel_id: int) -> Any:
    return find_or_404(viewer_of(request), get_panel, panel_id)


def _item(request: HttpRequest, panel_id: int, item_id: int) -> Any:
    agenda = list_agenda(viewer_of(request), _panel(request, panel_id))
    item = next((each for each in agenda if each.pk == item_id), None)
    if item is None:
        raise Http404("There is no such item on this agenda.")
    return item
