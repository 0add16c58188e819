"""What is due to be deleted, and holds."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.clock import now, today
from towpath.people.queries import leader_of, list_records
from towpath.privacy.actions import HoldRefusedError, lift_hold, place_hold
from towpath.privacy.queries import HoldNotFoundError, get_dry_run, get_hold, list_holds, list_holds_of
from towpath.web.disclosure import disclosing
from towpath.web.held.forms import HoldForm, LiftForm
from towpath.web.held.presenters import categories_table, due_table, holds_table, name_of, reason_words
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of
from towpath.web.words import plural

A_PAGE = 25


def retention(request: HttpRequest) -> HttpResponse:
    """Show what is past its time today and what a hold keeps. Nothing is deleted by looking."""
    viewer, on = viewer_of(request), today()
    found = get_dry_run(viewer, on)
    if found is None:
        raise Http404("Nothing of this is for this viewer.")
    page = Paginator(found.people, A_PAGE).get_page(request.GET.get("page"))
    holds = Paginator(list_holds(viewer), A_PAGE).get_page(request.GET.get("holds"))
    records = list_records(viewer, [*(each.person_id for each in page), *(each.person_id for each in holds)], on)
    disclosing(request, [record.public_id for record in records.values()])
    by_id = by_any_id(records.values())
    shown = {
        "categories": categories_table(found),
        "due": due_table(list(page), by_id),
        "people": plural(len(found.people), "whole record is", "whole records are")
        if found.people
        else "No whole record is",
        "holds": holds_table(list(holds), by_id, staff_names(viewer)),
        "pages": pages_of(page, request.GET),
        "hold_pages": pages_of(holds, request.GET, name="holds", label="Pages of holds"),
        "hold_place": place_words(holds),
        "place": place_words(page),
        "can_choose": viewer.may("settings.change"),
    }
    return render(request, "held/retention.html", shown)


def hold(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask why a record must be kept."""
    subject = subject_of(request, person_id)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = leader_of(subject.viewer, person_id, subject.on)
        reason, words = form.cleaned_data["reason"], form.cleaned_data["words"]
        try:
            place_hold(person=person, reason=reason, words=words, by=subject.viewer.actor, at=now())
        except HoldRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Held. Nothing of this record is deleted until the hold is lifted.")
            return redirect("retention")
    standing = [each for each in list_holds_of(subject.viewer, subject.record.id) if each.lifted_at is None]
    shown = {"bar": subject.bar, "form": form, "standing": [reason_words(each.reason) for each in standing]}
    return render(request, "held/hold.html", shown)


def lift(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Ask why a hold is lifted."""
    viewer, on = viewer_of(request), today()
    try:
        found = get_hold(viewer, hold_id)
    except HoldNotFoundError as error:
        raise Http404(str(error)) from None
    records = by_any_id(list_records(viewer, [found.person_id], on).values())
    disclosing(request, [found.person.public_id])
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lift_hold(hold=found, because=form.cleaned_data["words"], by=viewer.actor, at=now())
        except HoldRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Lifted.")
            return redirect("retention")
    shown = {"form": form, "name": name_of(records.get(found.person_id)), "words": found.words}
    return render(request, "held/lift.html", shown | {"reason": reason_words(found.reason)})
