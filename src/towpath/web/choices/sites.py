"""Places where an agency, a college or an employer works: a list that a manager may change."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.provision.actions import ProvisionRefusedError, SiteChangedError, add_site, change_site
from towpath.provision.queries import find_establishments, list_establishments, list_every_site
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm, answers_of
from towpath.web.parts import Column, Link, Table, pages_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date

A_PAGE = 25
MOST_OFFERED = 300


def _name() -> forms.CharField:
    return forms.CharField(label="What is the place called?", help_text="For example, Lock Street hub.", max_length=200)


def _address() -> forms.CharField:
    return forms.CharField(label="Address (optional)", required=False, max_length=300)


def _postcode() -> forms.CharField:
    return forms.CharField(label="Postcode (optional)", required=False, max_length=8)


class SiteForm(Form):
    whose = forms.CharField(
        label="Whose place is it?",
        help_text="An organisation that the directory knows.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "organisations"}),
    )
    name, address, postcode = _name(), _address(), _postcode()


class ChangeSiteForm(VersionedForm):
    name, address, postcode = _name(), _address(), _postcode()
    closed_date = DateField(label="Its last day (optional)", help_text="Empty while it is open.", required=False)


def sites(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_every_site(viewer), A_PAGE).get_page(request.GET.get("page"))
    columns = (
        Column("Place", heading=True),
        Column("Whose"),
        Column("Where"),
        Column("Until", whole=True),
        Column("Change"),
    )
    rows = [
        (
            row.name,
            row.establishment.name,
            ", ".join(filter(None, (row.address, row.postcode))) or "Not recorded",
            short_date(row.closed_date) if row.closed_date else "Open",
            Link("Change", reverse("choices_site", args=[row.pk]), row.name),
        )
        for row in page
    ]
    shown = {"table": Table("Places", columns, rows, cards=True, caption_hidden=True), "has_rows": bool(rows)}
    shown |= {"pages": pages_of(page, request.GET), "place": place_words(page)}
    return render(request, "choices/sites.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    """Ask for another place of an organisation that is known."""
    viewer = viewer_of(request)
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        owner = find_establishments(viewer, names=[given["whose"]]).get(("name", given["whose"].casefold()))
        if owner is None:
            form.add_error(
                "whose", "We know no organisation of this name. It comes with the directory, or when it signs."
            )
        else:
            try:
                told = {name: given[name] for name in ("name", "address", "postcode")}
                add_site(establishment=owner, by=viewer.actor, at=now(), **told)
            except ProvisionRefusedError as error:
                form.add_error("name", str(error))
            else:
                messages.success(request, f"{given['name']} may be chosen now.")
                return redirect("choices_sites")
    names = [one.name for one in list_establishments(viewer)[:MOST_OFFERED]]
    return _page(request, form, "Add a place", organisations=names)


def change(request: HttpRequest, site_id: int) -> HttpResponse:
    """Say a place otherwise, or that it closed."""
    viewer = viewer_of(request)
    row = list_every_site(viewer).filter(pk=site_id).first()
    if row is None:
        raise Http404("No such place in this council.")
    form = ChangeSiteForm(request.POST or None, initial=_filled(row))
    if request.method == "POST":
        if form.is_behind(_stamp(row)):
            return _two_versions(request, form, row)
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("name", "address", "postcode", "closed_date")}
            try:
                change_site(site=row, by=viewer.actor, at=now(), **told)
            except SiteChangedError:
                return _two_versions(request, form, list_every_site(viewer).get(pk=site_id))
            except ProvisionRefusedError as error:
                form.add_error("name", str(error))
            else:
                messages.success(request, f"{told['name']} is saved.")
                return redirect("choices_sites")
    return _page(request, form, f"Change {row.name}")


def _page(request: HttpRequest, form: Form, title: str, **found: object) -> HttpResponse:
    shown = {"form": form, "title": title, "list": "Places", "back": reverse("choices_sites"), "organisations": ()}
    return render(request, "choices/site.html", shown | found)


def _filled(row: Any) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("name", "address", "postcode", "closed_date")}
    return said | {"version": _stamp(row)}


def _stamp(row: Any) -> str:
    """Return what stands for a place as it is: it has no versions of its own."""
    said = (row.name, row.address, row.postcode, row.closed_date)
    return sha256("\n".join(str(each) for each in said).encode()).hexdigest()[:32]


def _two_versions(request: HttpRequest, form: ChangeSiteForm, row: Any) -> HttpResponse:
    now_saved = ChangeSiteForm(None, initial=_filled(row))
    return conflict_page(request, form, saved=answers_of(now_saved), version=_stamp(row), back=reverse("choices_sites"))
