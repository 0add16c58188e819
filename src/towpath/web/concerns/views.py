"""Write down a worry about somebody's safety, add to one's own, and for the lead read and answer them all."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access import Viewer
from towpath.caseload.actions import ConcernRefusedError, add_to_concern, raise_concern
from towpath.caseload.queries import ConcernNotFoundError, get_concern, list_concerns, list_own_concerns
from towpath.clock import now, today
from towpath.organisation.queries import settings_on
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.web.concerns.forms import AddForm, ConcernForm, LeadForm
from towpath.web.concerns.presenters import (
    concern_facts,
    concerns_table,
    entries_for_writer,
    entries_of,
    own_choices,
)
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 25


def raise_(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask what was seen; above it stand the numbers to ring first, below it what the same person wrote before."""
    subject = subject_of(request, person_id)
    form = ConcernForm(request.POST or None, on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("words", "their_words", "seen_date", "told")}
        person = leader_of(subject.viewer, person_id, subject.on)
        try:
            raise_concern(person=person, by=subject.viewer.actor, at=now(), **given)
        except ConcernRefusedError as error:
            form.add_error(None, str(error))
        else:
            # The next page may be seen over a shoulder, so the message says nothing of what it was.
            messages.success(request, "Saved. Only you and the safeguarding lead can read it.")
            return redirect("concerns_raise", subject.record.public_id)
    staff = staff_names(subject.viewer)
    own = list(list_own_concerns(subject.viewer, subject.record.id, subject.on))
    shown = {
        "bar": subject.bar,
        "form": form,
        "front_door": _front_door(subject.viewer),
        "own": [(one, concern_facts(one, staff), entries_for_writer(one, subject.viewer.user, staff)) for one in own],
    }
    return render(request, "concerns/raise.html", shown)


def add(request: HttpRequest, person_id: str) -> HttpResponse:
    """Add to what one wrote oneself; what was written stays as it is."""
    subject = subject_of(request, person_id)
    own = {one.public_id: one for one in list_own_concerns(subject.viewer, subject.record.id, subject.on)}
    if not own:
        return redirect("concerns_raise", subject.record.public_id)
    form = AddForm(request.POST or None, own=own_choices(own.values()), initial={"concern": next(iter(own))})
    if request.method == "POST" and form.is_valid():
        concern, words = own[form.cleaned_data["concern"]], form.cleaned_data["words"]
        try:
            add_to_concern(concern=concern, kind="added", words=words, by=subject.viewer.actor, at=now())
        except ConcernRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Added.")
            return redirect("concerns_raise", subject.record.public_id)
    shown = {"bar": subject.bar, "form": form, "front_door": _front_door(subject.viewer)}
    return render(request, "concerns/add.html", shown)


def concerns(request: HttpRequest) -> HttpResponse:
    """Show the lead every concern, those that nobody has read first."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_concerns(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [row.person_id for row in page], on)
    disclosing(request, [record.public_id for record in records.values()])
    table = concerns_table(page, by_any_id(records.values()), staff_names(viewer))
    shown = {"table": table, "pages": pages_of(page, request.GET), "place": place_words(page)}
    return render(request, "concerns/concerns.html", shown)


def concern(request: HttpRequest, concern_id: str) -> HttpResponse:
    """Show the lead one concern as it was written, and take what is added to it."""
    viewer, on = viewer_of(request), today()
    try:
        found = get_concern(viewer, concern_id, on)
    except ConcernNotFoundError:
        raise Http404("There is no such concern for this viewer.") from None
    record = list_records(viewer, [found.person_id], on)[found.person_id]
    disclosing(request, [record.public_id])
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
        try:
            add_to_concern(concern=found, kind=kind, words=words, by=viewer.actor, at=now())
        except ConcernRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Added.")
            return redirect("concerns_one", concern_id)
    staff = staff_names(viewer)
    shown = {
        "name": record.shown_name or "Name not recorded",
        "person_id": record.public_id,
        "concern": found,
        "facts": concern_facts(found, staff),
        "entries": entries_of(found, staff),
        "form": form,
        "front_door": _front_door(viewer),
    }
    return render(request, "concerns/concern.html", shown)


def _front_door(viewer: Viewer) -> str:
    return str(settings_on(organisation_of(viewer), today())["safeguarding.front_door"])
