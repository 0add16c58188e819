"""What is due to be deleted, and what is held back."""

from datetime import date

from django.db.models import F, QuerySet

from towpath.access.viewer import Viewer
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.privacy.keeping import DryRun, dry_run
from towpath.privacy.models import RecordHold

SAFEGUARDING = "safeguarding"


class HoldNotFoundError(LookupError):
    """There is no such hold for this viewer."""


def can_see_concerns(viewer: Viewer) -> bool:
    """Return whether a viewer may be told how many concerns there are."""
    return viewer.may("concern.read")


def get_dry_run(viewer: Viewer, on: date) -> DryRun | None:
    """Return what is due in the viewer's council; without the safeguarding category for all but its lead."""
    if not viewer.may("retention.view"):
        return None
    found = dry_run(organisation_of(viewer), on)
    if can_see_concerns(viewer):
        return found
    kept = tuple(each for each in found.categories if each.category.code != SAFEGUARDING)
    return DryRun(found.on, kept, found.people)


def list_holds(viewer: Viewer) -> QuerySet[RecordHold]:
    """Return the holds of the viewer's council, those that stand first, then the latest."""
    if not viewer.may("retention.view"):
        return RecordHold.objects.none()
    rows = RecordHold.objects.filter(organisation_id=viewer.organisation_id).select_related("person")
    return rows.order_by(F("lifted_at").desc(nulls_first=True), "-placed_at", "-pk")


def list_holds_of(viewer: Viewer, person_id: int) -> QuerySet[RecordHold]:
    """Return the holds on one person's record, merges resolved."""
    ids = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_holds(viewer).filter(person__in=ids)


def get_hold(viewer: Viewer, hold_id: int) -> RecordHold:
    """
    Return one hold.

    :raises HoldNotFoundError: there is none, or it is not for this viewer
    """
    found = list_holds(viewer).filter(pk=hold_id).first()
    if found is None:
        raise HoldNotFoundError("There is no such hold here.")
    return found
