"""One page of everything that is assumed, for every figure that says so to link to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.clock import today
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.queries import organisation_of
from towpath.rules.dates import month_end
from towpath.standards.calendar import upload_window
from towpath.standards.risk import load_scheme
from towpath.web.standards.presenters import corrections_table, groups_of
from towpath.web.viewers import viewer_of


def assumed(request: HttpRequest) -> HttpResponse:
    organisation, on = organisation_of(viewer_of(request)), today()
    standards = standards_for(organisation)
    edition = standards.edition_on(on)
    scheme = load_scheme(str(settings_on(organisation, on)["risk.scheme"]))
    shown = {
        "edition": edition,
        "groups": groups_of(edition, upload_window(month_end(on)), scheme),
        "corrections": corrections_table([each for each in standards.corrections if each.in_force(on)]),
    }
    return render(request, "standards/assumed.html", shown)
