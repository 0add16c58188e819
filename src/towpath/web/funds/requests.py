"""Requests: what waits, one request, one young person's support so far, and a receipt."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import today
from towpath.files.actions import FileRemovedError, open_kept
from towpath.files.store import FileDamagedError
from towpath.funds.lists import support_lists
from towpath.funds.queries import (
    RequestNotFoundError,
    balances_of,
    count_waiting,
    get_request,
    list_open_of_own,
    list_receipts_owed,
    list_requests,
    list_requests_to_decide,
    list_requests_to_pay,
    list_support_of,
    pence_paid,
)
from towpath.people.queries import list_records
from towpath.rules.funds import AVAILABLE, pounds
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import VersionedForm
from towpath.web.funds.presenters import actions_of, asked_facts, requests_table, state_tag, step_facts, sum_facts
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import by_any_id, subject_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 25
LISTS: dict[str, tuple[str, Any]] = {
    "decide": ("To decide", list_requests_to_decide),
    "mine": ("Asked by me", list_open_of_own),
    "pay": ("To pay", list_requests_to_pay),
    "receipt": ("Receipts to come", list_receipts_owed),
    "all": ("All", list_requests),
}


def requests(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, or another list that they choose."""
    viewer, on = viewer_of(request), today()
    decides, counts = viewer.may("funds.approve"), count_waiting(viewer, on)
    offered = [show for show in LISTS if decides or show != "decide"]
    show = request.GET.get("show", "")
    show = show if show in offered else offered[0]
    words, listed = LISTS[show]
    page = Paginator(listed(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    people = by_any_id(list_records(viewer, [each.person_id for each in page], on).values())
    disclosing(request, {record.public_id for record in people.values()})
    shown = {
        "table": requests_table(list(page), people, support_lists(viewer.organisation_id), on, words),
        "tabs": [Link(_tab_words(each, counts), f"{reverse('funds_requests')}?show={each}") for each in offered],
        "current": _tab_words(show, counts),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
    }
    return render(request, "funds/requests.html", shown)


def _tab_words(show: str, counts: Any) -> str:
    words, _ = LISTS[show]
    return f"{words} ({counts[show]})" if show in counts else words


def one(request: HttpRequest, support_request_id: int) -> HttpResponse:
    row = request_of(request, support_request_id)
    subject = subject_of(request, row.person.public_id)
    viewer, on = subject.viewer, subject.on
    left = balances_of(viewer, row.pot)[AVAILABLE]
    is_own = row.asked_by_id == viewer.user_id
    may_decide = viewer.may("funds.approve") and row.state == "asked"
    shown = {
        "bar": subject.bar,
        "row": row,
        "state": state_tag(row, on),
        "asked": asked_facts(row, pence_paid(viewer, [row.pk], on).get(row.pk), support_lists(viewer.organisation_id)),
        "steps": step_facts(row, on),
        "actions": actions_of(viewer, row),
        "approves": may_decide and not is_own and row.pence <= left,
        "is_short": may_decide and row.pence > left,
        "is_own": may_decide and is_own,
        "amount": pounds(row.pence),
        "left": pounds(left),
        "left_after": pounds(max(left - row.pence, 0)),
        "form": VersionedForm(initial={"version": row.version}),
    }
    return render(request, "funds/request.html", shown)


def of_person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what one young person was given so far."""
    subject = subject_of(request, person_id)
    rows = list(list_support_of(subject.viewer, subject.record.id, subject.on))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "bar": subject.bar,
        "sums": sum_facts(rows, pence_paid(subject.viewer, [each.pk for each in rows], subject.on)),
        "table": requests_table(
            list(page), None, support_lists(subject.viewer.organisation_id), subject.on, "What was asked for"
        ),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
    }
    return render(request, "funds/person.html", shown)


def receipt(request: HttpRequest, support_request_id: int) -> HttpResponseBase:
    """Let whoever may see the request open its receipt; the log is told first."""
    row = request_of(request, support_request_id)
    disclosing(request, [row.person.public_id], subject=f"funds_support_request:{row.pk}")
    if row.receipt is None:
        return redirect("funds_request", row.pk)
    try:
        content = open_kept(row.receipt)
    except (FileRemovedError, FileDamagedError):
        raise Http404("The receipt is not here any more.") from None
    return FileResponse(content, as_attachment=True, filename=row.receipt.original_name)


def request_of(request: HttpRequest, support_request_id: int) -> Any:
    """
    Return a request for a young person whom the viewer may see.

    :raises Http404: there is none
    """
    try:
        return get_request(viewer_of(request), support_request_id, today())
    except RequestNotFoundError:
        raise Http404("No such request in this council.") from None
