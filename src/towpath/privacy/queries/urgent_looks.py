"""What can be asked about urgent looks: by whoever holds one open, and by the manager who reviews them all."""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import F, QuerySet

from towpath.access import Viewer
from towpath.audit.models import Event
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.privacy.models import UrgentLook
from towpath.privacy.urgent import open_looks
from towpath.rules.urgent_looks import Door, doors_for

Viewed = Event


class UrgentLookNotFoundError(LookupError):
    """There is no such look for this viewer; it is not said which of the two."""


def list_open_looks(viewer: Viewer, person_id: int, at: datetime) -> list[UrgentLook]:
    """Return what the viewer holds open of one person at an instant; nothing to a role that takes no looks."""
    doors = doors_for(viewer.role)
    if not doors:
        return []
    members = Sameness.around(organisation_of(viewer), [person_id]).everyone
    found = open_looks(members, by=viewer.user, at=at)
    # Of another council, or of a door that a new role may not ask for, nothing is open.
    return [look for look in found if look.organisation_id == viewer.organisation_id and look.door in doors]


def looking(viewer: Viewer, person_id: int, at: datetime) -> Viewer:
    """
    Return the viewer with what they hold open of one person, for the one page that shows it.

    :param person_id: the record that the person goes by
    """
    found = list_open_looks(viewer, person_id, at)
    return replace(viewer, opened=frozenset((Door(look.door), person_id) for look in found))


def list_urgent_looks(viewer: Viewer, on: date) -> QuerySet[UrgentLook]:
    """Return every look at people of the council for who reviews them: what waits first, the longest due before."""
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = UrgentLook.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    if not viewer.may("urgent.review"):
        rows = rows.none()
    # What was reviewed goes under what waits, the latest reviewed first.
    order = (F("reviewed_at").desc(nulls_first=True), "review_due_date", "pk")
    return rows.select_related("person").order_by(*order)


def count_late_looks(viewer: Viewer, on: date) -> int:
    """Return how many looks nobody has reviewed by the day that was set. What is due that day is not late."""
    return list_urgent_looks(viewer, on).filter(reviewed_at__isnull=True, review_due_date__lt=on).count()


def count_looks_to_review(viewer: Viewer, on: date) -> int:
    """Return how many looks wait for a review and are not late."""
    return list_urgent_looks(viewer, on).filter(reviewed_at__isnull=True, review_due_date__gte=on).count()


def get_urgent_look(viewer: Viewer, public_id: str, on: date) -> UrgentLook:
    """
    Return one look for who reviews it.

    :raises UrgentLookNotFoundError: there is none, or it is not for this viewer
    """
    found = list_urgent_looks(viewer, on).filter(public_id=public_id).first()
    if found is None:
        raise UrgentLookNotFoundError("There is no such look here.")
    return found


def list_views(viewer: Viewer, look: UrgentLook) -> QuerySet[Viewed]:
    """Return each time that what was opened was shown, the earliest first; none to those who do not review."""
    rows = Event.objects.filter(organisation=viewer.organisation, subject=f"privacy_urgent_look:{look.pk}")
    if not viewer.may("urgent.review") or look.organisation_id != viewer.organisation_id:
        rows = rows.none()
    return rows.filter(kind="urgent.viewed").order_by("sequence")
