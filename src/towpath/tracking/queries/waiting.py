"""What waits for a person's decision before it may enter the ledger."""

from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.people.queries import living, visible_to
from towpath.tracking.models import Conflict, Proposal

OF_A_LIST = "import:"
"""What the source of whatever a list brought begins with."""


def list_conflicts(viewer: Viewer, on: date) -> QuerySet[Conflict]:
    """Return the open conflicts about the living whom the viewer may see, longest waiting first."""
    if not viewer.may("status.resolve"):
        return Conflict.objects.none()
    seen = living(viewer, on).values("pk")
    rows = Conflict.objects.filter(organisation_id=viewer.organisation_id, state=Conflict.State.OPEN, person__in=seen)
    related = ("person", "establishment", "contradicts", "contradicts__establishment")
    return rows.select_related(*related).order_by("received_at", "pk")


def list_proposals(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals about the living whom the viewer may see, longest waiting first."""
    rows = _proposals(viewer, on).filter(state=Proposal.State.OPEN, person__in=living(viewer, on).values("pk"))
    return rows.select_related("person", "establishment").order_by("received_at", "pk")


def list_proposals_of_lists(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals that lists brought, as a government department's claims, longest waiting first."""
    return list_proposals(viewer, on).filter(source__startswith=OF_A_LIST)


def is_proposal_of_a_list(viewer: Viewer, proposal_id: int, on: date) -> bool:
    """Return whether a list brought this proposal about somebody whom the viewer may see, decided since or not."""
    return _proposals(viewer, on).filter(pk=proposal_id, source__startswith=OF_A_LIST).exists()


def _proposals(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    if not viewer.may("status.resolve"):
        return Proposal.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    return Proposal.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
