"""A manager reads every urgent look with its reason, and says whether it was right."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.clock import now, today
from towpath.people.queries import list_records
from towpath.privacy.actions import UrgentLookRefusedError, review_urgent_look
from towpath.privacy.queries import UrgentLookNotFoundError, get_urgent_look, list_urgent_looks, list_views
from towpath.web.disclosure import disclosing
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id, staff_names
from towpath.web.people.words import place_words
from towpath.web.urgent.forms import ReviewForm
from towpath.web.urgent.presenters import look_facts, looks_table, name_of
from towpath.web.viewers import viewer_of

A_PAGE = 25


def looks(request: HttpRequest) -> HttpResponse:
    """Show every look of the council, those that wait for a review first."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_urgent_looks(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [row.person_id for row in page], on)
    disclosing(request, [record.public_id for record in records.values()])
    table = looks_table(page, by_any_id(records.values()), staff_names(viewer), on)
    shown = {"table": table, "pages": pages_of(page, request.GET), "place": place_words(page)}
    return render(request, "urgent/looks.html", shown)


def review(request: HttpRequest, look_id: str) -> HttpResponse:
    """Show one look as it was asked for, with each time it was shown, and take what a manager makes of it."""
    viewer, on = viewer_of(request), today()
    try:
        found = get_urgent_look(viewer, look_id, on)
    except UrgentLookNotFoundError:
        raise Http404("There is no such look for this viewer.") from None
    records = by_any_id(list_records(viewer, [found.person_id], on).values())
    disclosing(request, {record.public_id for record in records.values()})
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("verdict", "words")}
        try:
            review_urgent_look(look=found, by=viewer.actor, at=now(), **given)
        except UrgentLookRefusedError as error:
            form.add_error("words", str(error))
        else:
            messages.success(request, "Reviewed.")
            return redirect("urgent")
    person = records.get(found.person_id)
    shown = {
        "name": name_of(person),
        "person_id": person.public_id if person else "",
        "look": found,
        "facts": look_facts(found, list(list_views(viewer, found)), staff_names(viewer)),
        "form": form,
    }
    return render(request, "urgent/look_review.html", shown)
