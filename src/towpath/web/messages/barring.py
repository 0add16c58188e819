"""What rooms above the contact log know that bars a message, or a visit."""

from collections.abc import Collection, Iterable
from datetime import date

from towpath.access import Viewer
from towpath.caseload.queries import list_not_to_write_to
from towpath.contact.planning import Barred
from towpath.people.queries import PersonRecord, list_returned_post, list_stops
from towpath.rules.custody import IN_CUSTODY
from towpath.rules.messages import Circumstances, LeftOut, never_sought
from towpath.tracking.queries import list_left_alone, list_statuses


def barred_among(viewer: Viewer, person_ids: Collection[int], on: date) -> Barred:
    """Return what bars a message to any of these people, as far as it is known today, by the record they go by."""
    statuses = list_statuses(viewer, person_ids, on)
    return Barred(
        with_concern=list_not_to_write_to(viewer, person_ids, on),
        in_custody=frozenset(each for each, status in statuses.items() if status.code in IN_CUSTODY),
        post_came_back=frozenset(list_returned_post(viewer, person_ids, on)),
        asked_not=frozenset(list_left_alone(viewer, person_ids, on)),
    )


def never_sought_among(viewer: Viewer, records: Iterable[PersonRecord], on: date) -> dict[int, LeftOut]:
    """Return whom of these nobody may ring or visit by a list, and the weightiest reason."""
    person_ids = [record.id for record in records]
    barred = barred_among(viewer, person_ids, on)
    stops = list_stops(viewer, person_ids, on)
    found = {}
    for person_id in person_ids:
        kinds = {each.kind for each in stops.get(person_id, ())}
        known = Circumstances(
            has_died="died" in kinds,
            asked_not="asked_not" in kinds or person_id in barred.asked_not,
            has_concern=person_id in barred.with_concern,
            in_custody=person_id in barred.in_custody,
        )
        if reason := never_sought(known):
            found[person_id] = reason
    return found


def may_know(viewer: Viewer) -> set[LeftOut]:
    """Return which of the reasons that few may know this viewer may."""
    leave = {LeftOut.CONCERN: "concern.read", LeftOut.CUSTODY: "people.view_justice"}
    return {reason for reason, permission in leave.items() if viewer.may(permission)}
