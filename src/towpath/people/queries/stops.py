"""Whom nobody may contact, and why."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.access import Viewer
from towpath.people.among import among
from towpath.people.models import ContactStop
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness


@dataclass(frozen=True, slots=True)
class StopRecord:
    """Why nobody may contact somebody: "died" or "asked_not", who said so, and its days."""

    kind: str
    told_by: str
    from_date: date | None
    to_date: date | None


def list_stops(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, tuple[StopRecord, ...]]:
    """
    Return why nobody may contact these people on a day, by the id asked for; whoever may be contacted is left out.

    Whom the viewer may not see is left out too. A death comes first. Three queries.
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    rows = ContactStop.objects.known_at(None).in_force(on).filter(person_id__in=among(sameness.everyone))
    found: dict[int, list[StopRecord]] = defaultdict(list)
    # "died" follows "asked_not", so the order is turned round.
    for row in rows.filter(organisation_id=viewer.organisation_id).order_by("-kind", "-pk"):
        said = StopRecord(row.kind, row.told_by, row.from_date, row.to_date)
        found[sameness.leading(row.person_id)].append(said)
    if not found:
        return {}
    seen = set(visible_to(viewer, on).filter(pk__in=among(list(found))).values_list("pk", flat=True))
    return {
        person_id: tuple(found[leader])
        for person_id in person_ids
        if (leader := sameness.leading(person_id)) in found and leader in seen
    }
