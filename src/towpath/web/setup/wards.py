"""Which postcode lies in which ward: what the council's look-up says, another in its place, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.imports.ward_files import read_ward_file
from towpath.organisation.actions import AlreadyWithdrawnError, load_wards, withdraw_wards
from towpath.organisation.queries import current_wards, get_organisation, wards_of
from towpath.rules.wards import WardsRefusedError, wards_in_order, words_of_read
from towpath.web.parts import Column, Fact, Table
from towpath.web.people.reading import staff_names
from towpath.web.setup.forms import WardsForm
from towpath.web.viewers import viewer_of
from towpath.web.words import plural, short_date


def wards(request: HttpRequest) -> HttpResponse:
    """Show the look-up that speaks, with how many postcodes each ward has, and take another in its place."""
    viewer = viewer_of(request)
    organisation = get_organisation(viewer.organisation)
    form = WardsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = (given["names"].read(), given["names"].name) if given["names"] else None
        try:
            read = read_ward_file(given["file"].read(), given["file"].name, area=given["area"], names=names)
            kept = load_wards(organisation, read=read, file_name=given["file"].name, by=viewer.actor, at=now())
        except WardsRefusedError as refused:
            form.add_error("file", str(refused))
        else:
            done = f"{plural(kept.wards, 'ward')} and {plural(kept.postcodes, 'postcode')} are kept."
            messages.success(request, " ".join([done, *words_of_read(read)]))
            return redirect("setup_wards")
    held = current_wards(organisation)
    shown: dict[str, Any] = {"form": form, "held": held, "back": reverse("setup_settings")}
    if held is not None:
        names_of_staff = staff_names(viewer)
        shown["facts"] = [
            Fact("File", held.file_name),
            Fact("Loaded", short_date(held.recorded_at)),
            Fact("By", names_of_staff.get(held.recorded_by, "The command line")),
        ]
        rows = [
            (ward.name, ward.code or "Not given", count)
            for ward, count in wards_in_order((wards_of(organisation) or {}).values())
        ]
        columns = (Column("Ward", heading=True), Column("Code"), Column("Postcodes", numeric=True))
        shown["table"] = Table("Postcodes in each ward", columns, rows)
    return render(request, "setup/wards.html", shown)


def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back the look-up that speaks, so that the one before it does again, or none."""
    viewer = viewer_of(request)
    held = current_wards(get_organisation(viewer.organisation))
    # What stood on the page is what is taken back, so that a second press does not take the one before it too.
    if held is None or request.POST.get("lookup") != str(held.pk):
        messages.warning(request, "That look-up is taken back already. This is what holds now.")
        return redirect("setup_wards")
    try:
        withdraw_wards(held, by=viewer.actor, at=now())
    except AlreadyWithdrawnError as gone:
        messages.warning(request, str(gone))
    else:
        messages.success(request, f"{held.file_name} is taken back.")
    return redirect("setup_wards")
