"""Keeping the directory by hand: whose entry it is, what it says, taking it out and putting it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.applications.queries import count_waiting_on
from towpath.clock import now, today
from towpath.people.queries import organisation_of
from towpath.provision.actions import (
    OpeningChangedError,
    OpeningRefusedError,
    add_opening,
    change_opening,
    close_opening,
    record_establishments,
    reopen_opening,
)
from towpath.provision.openings import OpeningFacts, facts_held
from towpath.provision.queries import EstablishmentNotFoundError, get_establishment, list_establishments
from towpath.web.directory.forms import EntryForm, ProviderForm, answers_of, provider_facts, saved_words
from towpath.web.directory.views import found_opening
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import VersionedForm
from towpath.web.viewers import viewer_of

MOST_SHOWN = 25
LONGEST_SEARCH = 100
SOURCE = "page:directory"


def whose(request: HttpRequest) -> HttpResponse:
    """Find who offers what is to be added."""
    name = request.GET.get("name", "").strip()[:LONGEST_SEARCH]
    places = list_establishments(viewer_of(request)).filter(name__icontains=name) if name else None
    shown = {
        "name": name,
        "places": list(places[:MOST_SHOWN]) if places is not None else [],
        "count": places.count() if places is not None else 0,
        "most": MOST_SHOWN,
    }
    return render(request, "directory/whose.html", shown)


def add_provider(request: HttpRequest) -> HttpResponse:
    """Add a provider whom no list has told us of, and go on to what they offer."""
    viewer = viewer_of(request)
    form = ProviderForm(request.POST or None, initial={"name": request.GET.get("name", "")[:LONGEST_SEARCH]})
    if request.method == "POST" and form.is_valid():
        facts = provider_facts(form.cleaned_data)
        [recorded] = record_establishments(
            organisation=organisation_of(viewer), incoming=[facts], source=SOURCE, by=viewer.actor, at=now()
        )
        if recorded.establishment_id is not None:
            return redirect("directory_add_for", recorded.establishment_id)
        form.add_error(None, recorded.words)
    return render(request, "directory/provider.html", {"form": form})


def add(request: HttpRequest, establishment_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        place = get_establishment(viewer, establishment_id)
    except EstablishmentNotFoundError:
        raise Http404("No such provider in this council.") from None
    form = EntryForm(request.POST or None, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            opening = add_opening(
                organisation=organisation_of(viewer),
                facts=form.facts(OpeningFacts(establishment_id=place.pk, title="")),
                checked_date=form.cleaned_data["checked_date"],
                by=viewer.actor,
                at=now(),
            )
        except OpeningRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{opening.title} is in the directory.")
            return redirect("directory_opening", opening.pk)
    shown = {"form": form, "title": "Add to the directory", "place": place, "back": reverse("directory_add")}
    return render(request, "directory/entry.html", shown)


def change(request: HttpRequest, opening_id: int) -> HttpResponse:
    viewer, opening, on = viewer_of(request), found_opening(request, opening_id), today()
    back = reverse("directory_opening", args=[opening_id])
    if opening.withdrawn_at is not None:
        messages.warning(request, "It is out of the directory. Put it back before you change it.")
        return redirect(back)
    form = EntryForm(request.POST or None, initial={**answers_of(opening), "version": opening.version}, on=on)
    if request.method == "POST" and form.is_behind(opening.version):
        return conflict_page(request, form, saved=saved_words(opening, on), version=opening.version, back=back)
    if request.method == "POST" and form.is_valid():
        try:
            change_opening(
                opening=opening,
                version=opening.version,
                facts=form.facts(facts_held(opening)),
                checked_date=form.cleaned_data["checked_date"],
                by=viewer.actor,
                at=now(),
            )
        except (OpeningChangedError, OpeningRefusedError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect(back)
    shown = {"form": form, "title": "Change an entry", "place": opening.establishment, "back": back}
    return render(request, "directory/entry.html", shown)


def close(request: HttpRequest, opening_id: int) -> HttpResponse:
    """Take an entry out of the directory, having seen how many young people are on their way to it."""
    viewer, opening = viewer_of(request), found_opening(request, opening_id)
    form = VersionedForm(request.POST or None, initial={"version": opening.version})
    if request.method == "POST":
        try:
            if form.is_behind(opening.version):
                raise OpeningChangedError
            close_opening(opening=opening, version=opening.version, by=viewer.actor, at=now())
        except OpeningChangedError:
            messages.warning(request, "Somebody changed this entry while you looked at it. Read it again.")
        else:
            messages.success(request, f"{opening.title} is out of the directory.")
        return redirect("directory_opening", opening_id)
    shown = {"form": form, "opening": opening, "waiting": count_waiting_on(viewer, opening.pk, today())}
    return render(request, "directory/close.html", shown)


def reopen(request: HttpRequest, opening_id: int) -> HttpResponse:
    viewer, opening, form = viewer_of(request), found_opening(request, opening_id), VersionedForm(request.POST)
    try:
        if form.is_behind(opening.version):
            raise OpeningChangedError("Somebody changed this entry while you looked at it. Read it again.")
        reopen_opening(opening=opening, version=opening.version, by=viewer.actor, at=now())
    except (OpeningChangedError, OpeningRefusedError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{opening.title} is in the directory again. Check that what it says is still so.")
    return redirect("directory_opening", opening_id)
