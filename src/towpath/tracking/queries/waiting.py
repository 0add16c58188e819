"""What waits for a person's decision before it may enter the ledger."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.people.models import Person
from towpath.people.queries import living, visible_to
from towpath.tracking.models import Conflict, Proposal
from towpath.tracking.models.statement import Waiting

Row = TypeVar("Row", Conflict, Proposal)

OF_A_LIST = "import:"
"""What the source of whatever a list brought begins with."""


def list_conflicts(viewer: Viewer, on: date) -> QuerySet[Conflict]:
    """Return the open conflicts about the living whom the viewer may see, longest waiting first."""
    rows = _about(Conflict.objects.filter(state=Waiting.State.OPEN), viewer, on, living)
    related = ("person", "establishment", "contradicts", "contradicts__establishment")
    return rows.select_related(*related).order_by("received_at", "pk")


def list_proposals(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals about the living whom the viewer may see, longest waiting first."""
    rows = _about(Proposal.objects.filter(state=Waiting.State.OPEN), viewer, on, living)
    return rows.select_related("person", "establishment").order_by("received_at", "pk")


def list_proposals_of_lists(viewer: Viewer, on: date) -> QuerySet[Proposal]:
    """Return the open proposals that lists brought, as a government department's claims, longest waiting first."""
    return list_proposals(viewer, on).filter(source__startswith=OF_A_LIST)


def find_conflict(viewer: Viewer, conflict_id: int, on: date) -> Conflict | None:
    """Return a conflict about somebody whom the viewer may see, living or not, decided since or not."""
    return _about(Conflict.objects.filter(pk=conflict_id), viewer, on, _anybody).first()


def find_proposal_of_a_list(viewer: Viewer, proposal_id: int, on: date) -> Proposal | None:
    """Return what a list proposed of somebody whom the viewer may see, living or not, decided since or not."""
    rows = Proposal.objects.filter(pk=proposal_id, source__startswith=OF_A_LIST)
    return _about(rows, viewer, on, _anybody).first()


def _anybody(viewer: Viewer, on: date) -> QuerySet[Person]:
    return visible_to(viewer, on, merged_too=True)


def _about(
    rows: QuerySet[Row], viewer: Viewer, on: date, whom: Callable[[Viewer, date], QuerySet[Person]]
) -> QuerySet[Row]:
    """Return those of these rows that the viewer may decide, being of their council and about whom they may see."""
    if not viewer.may("status.resolve"):
        return rows.none()
    return rows.filter(organisation_id=viewer.organisation_id, person__in=whom(viewer, on).values("pk"))
