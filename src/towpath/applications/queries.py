"""What young people have applied for, as far as a viewer may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from towpath.access import Viewer
from towpath.applications.models import Application, Step
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.provision.queries import Offered
from towpath.rules.openings import Fit, Verdict, Wanted, fit

BEST_FIRST = (Verdict.CAN, Verdict.ASK_FIRST, Verdict.NEAR_MISS)


class ApplicationNotFoundError(LookupError):
    """There is no such application for this viewer."""


def list_applications(viewer: Viewer, on: date) -> QuerySet[Application]:
    """Return every application of whom the viewer may see, the latest first; nobody's to whoever may see none."""
    if not viewer.may("applications.view"):
        return Application.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Application.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    live = Step.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    related = rows.select_related("person", "opening", "opening__establishment", "proposal")
    return related.prefetch_related(Prefetch("steps", queryset=live)).order_by("-recorded_at", "-pk")


def list_applications_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[Application]:
    """Return the applications of one person, merges resolved, the latest first."""
    records = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_applications(viewer, on).filter(person__in=records)


def get_application(viewer: Viewer, person_id: int, application_id: int, on: date) -> Application:
    """
    Return one application of one person.

    :raises ApplicationNotFoundError: there is none that the viewer may see, or it is somebody else's
    """
    found = list_applications_of(viewer, person_id, on).filter(pk=application_id).first()
    if found is None:
        raise ApplicationNotFoundError("There is no such application here.")
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """An opening by its id, and whether it could take somebody."""

    opening_id: int
    fit: Fit


@dataclass(frozen=True, slots=True)
class Matches:
    """The openings that could take somebody or nearly, the best first, and how many were looked at."""

    found: tuple[Match, ...]
    looked_at: int

    def count(self, verdict: Verdict) -> int:
        """Return how many came to a verdict."""
        return sum(match.fit.verdict is verdict for match in self.found)


def match(offers: Iterable[Offered], wanted: Wanted) -> Matches:
    """Return what could take somebody: those that can, those to ask, then near misses, each in the order given."""
    sorted_out: dict[Verdict, list[Match]] = {verdict: [] for verdict in Verdict}
    looked_at = 0
    for each in offers:
        looked_at += 1
        came_to = fit(each.offer, wanted)
        if came_to.verdict is not Verdict.CANNOT:
            sorted_out[came_to.verdict].append(Match(each.opening_id, came_to))
    return Matches(tuple(one for verdict in BEST_FIRST for one in sorted_out[verdict]), looked_at)
