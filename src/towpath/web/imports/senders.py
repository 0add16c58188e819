"""The sender board: who owes us which list by when, and whose it is to chase."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from towpath.access.queries import list_roles
from towpath.clock import now, today
from towpath.imports.actions import add_sender, expect_list
from towpath.imports.formats import format_named
from towpath.imports.queries import SenderNotFoundError, get_sender, list_expected, list_senders
from towpath.organisation.queries import get_organisation
from towpath.provision.queries import get_establishment, list_establishments
from towpath.web.imports.board import board_table, senders_table
from towpath.web.imports.forms import AddSenderForm, ExpectForm
from towpath.web.parts import pages_of
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

PAGE = 50
OWED, CAME, SENDERS = "owed", "came", "senders"
TABS = {OWED: "Still owed", CAME: "Came", SENDERS: "Senders"}


def board(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    expected = list_expected(viewer, on)
    show = request.GET.get("show", "")
    tab = show if show in TABS else OWED
    # What came last is looked for first.
    came = [each for each in reversed(expected) if each.expected.batch_id]
    owed = [each for each in expected if not each.expected.batch_id]
    found: dict[str, Any] = {OWED: owed, CAME: came, SENDERS: list_senders(viewer)}
    page = Paginator(found[tab], PAGE).get_page(request.GET.get("page"))
    can_load = viewer.may("imports.load")
    table = senders_table(page, can_load=can_load) if tab == SENDERS else board_table(page, on, can_load=can_load)
    shown = {
        "table": table if page.paginator.count else None,
        "pages": pages_of(page, request.GET),
        "late": sum(each.is_late for each in owed),
        "tab": TABS[tab],
        "tabs": [{"text": words, "href": f"{reverse('imports_senders')}?show={name}"} for name, words in TABS.items()],
        "can_load": can_load,
    }
    return render(request, "imports/senders.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    places = [(str(each.pk), each.name) for each in list_establishments(viewer)]
    roles = list_roles(viewer).filter(ended_at__isnull=True, role__in=("tracking_officer", "data_lead", "manager"))
    owners = {str(role.user_id): role.user for role in roles}
    choices = [(key, user.name) for key, user in owners.items()]
    form = AddSenderForm(request.POST or None, places=places, owners=choices)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        sender = add_sender(
            organisation=get_organisation(viewer.organisation),
            # One name sends every list under one code, for the ledger knows a sender by it.
            code=slugify(asked["name"])[:64] or "sender",
            name=asked["name"],
            format_name=asked["format_name"],
            establishment=get_establishment(viewer, int(asked["establishment"])) if asked["establishment"] else None,
            owner=owners[asked["owner"]] if asked["owner"] else None,
            by=viewer.actor,
            at=now(),
        )
        messages.success(request, f"{sender.name} now sends: {format_named(sender.format).title}.")
        return redirect("imports_senders_expect", sender_id=sender.pk)
    return render(request, "imports/sender_add.html", {"form": form})


def expect(request: HttpRequest, sender_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        sender = get_sender(viewer, sender_id)
    except SenderNotFoundError as error:
        raise Http404("No such sender in this council.") from error
    form = ExpectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        due = form.cleaned_data["due_date"]
        expect_list(sender=sender, due_date=due, by=viewer.actor, at=now())
        messages.success(request, f"{sender.name}: a list is due by {date_in_words(due)}.")
        return redirect("imports_senders")
    shown = {"form": form, "sender": sender, "format": format_named(sender.format).title}
    return render(request, "imports/expect.html", shown)
