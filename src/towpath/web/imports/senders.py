"""The sender board: who owes us which list by when, and whose it is to chase."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from towpath.access import Viewer
from towpath.access.queries import list_roles, names_of_users
from towpath.clock import now, today
from towpath.imports.actions import add_sender, expect_list
from towpath.imports.actions.senders import (
    AlreadyAnsweredError,
    SenderTakenError,
    change_sender,
    resume_sender,
    stop_expecting,
    stop_sender,
)
from towpath.imports.formats import format_named
from towpath.imports.queries import (
    Sender,
    SenderNotFoundError,
    get_sender,
    list_expected,
    list_layouts,
    list_owed_by,
    list_senders,
)
from towpath.imports.sender_queries import list_chases
from towpath.organisation.queries import get_organisation
from towpath.provision.queries import get_establishment, list_establishments
from towpath.web.forms.conflict import conflict_page
from towpath.web.imports.board import answers_of, board_table, sender_in_words, senders_table, version_of
from towpath.web.imports.forms import AddSenderForm, ExpectForm, SenderForm, StopForm
from towpath.web.parts import Table, pages_of
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

PAGE = 50
OWED, CAME, SENDERS = "owed", "came", "senders"
CHASERS = ("tracking_officer", "data_lead", "manager")
TABS = {OWED: "Still owed", CAME: "Came", SENDERS: "Senders"}

Owners = Mapping[str, Any]
"""Colleagues by the key that a form sends."""


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
    table = senders_table(page, can_load=can_load) if tab == SENDERS else _board(viewer, page, on, can_load=can_load)
    shown = {
        "table": table if page.paginator.count else None,
        "pages": pages_of(page, request.GET),
        "late": sum(each.is_late for each in owed),
        "tab": TABS[tab],
        "tabs": [{"text": words, "href": f"{reverse('imports_senders')}?show={name}"} for name, words in TABS.items()],
        "can_load": can_load,
    }
    return render(request, "imports/senders.html", shown)


def _board(viewer: Viewer, page: Any, on: date, *, can_load: bool) -> Table:
    chases = {each.expected.pk: each for each in list_chases(viewer, on)}
    names = names_of_users(viewer, {each.last_by for each in chases.values() if each.last_by})
    return board_table(page, on, can_load=can_load, chases=chases, names=names)


def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    owners = _owners(viewer)
    form = AddSenderForm(request.POST or None, places=_places(viewer), owners=_named(owners))
    if request.method == "POST" and form.is_valid():
        name, asked = form.cleaned_data["name"], _asked(viewer, form, owners)
        sender = add_sender(
            organisation=get_organisation(viewer.organisation),
            # One name sends every list under one code, for the ledger knows a sender by it.
            code=slugify(name)[:64] or "sender",
            name=name,
            **asked,
            by=viewer.actor,
            at=now(),
        )
        if sender.is_active and _is_another(sender, form):
            form.add_error("name", f"{sender.name} is on the board with that list already. Change that one instead.")
            return render(request, "imports/sender_add.html", {"form": form, "there_already": sender})
        if not sender.is_active:
            change_sender(sender=sender, **asked, by=viewer.actor, at=now())
            resume_sender(sender=sender, by=viewer.actor, at=now())
        messages.success(request, f"{sender.name} now sends: {format_named(sender.format).title}.")
        return redirect("imports_senders_expect", sender_id=sender.pk)
    return render(request, "imports/sender_add.html", {"form": form, "there_already": None})


def change(request: HttpRequest, sender_id: int) -> HttpResponse:
    """Change which list a sender sends, whose it is to chase and where they are; and see what they owe."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    version, saved, owners = version_of(sender), sender_in_words(sender), _owners(viewer, sender.owner)
    initial = {**answers_of(sender), "version": version}
    form = SenderForm(request.POST or None, places=_places(viewer), owners=_named(owners), initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            return conflict_page(request, form, saved=saved, version=version, back=reverse("imports_senders"))
        try:
            change_sender(sender=sender, **_asked(viewer, form, owners), by=viewer.actor, at=now())
        except SenderTakenError as error:
            form.add_error("format_name", str(error))
        else:
            messages.success(request, f"{sender.name} is changed.")
            return redirect(f"{reverse('imports_senders')}?show={SENDERS}")
    shown = {"form": form, "sender": sender, "title": saved["format_name"], "owed": list_owed_by(viewer, sender)}
    shown["layouts"] = list_layouts(viewer, sender)
    return render(request, "imports/sender.html", shown)


def stop(request: HttpRequest, sender_id: int) -> HttpResponse:
    """Ask first, then expect nothing more of a sender."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stop_sender(sender=sender, by=viewer.actor, at=now())
        messages.success(request, f"{sender.name} is off the board. Lists that came are kept.")
        return redirect("imports_senders")
    shown = {
        "form": form,
        "sender": sender,
        "title": format_named(sender.format).title,
        "owed": list_owed_by(viewer, sender).count(),
    }
    return render(request, "imports/sender_stop.html", shown)


def expect_no_more(request: HttpRequest, sender_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    wanted = request.POST.get("expected", "")
    expected = list_owed_by(viewer, sender).filter(pk=wanted).first() if wanted.isdecimal() else None
    if expected is None:
        messages.warning(request, "That list has come, or nobody expects it any more.")
        return redirect("imports_senders_change", sender_id=sender.pk)
    try:
        stop_expecting(expected=expected, by=viewer.actor, at=now())
    except AlreadyAnsweredError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"The list due on {date_in_words(expected.due_date)} is not expected any more.")
    return redirect("imports_senders_change", sender_id=sender.pk)


def expect(request: HttpRequest, sender_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    form = ExpectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        due = form.cleaned_data["due_date"]
        expect_list(sender=sender, due_date=due, by=viewer.actor, at=now())
        messages.success(request, f"{sender.name}: a list is due by {date_in_words(due)}.")
        return redirect("imports_senders")
    shown = {"form": form, "sender": sender, "format": format_named(sender.format).title}
    return render(request, "imports/expect.html", shown)


def sender_of(request: HttpRequest, sender_id: int) -> Sender:
    """Return a sender of the viewer's own council; any other is not found."""
    try:
        return get_sender(viewer_of(request), sender_id)
    except SenderNotFoundError as error:
        raise Http404("No such sender in this council.") from error


def _asked(viewer: Viewer, form: SenderForm, owners: Owners) -> dict[str, Any]:
    """Return what the form says of a sender, as the actions take it."""
    given = form.cleaned_data
    return {
        "format_name": given["format_name"],
        "establishment": get_establishment(viewer, int(given["establishment"])) if given["establishment"] else None,
        "owner": owners[given["owner"]] if given["owner"] else None,
    }


def _is_another(sender: Sender, form: AddSenderForm) -> bool:
    """Return whether what is held of a sender is not what was just asked for: it was there before."""
    held = {"name": sender.name, **answers_of(sender)}
    return any(form.cleaned_data[name] != value for name, value in held.items())


def _places(viewer: Viewer) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in list_establishments(viewer)]


def _owners(viewer: Viewer, *also: Any) -> Owners:
    """Return the colleagues who may chase a list by their key, and whoever does so now, though they have left."""
    roles = list_roles(viewer).filter(ended_at__isnull=True, role__in=CHASERS)
    return {str(user.pk): user for user in (*(role.user for role in roles), *filter(None, also))}


def _named(owners: Owners) -> list[tuple[str, str]]:
    return [(key, user.name) for key, user in owners.items()]
