from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath import clock
from towpath.web.viewers import viewer_of


def today(request: HttpRequest) -> HttpResponse:
    """Show what is waiting; each area adds its own cards as it is built."""
    viewer = viewer_of(request)
    found = {"viewer": viewer, "today": clock.today(), "cards": [], "can_set_up": viewer.may("settings.change")}
    return render(request, "today/today.html", found)
