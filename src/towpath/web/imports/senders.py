"""The sender board: who owes us which list by when, and whose it is to chase."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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


def board(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    owed = list_expected(viewer, on)
    is_senders = request.GET.get("show") == "senders"
    page = Paginator(list_senders(viewer) if is_senders else owed, PAGE).get_page(request.GET.get("page"))
    can_load = viewer.may("imports.load")
    table = senders_table(page, can_load=can_load) if is_senders else board_table(page, on, can_load=can_load)
    shown = {
        "table": table if page.paginator.count else None,
        "pages": pages_of(page, request.GET),
        "late": sum(each.is_late for each in owed),
        "is_senders": is_senders,
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
