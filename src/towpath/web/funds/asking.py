"""Ask for money for a young person on a phone: what for, what else would pay, and only then how much and why."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.caseload.queries import find_plan
from towpath.clock import now
from towpath.funds.actions import ask_again, ask_support
from towpath.funds.lists import support_lists
from towpath.funds.queries import list_kinds_to_ask, list_pots_to_ask
from towpath.people.queries import leader_of
from towpath.rules.funds import pounds
from towpath.web.forms.form import VersionedForm
from towpath.web.funds.forms import AskForm
from towpath.web.funds.one_question import question
from towpath.web.funds.presenters import what_for
from towpath.web.funds.requests import request_of
from towpath.web.people.reading import Subject, subject_of


def ask(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask what it is for, and then the rest; the first answer is in the address, so that the way back works."""
    subject = subject_of(request, person_id)
    payable, lists = list_kinds_to_ask(subject.viewer, subject.on), support_lists(subject.viewer.organisation_id)
    offered = {code: one for code, one in lists.kinds.items() if one.is_offered and code in payable}
    kind = request.GET.get("kind", "")
    if kind not in offered:
        where = reverse("people_support_ask", args=[subject.record.public_id])
        kinds = [(each.words, f"{where}?kind={code}") for code, each in offered.items()]
        return render(request, "funds/kinds.html", {"bar": subject.bar, "kinds": kinds})
    pots, plan = _pots(subject, kind), find_plan(subject.viewer, subject.record.id, subject.on)
    form = AskForm(request.POST or None, kind=kind, lists=lists, pots=_pot_choices(pots), has_plan=plan is not None)

    def act(given: dict[str, Any]) -> str:
        ask_support(
            person=leader_of(subject.viewer, person_id, subject.on),
            user=request.user,  # type: ignore[arg-type]
            **_asked(form, given, kind, pots, plan),
            by=subject.viewer.actor,
            at=now(),
        )
        return f"{pounds(given['pence'])} is asked for. Somebody else decides."

    return question(
        request, form, act, title=offered[kind].words, button="Ask for it", template="funds/ask.html",
        back=reverse("people_support", args=[subject.record.public_id]), back_words="Support so far", bar=subject.bar,
    )  # fmt: skip


def change(request: HttpRequest, support_request_id: int) -> HttpResponse:
    """Show what was sent back with what was missing, to be changed and asked again."""
    row = request_of(request, support_request_id)
    subject = subject_of(request, row.person.public_id)
    if request.method == "GET" and (row.state != "sent_back" or row.asked_by_id != subject.viewer.user_id):
        messages.warning(request, "Only whoever asked can change this, once it is sent back.")
        return redirect("funds_request", row.pk)
    lists = support_lists(subject.viewer.organisation_id)
    pots, plan = _pots(subject, row.kind), find_plan(subject.viewer, subject.record.id, subject.on)
    form = AskForm(
        request.POST or None,
        kind=row.kind,
        lists=lists,
        pots=_pot_choices(pots),
        has_plan=plan is not None,
        initial=_filled(row),
    )

    def act(given: dict[str, Any]) -> str:
        ask_again(
            request=row,
            version=form.seen_version(),
            user=request.user,  # type: ignore[arg-type]
            **_asked(form, given, row.kind, pots, plan),
            by=subject.viewer.actor,
            at=now(),
        )
        return f"{pounds(given['pence'])} is asked for again. Somebody else decides."

    return question(
        request, form, act, title=what_for(row, lists), button="Ask again", template="funds/ask.html",
        back=reverse("funds_request", args=[row.pk]), back_words=f"Request {row.pk}", bar=subject.bar,
        sent_back=row.sent_back_words,
    )  # fmt: skip


def _pots(subject: Subject, kind: str) -> Mapping[str, tuple[Any, int]]:
    return {str(pot.pk): (pot, left) for pot, left in list_pots_to_ask(subject.viewer, kind, subject.on)}


def _pot_choices(pots: Mapping[str, tuple[Any, int]]) -> list[tuple[str, str]]:
    return [(key, f"{pot.name}: {pounds(left)} left") for key, (pot, left) in pots.items()]


def _asked(
    form: VersionedForm, given: dict[str, Any], kind: str, pots: Mapping[str, tuple[Any, int]], plan: Any
) -> dict[str, Any]:
    assert isinstance(form, AskForm)
    return {
        "pot": pots[given["pot"]][0],
        "kind": kind,
        "pence": given["pence"],
        "why": given["why"],
        "checks": form.checks(),
        "plan": plan if given.get("is_planned") else None,
    }


def _filled(row: Any) -> dict[str, Any]:
    found = {f"found_{code}": each.get("found", "") for code, each in row.checks.items()}
    words = {f"words_{code}": each.get("words", "") for code, each in row.checks.items()}
    said = {"pence": f"{row.pence / 100:.2f}", "why": row.why, "pot": str(row.pot_id), "is_planned": bool(row.plan_id)}
    return {**found, **words, **said, "version": row.version}
