"""What can be asked about needs and barriers."""

from datetime import date

from django.db.models import F, QuerySet

from towpath.access.viewer import Viewer
from towpath.caseload.models import Barrier, NeedsAssessment
from towpath.caseload.queries.reach import records_of


class BarrierNotFoundError(LookupError):
    """There is no such open barrier of this person."""


def list_needs(viewer: Viewer, person_id: int, on: date) -> QuerySet[NeedsAssessment]:
    """Return every look at somebody's life that counts, the earliest first, with its scores."""
    rows = NeedsAssessment.objects.filter(
        organisation_id=viewer.organisation_id,
        person__in=records_of(viewer, person_id, on, "caseload.view"),
        withdrawn_at__isnull=True,
    )
    return rows.prefetch_related("scores").order_by("assessed_date", "pk")


def list_barriers(viewer: Viewer, person_id: int, on: date) -> QuerySet[Barrier]:
    """Return what stands or stood in somebody's way, what is open first, then the latest."""
    rows = Barrier.objects.filter(
        organisation_id=viewer.organisation_id, person__in=records_of(viewer, person_id, on, "caseload.view")
    )
    return rows.order_by(F("closed_date").desc(nulls_first=True), "-opened_date", "-pk")


def get_barrier(viewer: Viewer, person_id: int, barrier_id: int, on: date) -> Barrier:
    """
    Return one open barrier of a person.

    :raises BarrierNotFoundError: there is none, or it was closed
    """
    found = list_barriers(viewer, person_id, on).filter(pk=barrier_id, closed_date__isnull=True).first()
    if found is None:
        raise BarrierNotFoundError("There is no such open barrier here. It may have been closed already.")
    return found
