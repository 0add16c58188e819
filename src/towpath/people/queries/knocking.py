"""Where post came back from, and what whoever knocks must know first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.people.among import among
from towpath.people.models import Address, ContactRoute, ReturnedPost, VisitCaution
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness


@dataclass(frozen=True, slots=True)
class Caution:
    """What must be known before somebody knocks, and whether two go together."""

    words: str
    needs_two: bool


def list_returned_post(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, date]:
    """
    Return when post came back from where somebody is held to live on a day, by the record they go by.

    A mark says nothing of another address; the same place written down anew is the same. People whom the viewer may not
    see are left out, and so is everybody where the viewer may not see addresses. Four queries, and one where any came
    back.
    """
    if not viewer.may("people.edit"):
        return {}
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    members = _members_seen(viewer, sameness, on)
    marks = ReturnedPost.objects.known_at(None).filter(person_id__in=among(members)).order_by("came_back_date", "pk")
    columns = ("address__address_line_1", "address__postcode", "person_id", "came_back_date")
    rows = list(marks.values_list(*columns))
    if not rows:
        return {}
    marked = {sameness.leading(row[2]) for row in rows}
    of_marked = [each for each in members if sameness.leading(each) in marked]
    lived = Address.objects.known_at(None).in_force(on).filter(person_id__in=among(of_marked))
    now = {
        (sameness.leading(person_id), line, postcode)
        for person_id, line, postcode in lived.values_list("person_id", "address_line_1", "postcode")
    }
    return {
        sameness.leading(person_id): came_back_date
        for line, postcode, person_id, came_back_date in rows
        if (sameness.leading(person_id), line, postcode) in now
    }


def list_cautions(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, Caution]:
    """Return what must be known before knocking, by the record that each of these people goes by. Three queries."""
    if not viewer.may("people.edit"):
        return {}
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    members = _members_seen(viewer, sameness, on)
    rows = VisitCaution.objects.known_at(None).in_force(on).filter(person_id__in=among(members)).order_by("pk")
    found: dict[int, Caution] = {}
    for person_id, words, needs_two in rows.values_list("person_id", "words", "needs_two"):
        leader = sameness.leading(person_id)
        before = found.get(leader, Caution("", needs_two=False))
        both = " ".join(filter(None, (before.words, words)))
        found[leader] = Caution(both, needs_two=before.needs_two or needs_two)
    return found


def _members_seen(viewer: Viewer, sameness: Sameness, on: date) -> list[int]:
    leaders = {sameness.leading(each) for each in sameness.everyone}
    seen = set(visible_to(viewer, on).filter(pk__in=among(leaders)).values_list("pk", flat=True))
    return [each for each in sameness.everyone if sameness.leading(each) in seen]


def find_route(viewer: Viewer, person_id: int, route_id: int, on: date) -> ContactRoute | None:
    """Return one way to reach somebody, on whichever of their records; nothing where the viewer may not see it."""
    if not viewer.may("people.edit"):
        return None
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    members = _members_seen(viewer, sameness, on)
    return ContactRoute.objects.filter(pk=route_id, person_id__in=members).first()


def route_dates(viewer: Viewer, route_ids: Collection[int]) -> Mapping[int, date]:
    """Return the local day on which each of these ways to reach somebody was recorded. One query."""
    rows = ContactRoute.objects.filter(organisation_id=viewer.organisation_id, pk__in=route_ids)
    return {pk: localdate(at) for pk, at in rows.values_list("pk", "recorded_at")} if viewer.may("people.edit") else {}
