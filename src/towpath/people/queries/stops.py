"""Whom nobody may contact, and why."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.people.among import among
from towpath.people.models import ContactStop, Person
from towpath.people.queries.return_facts import return_facts_of
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness

DIED_IN_RETURN = "D"
"""The published status of a record of somebody who has died."""


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


def list_dead(viewer: Viewer, on: date) -> frozenset[int]:
    """
    Return every record of whoever had died by a day, merges resolved: no list reminds anybody of them.

    One query, and another where somebody did.
    """
    rows = ContactStop.objects.known_at(None).in_force(on).filter(organisation_id=viewer.organisation_id)
    died = rows.filter(kind=ContactStop.Kind.DIED).order_by("pk").values_list("person_id", flat=True)
    return Sameness.around(organisation_of(viewer), found).everyone if (found := set(died)) else frozenset()


def living(viewer: Viewer, on: date) -> QuerySet[Person]:
    """
    Return whom a viewer may see of those who had not died by a day, merged records too: whom a list may remind of.

    Rows that only tell what was are found by `visible_to`.
    """
    return visible_to(viewer, on, merged_too=True).exclude(pk__in=list_dead(viewer, on))


def list_deaths_to_say(viewer: Viewer, on: date) -> Mapping[int, date | None]:
    """
    Return who has died while their record in the return says otherwise, with the day of it where that is known.

    To somebody who may not correct a record, nobody. Ten queries at most.
    """
    if not viewer.may("people.edit"):
        return {}
    rows = ContactStop.objects.known_at(None).in_force(on).filter(organisation_id=viewer.organisation_id)
    died = dict(rows.filter(kind=ContactStop.Kind.DIED).order_by("pk").values_list("person_id", "from_date"))
    if not died:
        return {}
    sameness = Sameness.around(organisation_of(viewer), died)
    days = {sameness.leading(person_id): day for person_id, day in died.items()}
    told = return_facts_of(viewer, list(days), on)
    return {
        leader: days[leader] for leader, panel in sorted(told.items()) if panel["cohort_status"].value != DIED_IN_RETURN
    }
