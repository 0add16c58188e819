"""What waits for a person's decision before it may enter the ledger."""

from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.people.queries import visible_to
from towpath.tracking.models import Conflict, Proposal


def list_conflicts(viewer: Viewer, on: date) -> QuerySet[Conflict]:
    """Return the open conflicts about people whom the viewer may see, longest waiting first."""
    if not viewer.may("status.resolve"):
        return Conflict.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Conflict.objects.filter(organisation_id=viewer.organisation_id, state=Conflict.State.OPEN, person__in=seen)
    related = ("person", "establishment", "contradicts", "contradicts__establishment")
    return rows.select_related(*related).order_by("received_at", "pk")


def list_proposals(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals about people whom the viewer may see, longest waiting first."""
    if not viewer.may("status.resolve"):
        return Proposal.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Proposal.objects.filter(organisation_id=viewer.organisation_id, state=Proposal.State.OPEN, person__in=seen)
    return rows.select_related("person", "establishment").order_by("received_at", "pk")


def list_proposals_of_lists(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals that lists brought, as a government department's claims, longest waiting first."""
    return list_proposals(viewer, on).filter(source__startswith="import:")
