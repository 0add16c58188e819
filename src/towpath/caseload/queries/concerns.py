"""What can be asked about safeguarding concerns: all of them by the lead, and by anybody else their own words alone."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from towpath.access.viewer import Viewer
from towpath.caseload.models import Concern, ConcernEntry
from towpath.caseload.queries.reach import records_of
from towpath.people.among import among
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness


class ConcernNotFoundError(LookupError):
    """There is no such concern for this viewer; it is not said which of the two."""


def list_concerns(viewer: Viewer, on: date) -> QuerySet[Concern]:
    """Return every concern of the council for its safeguarding lead, what nobody has read first; to others, none."""
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Concern.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    if not viewer.may("concern.read"):
        rows = rows.none()
    rows = rows.annotate(is_read=_has(ConcernEntry.Kind.READ), is_closed=_has(ConcernEntry.Kind.CLOSED))
    return rows.select_related("person").order_by("is_closed", "is_read", "-recorded_at", "-pk")


def count_unread_concerns(viewer: Viewer, on: date) -> int:
    """Return how many concerns no lead has read yet."""
    return list_concerns(viewer, on).filter(~_has(ConcernEntry.Kind.READ)).count()


def get_concern(viewer: Viewer, public_id: str, on: date) -> Concern:
    """
    Return one concern with what was added to it, the earliest first.

    :raises ConcernNotFoundError: there is none, or it is not for this viewer
    """
    found = list_concerns(viewer, on).filter(public_id=public_id).prefetch_related("entries").first()
    if found is None:
        raise ConcernNotFoundError("There is no such concern here.")
    return found


def list_own_concerns(viewer: Viewer, person_id: int, on: date) -> QuerySet[Concern]:
    """Return what the viewer wrote about one person, the latest first; nobody else's, not even that there is one."""
    rows = Concern.objects.filter(
        organisation_id=viewer.organisation_id,
        person__in=records_of(viewer, person_id, on, "concern.raise"),
        recorded_by=viewer.user,
    )
    return rows.prefetch_related("entries").order_by("-recorded_at", "-pk")


def list_not_to_write_to(viewer: Viewer, person_ids: Collection[int], on: date) -> frozenset[int]:
    """
    Return about whom of these a concern is open, on whichever of their records, so that no message goes to them.

    It is for leaving them out and for nothing else: a page says why to those who may read concerns alone, and to others
    that somebody must look first, as it does of whoever is in custody. By the record they go by. Two queries.
    """
    if not viewer.may("messages.write"):
        return frozenset()
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = visible_to(viewer, on, merged_too=True).filter(pk__in=among(sameness.everyone)).values("pk")
    rows = Concern.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    is_open = ~_has(ConcernEntry.Kind.CLOSED)
    return frozenset(sameness.leading(each) for each in rows.filter(is_open).values_list("person_id", flat=True))


def _has(kind: str) -> Exists:
    return Exists(ConcernEntry.objects.filter(concern=OuterRef("pk"), kind=kind))
