"""What somebody is told whose decision was not taken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from towpath.clock import today
from towpath.people.queries import list_records
from towpath.web.viewers import viewer_of


def say_refused(request: HttpRequest, *, person_id: int, why: Exception) -> HttpResponse:
    """
    Say on the record of whom it is about why nothing was changed.

    Over whatever waits next it would seem to be said of somebody else.
    """
    messages.warning(request, f"Nothing was changed. {why}")
    [record] = list_records(viewer_of(request), [person_id], today()).values()
    return redirect("people_person", record.public_id)
