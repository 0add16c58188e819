"""Decide about a request, pay it, keep its receipt, and take money back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from towpath.clock import now, today
from towpath.funds.actions import (
    FundsRefusedError,
    approve_support,
    keep_receipt,
    pay_support,
    refuse_support,
    send_back_support,
    take_back,
)
from towpath.funds.lists import support_lists
from towpath.funds.queries import balances_of, pence_paid
from towpath.rules.funds import AVAILABLE, pounds
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.funds.forms import BecauseForm, PayForm, ReceiptForm
from towpath.web.funds.one_question import question
from towpath.web.funds.presenters import asked_facts
from towpath.web.funds.requests import request_of
from towpath.web.people.reading import subject_of
from towpath.web.viewers import viewer_of


def approve(request: HttpRequest, support_request_id: int) -> HttpResponse:
    """Approve what was asked, as it was shown; a refusal is told on the request's own page."""
    viewer, row = viewer_of(request), request_of(request, support_request_id)
    subject_of(request, row.person.public_id)
    try:
        approve_support(
            request=row,
            version=VersionedForm(request.POST).seen_version(),
            user=request.user,  # type: ignore[arg-type]
            by=viewer.actor,
            at=now(),
        )
    except FundsRefusedError as error:
        messages.error(request, str(error))
    else:
        left = balances_of(viewer, row.pot)[AVAILABLE]
        messages.success(request, f"{pounds(row.pence)} is promised. {pounds(left)} is left in {row.pot.name}.")
    return redirect("funds_request", row.pk)


def refuse(request: HttpRequest, support_request_id: int) -> HttpResponse:
    form = BecauseForm(request.POST or None, label="Why not? Whoever asked reads this.")

    def act(given: dict[str, Any], how: dict[str, Any]) -> str:
        refuse_support(because=given["because"], **how)
        return "It is refused. Whoever asked finds your reason here."

    return _ask(request, support_request_id, form, act, ("asked", "sent_back"), title="Refuse it", button="Refuse")


def send_back(request: HttpRequest, support_request_id: int) -> HttpResponse:
    form = BecauseForm(request.POST or None, label="What is missing? Whoever asked reads this.")

    def act(given: dict[str, Any], how: dict[str, Any]) -> str:
        send_back_support(words=given["because"], **how)
        return "It is sent back. Whoever asked finds it under “Asked by me”."

    return _ask(request, support_request_id, form, act, ("asked",), title="Send it back", button="Send it back")


def pay(request: HttpRequest, support_request_id: int) -> HttpResponse:
    row, on = request_of(request, support_request_id), today()
    form = PayForm(request.POST or None, on=on, initial={"pence": f"{row.pence / 100:.2f}", "paid_date": on})

    def act(given: dict[str, Any], how: dict[str, Any]) -> str:
        pay_support(**given, **how)
        return f"{pounds(given['pence'])} is recorded as paid. Add the receipt when you have it."

    return _ask(request, support_request_id, form, act, ("approved",), title="Record the payment", button="Save")


def reverse_money(request: HttpRequest, support_request_id: int) -> HttpResponse:
    form = BecauseForm(request.POST or None, label="Why is the money taken back?")

    def act(given: dict[str, Any], how: dict[str, Any]) -> str:
        take_back(because=given["because"], **how)
        return "The money is back in the pot. The statement shows both ways."

    return _ask(
        request, support_request_id, form, act, ("approved", "paid"), title="Take the money back", button="Take it back"
    )


def receipt_add(request: HttpRequest, support_request_id: int) -> HttpResponse:
    form = ReceiptForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any], how: dict[str, Any]) -> str:
        file = given["receipt"]
        keep_receipt(
            request=how["request"], content=file, name=file.name, user=how["user"], by=how["by"], at=how["at"]
        )  # fmt: skip
        return "The receipt is kept."

    return _ask(request, support_request_id, form, act, ("paid",), title="Add the receipt", button="Keep it")


def _ask(
    request: HttpRequest,
    support_request_id: int,
    form: Form,
    act: Callable[[dict[str, Any], dict[str, Any]], str],
    states: tuple[str, ...],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    """Ask about one request beside what it says now; `act` is given the answers, and which request, who and when."""
    row = request_of(request, support_request_id)
    subject = subject_of(request, row.person.public_id)
    if request.method == "GET" and row.state not in states:
        messages.warning(request, "This has moved on meanwhile. Look at how far it has got.")
        return redirect("funds_request", row.pk)
    how: dict[str, Any] = {"request": row, "user": request.user, "by": subject.viewer.actor, "at": now()}
    if isinstance(form, VersionedForm):
        form.initial["version"], how["version"] = row.version, form.seen_version()
    return question(
        request, form, lambda given: act(given, how), title=title, button=button,
        back=reverse("funds_request", args=[row.pk]), back_words=f"Request {row.pk}",
        facts=asked_facts(
            row, pence_paid(subject.viewer, [row.pk], subject.on).get(row.pk), support_lists(row.organisation_id)
        ),
        bar=subject.bar,
    )  # fmt: skip
