"""Whose rows a viewer reaches in this room."""

from datetime import date

from towpath.access.viewer import Viewer
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness


def records_of(viewer: Viewer, person_id: int, on: date, permission: str) -> frozenset[int]:
    """
    Return the records that one person goes by, merges resolved; none where the viewer may not see them or lacks leave.

    Two queries.
    """
    if not viewer.may(permission):
        return frozenset()
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    if not visible_to(viewer, on).filter(pk=sameness.leading(person_id)).exists():
        return frozenset()
    return frozenset(sameness.everyone)
