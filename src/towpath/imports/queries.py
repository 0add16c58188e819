"""What can be asked about lists: which came, and who owes us one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from towpath.access.viewer import Viewer
from towpath.imports.models import Batch, ExpectedList


class BatchNotFoundError(LookupError):
    """There is no such batch for this viewer."""


def list_batches(viewer: Viewer) -> QuerySet[Batch]:
    """Return the batches of the viewer's organisation, latest first; nothing for those who may not see imports."""
    if not viewer.may("imports.view"):
        return Batch.objects.none()
    rows = Batch.objects.filter(organisation_id=viewer.organisation_id).select_related("sender", "organisation", "file")
    return rows.order_by("-number")


def get_batch(viewer: Viewer, number: int) -> Batch:
    """
    Return one batch of the viewer's organisation.

    :raises BatchNotFoundError: there is none, or it is not for this viewer
    """
    batch = list_batches(viewer).filter(number=number).first()
    if batch is None:
        raise BatchNotFoundError(f"There is no batch {number} here.")
    return batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One line of the sender board: a list expected, whose it is to chase, and whether it came."""

    expected: ExpectedList
    is_late: bool


def list_expected(viewer: Viewer, on: date) -> list[Owed]:
    """Return the lists expected of active senders, those still owed first, the longest owed at the top. One query."""
    if not viewer.may("imports.view"):
        return []
    rows = ExpectedList.objects.filter(sender__organisation_id=viewer.organisation_id, sender__is_active=True)
    rows = rows.select_related("sender", "sender__owner", "sender__establishment", "batch")
    ordered = rows.order_by(F("answered_at").asc(nulls_first=True), "due_date", "sender__name", "id")
    return [Owed(expected=row, is_late=row.batch_id is None and row.due_date < on) for row in ordered]
