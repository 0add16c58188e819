from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.clock import today
from towpath.web.setup.presenters import steps_for
from towpath.web.viewers import viewer_of


def setup(request: HttpRequest) -> HttpResponse:
    """Show what an empty installation still needs, each step with a link to where it is done."""
    steps = steps_for(viewer_of(request), today())
    done = sum(1 for step in steps if step.status is None)
    return render(request, "setup/setup.html", {"steps": steps, "done": done})
