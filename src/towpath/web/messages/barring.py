"""What rooms above the contact log know that bars a message."""

from collections.abc import Collection
from datetime import date

from towpath.access import Viewer
from towpath.caseload.queries import list_not_to_write_to
from towpath.contact.planning import Barred
from towpath.people.queries import list_returned_post
from towpath.rules.custody import IN_CUSTODY
from towpath.rules.messages import LeftOut
from towpath.tracking.queries import list_left_alone, list_statuses


def barred_among(viewer: Viewer, person_ids: Collection[int], on: date) -> Barred:
    """Return what bars a message to any of these people, as far as it is known today."""
    statuses = list_statuses(viewer, person_ids, on)
    return Barred(
        with_concern=list_not_to_write_to(viewer, person_ids, on),
        in_custody=frozenset(each for each, status in statuses.items() if status.code in IN_CUSTODY),
        post_came_back=frozenset(list_returned_post(viewer, person_ids, on)),
        asked_not=frozenset(list_left_alone(viewer, person_ids, on)),
    )


def may_know(viewer: Viewer) -> set[LeftOut]:
    """Return which of the reasons that few may know this viewer may."""
    leave = {LeftOut.CONCERN: "concern.read", LeftOut.CUSTODY: "people.view_justice"}
    return {reason for reason, permission in leave.items() if viewer.may(permission)}
