"""Those who died while the return still counts them: a person says so, and nothing is changed by itself."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.clock import now, today
from towpath.people.actions import say_death_in_return
from towpath.people.facts import FactsRefusedError
from towpath.people.queries import leader_of, list_deaths_to_say, list_records
from towpath.web.disclosure import disclosing
from towpath.web.people.reading import subject_of
from towpath.web.viewers import viewer_of

SOURCE = "page:deaths"


def deaths(request: HttpRequest) -> HttpResponse:
    """Show who died while their record in the return says otherwise."""
    viewer, on = viewer_of(request), today()
    days = list_deaths_to_say(viewer, on)
    records = list_records(viewer, list(days), on)
    disclosing(request, [each.public_id for each in records.values()], subject="deaths")
    people: Sequence[object] = [
        {"public_id": each.public_id, "name": each.shown_name or "Name not recorded", "day": days[each.id]}
        for each in records.values()
    ]
    return render(request, "desk/deaths.html", {"people": people, "on": on})


def say(request: HttpRequest, person_id: str) -> HttpResponse:
    """Say in the return that one of them has died."""
    subject = subject_of(request, person_id, subject="deaths")
    if subject.record.id not in list_deaths_to_say(subject.viewer, subject.on):
        messages.info(request, "Nothing was changed: the return says so already, or nobody recorded that they died.")
        return redirect("desk_deaths")
    person = leader_of(subject.viewer, subject.record.public_id, subject.on)
    try:
        say_death_in_return(person=person, source=SOURCE, by=subject.viewer.actor, at=now())
    except FactsRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The return says that they have died.")
    return redirect("desk_deaths")
