"""Ask to look at what one's role does not see, look at it while it is open, and close it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access import Viewer
from towpath.audit import Actor
from towpath.clock import now, today
from towpath.contact.queries import list_contacts
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.queries import PersonNotFoundError, leader_of, list_addresses, organisation_of
from towpath.privacy.actions import LookIsOpenError, UrgentLookRefusedError, close_urgent_look, open_urgent_look
from towpath.privacy.queries import UrgentLook, list_open_looks, looking
from towpath.rules.urgent_looks import doors_for
from towpath.web.disclosure import disclosing
from towpath.web.people.amending import words_for
from towpath.web.people.reading import subject_of
from towpath.web.urgent.forms import LookForm
from towpath.web.urgent.presenters import clock_in_words, opened_of, standing_open
from towpath.web.viewers import viewer_of


def ask(request: HttpRequest, person_id: str) -> HttpResponse:
    """Say what is logged and who reads it, then ask what must be seen and why."""
    subject = subject_of(request, person_id)
    viewer, at = subject.viewer, now()
    form = LookForm(request.POST or None, doors=doors_for(viewer.role))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("door", "reason")}
        person = leader_of(viewer, person_id, subject.on)
        try:
            opened = open_urgent_look(person=person, by=viewer.actor, at=at, **given)
        except UrgentLookRefusedError as error:
            form.add_error("reason", str(error))
        except LookIsOpenError as held:
            messages.info(request, f"You have this open already, until {clock_in_words(held.look.until_at)}.")
            return redirect("people_urgent_look", subject.record.public_id)
        else:
            messages.success(request, f"Open until {clock_in_words(opened.until_at)}. A manager is asked to review it.")
            return redirect("people_urgent_look", subject.record.public_id)
    settings = settings_on(organisation_of(viewer), subject.on)
    shown = {
        "bar": subject.bar,
        "form": form,
        "minutes": settings["urgent.minutes"],
        "days": settings["urgent.review_days"],
        "front_door": str(settings["safeguarding.front_door"]),
        "open": standing_open(list_open_looks(viewer, subject.record.id, at)),
    }
    return render(request, "urgent/ask.html", shown)


def look(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what is open at this instant and nothing else of the record; each door is told to the log by itself."""
    viewer, at = viewer_of(request), now()
    leader, looks = _open_now(viewer, person_id, at)
    if not looks:
        messages.warning(request, "Nothing is open. What you opened has ended: say again why you need to see it.")
        return redirect("people_urgent", person_id)
    seeing = looking(viewer, leader, at)
    first, *rest = (f"privacy_urgent_look:{each.pk}" for each in looks)
    subject = subject_of(request, person_id, viewer=seeing, subject=first)
    for each in rest:
        disclosing(request, [subject.record.public_id], subject=each)
    opened = opened_of(
        looks,
        subject.record,
        addresses=list_addresses(seeing, leader, subject.on),
        notes=list_contacts(seeing, leader, subject.on),
        edition=standards_for(organisation_of(viewer)).edition_on(subject.on),
        words=words_for(viewer),
    )
    return render(request, "urgent/look.html", {"bar": subject.bar, "opened": opened})


def close(request: HttpRequest, person_id: str) -> HttpResponse:
    """Close everything of this person that is open to whoever asks."""
    viewer, at = viewer_of(request), now()
    _leader, looks = _open_now(viewer, person_id, at)
    closed = [_is_closed(each, by=viewer.actor, at=at) for each in looks]
    messages.success(request, "Closed." if any(closed) else "Nothing was open any more.")
    return redirect("people_person", person_id)


def _open_now(viewer: Viewer, person_id: str, at: datetime) -> tuple[int, list[UrgentLook]]:
    """
    Return the record that somebody goes by, and what the viewer holds open of it.

    :raises Http404: there is nobody of that id whom the viewer may see
    """
    try:
        leader = leader_of(viewer, person_id, today()).pk
    except PersonNotFoundError:
        raise Http404("No such person in this council.") from None
    return leader, list_open_looks(viewer, leader, at)


def _is_closed(held: UrgentLook, *, by: Actor, at: datetime) -> bool:
    try:
        close_urgent_look(look=held, by=by, at=at)
    except UrgentLookRefusedError:
        return False  # Another tab has closed it.
    return True
