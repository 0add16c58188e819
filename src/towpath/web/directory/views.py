"""The directory of what young people can join: search it, read an entry, and say that it is still right."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.organisation.queries import settings_on
from towpath.people.queries import organisation_of
from towpath.provision.actions import OpeningChangedError, check_opening
from towpath.provision.queries import OpeningNotFoundError, get_opening, list_openings
from towpath.web.directory.forms import DirectoryForm
from towpath.web.directory.presenters import directory_table, opening_facts
from towpath.web.forms.form import VersionedForm
from towpath.web.parts import pages_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 25


def directory(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    form = DirectoryForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    level = given.get("level", "")
    stale_before = on - timedelta(days=stale_days(viewer))
    checked = given.get("checked", "")
    rows = list_openings(
        viewer,
        words=given.get("words", ""),
        place=given.get("place", ""),
        kind=given.get("kind", ""),
        level=int(level) if level else None,
        start_rule=given.get("start_rule", ""),
        checked_since=stale_before if checked == "fresh" else None,
        checked_before=stale_before if checked == "stale" else None,
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "count": page.paginator.count,
        "table": directory_table(page, on, stale_days(viewer)),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
        "can_add": viewer.may("directory.edit"),
        "is_narrowed": any(value for name, value in given.items() if name != "once"),
    }
    return render(request, "directory/directory.html", shown)


def opening(request: HttpRequest, opening_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), found_opening(request, opening_id)
    shown = {
        "opening": found,
        "facts": opening_facts(found, today(), stale_days(viewer)),
        "form": VersionedForm(initial={"version": found.version}),
        "can_keep": viewer.may("directory.edit"),
        "is_out": found.withdrawn_at is not None,
    }
    return render(request, "directory/opening.html", shown)


def check(request: HttpRequest, opening_id: int) -> HttpResponse:
    """Say that the provider has just confirmed an entry."""
    found, form = found_opening(request, opening_id), VersionedForm(request.POST)
    try:
        if form.is_behind(found.version):
            raise OpeningChangedError
        check_opening(opening=found, version=found.version, by=viewer_of(request).actor, at=now())
    except OpeningChangedError:
        messages.warning(request, "Somebody changed this entry while you looked at it. Read it again.")
    else:
        messages.success(request, "Saved: this entry was checked today.")
    return redirect("directory_opening", opening_id)


def stale_days(viewer: Viewer) -> int:
    """Return after how many days an unchecked entry is stale in the viewer's council."""
    return int(settings_on(organisation_of(viewer), today())["directory.stale_days"])


def found_opening(request: HttpRequest, opening_id: int) -> Any:
    """Return an entry of the viewer's council, out of the directory too; anything else is not found."""
    try:
        return get_opening(viewer_of(request), opening_id, withdrawn_too=True)
    except OpeningNotFoundError:
        raise Http404("No such entry in this council.") from None
