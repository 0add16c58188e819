"""Pots: the list, a new one, one with its statement that adds up, and what its funder is told."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.files.actions import ReleaseRefusedError
from towpath.funds.actions import FundsRefusedError, agree_report, open_pot, release_report
from towpath.funds.lists import support_lists
from towpath.funds.queries import (
    PotNotFoundError,
    balances_of,
    count_waiting,
    get_pot,
    hidden_up_to,
    list_balances,
    list_movements,
    list_pots,
    show_released_spending,
    show_spending,
)
from towpath.insight.pictures import svg_of
from towpath.organisation.lists import offered
from towpath.organisation.queries import get_organisation
from towpath.web.funds.forms import AgreementForm, PotForm
from towpath.web.funds.one_question import question
from towpath.web.funds.presenters import (
    given_words,
    held_after,
    pot_chart,
    pot_facts,
    pot_figure,
    pots_table,
    spending_table,
    statement_table,
)
from towpath.web.parts import pages_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 20


def pots(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    shown = {
        "table": pots_table(list_pots(viewer), list_balances(viewer), on),
        "waiting": count_waiting(viewer, on),
        "decides": viewer.may("funds.approve"),
    }
    return render(request, "funds/pots.html", shown)


def open_one(request: HttpRequest) -> HttpResponse:
    """Ask about a new pot, and open it."""
    viewer = viewer_of(request)

    def act(given: dict[str, Any]) -> str:
        pot = open_pot(
            organisation=get_organisation(viewer.organisation),
            user=request.user,  # type: ignore[arg-type]
            by=viewer.actor,
            at=now(),
            **given,
        )
        return f"{pot.name} is open."

    form = PotForm(request.POST or None, kinds=offered(support_lists(viewer.organisation_id).kinds))
    return question(
        request, form, act, title="Open a pot", button="Open the pot", back=reverse("funds"),
        back_words="Support fund",
    )  # fmt: skip


def pot(request: HttpRequest, pot_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    found = _pot(viewer, pot_id)
    balances, movements = balances_of(viewer, found), list(list_movements(viewer, found))
    lists = support_lists(viewer.organisation_id)
    held = held_after(movements)
    paginator = Paginator(range(len(movements)), A_PAGE)
    page = paginator.get_page(request.GET.get("page") or paginator.num_pages)
    lines = slice(page.start_index() - 1, page.end_index())
    shown = {
        "pot": found,
        "facts": pot_facts(found, lists, on),
        "figure": pot_figure(found, balances),
        "statement": statement_table(movements[lines], held[lines], lists),
        # The database books each movement by itself; a statement that says otherwise must not be believed.
        "adds_up": bool(held) and held[-1] == balances,
        "given": given_words(balances),
        "spending": spending_table(show_spending(viewer, found), lists, "What it was spent on"),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
        "decides": viewer.may("funds.approve"),
    }
    return render(request, "funds/pot.html", shown)


def pot_picture(request: HttpRequest, pot_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _pot(viewer, pot_id)
    chart = pot_chart(balances_of(viewer, found))
    return HttpResponse(svg_of(chart, viewer.organisation), content_type="image/svg+xml")


def report(request: HttpRequest, pot_id: int) -> HttpResponse:
    """Show what the funder is told, small numbers hidden, before it goes."""
    viewer, on = viewer_of(request), today()
    found, lists = _pot(viewer, pot_id), support_lists(viewer.organisation_id)
    shown = {
        "pot": found,
        "table": spending_table(show_released_spending(viewer, found, on), lists, f"What {found.funder} is told"),
        "upper": hidden_up_to(viewer, on),
    }
    return render(request, "funds/report.html", shown)


def report_file(request: HttpRequest, pot_id: int) -> HttpResponseBase:
    """Let the report go, where an agreement with the funder lets it."""
    viewer = viewer_of(request)
    found = _pot(viewer, pot_id)
    try:
        content = release_report(
            pot=found,
            upper=hidden_up_to(viewer, today()),
            user=request.user,  # type: ignore[arg-type]
            by=viewer.actor,
            at=now(),
        )
    except (FundsRefusedError, ReleaseRefusedError) as error:
        messages.error(request, str(error))
        return redirect("funds_report", found.pk)
    name = f"support-fund-{found.pk}-{today().isoformat()}.csv"
    return FileResponse(content, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def agreement(request: HttpRequest, pot_id: int) -> HttpResponse:
    """Ask which agreement lets the funder have a report."""
    viewer = viewer_of(request)
    found = _pot(viewer, pot_id)

    def act(given: dict[str, Any]) -> str:
        agree_report(
            pot=found,
            agreement=given["agreement"],
            user=request.user,  # type: ignore[arg-type]
            by=viewer.actor,
            at=now(),
        )
        return "Saved." if given["agreement"] else "Saved: no report goes to the funder."

    return question(
        request, AgreementForm(request.POST or None, initial={"agreement": found.agreement}), act,
        title=f"What is agreed with {found.funder}?", button="Save", back=reverse("funds_report", args=[found.pk]),
        back_words="Report for the funder",
    )  # fmt: skip


def _pot(viewer: Viewer, pot_id: int) -> Any:
    try:
        return get_pot(viewer, pot_id)
    except PotNotFoundError:
        raise Http404("No such pot in this council.") from None
