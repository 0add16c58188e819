"""Who belongs to somebody's family, told from either side."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from towpath.access import Viewer
from towpath.people.models import FamilyLink
from towpath.people.queries.records import list_records
from towpath.people.queries.visible import organisation_of
from towpath.people.sameness import Sameness


@dataclass(frozen=True, slots=True)
class Relative:
    """
    Somebody of a person's family. With `is_theirs`, `relation` says what the person is to the relative, as in "their
    son"; otherwise what the relative is to the person.
    """

    person_id: int
    public_id: str
    shown_name: str
    relation: str
    is_theirs: bool
    has_responsibility: str
    lives_with: str
    must_not_be_told: bool


def list_family(viewer: Viewer, person_id: int, on: date) -> list[Relative]:
    """
    Return the family of somebody on a day, by name: links recorded of them, and links of others to them.

    None where the viewer may not see the person or families; a relative whom the viewer may not see is left out.
    """
    if not viewer.may("people.edit"):
        return []
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader, members = sameness.leading(person_id), sameness.everyone
    links = FamilyLink.objects.known_at(None).in_force(on).filter(organisation_id=viewer.organisation_id)
    rows = list(links.filter(Q(person__in=members) | Q(relative__in=members)).order_by("recorded_at", "pk"))
    whole = Sameness.around(
        organisation_of(viewer), {each for row in rows for each in (row.person_id, row.relative_id)}
    )
    records = list_records(viewer, [leader, *whole.everyone], on)
    if leader not in records:
        return []
    family: dict[tuple[int, bool], Relative] = {}
    for row in rows:
        is_theirs = whole.leading(row.person_id) != leader
        other = records.get(whole.leading(row.person_id if is_theirs else row.relative_id))
        if other is None or other.id == leader:
            continue
        family[other.id, is_theirs] = Relative(
            person_id=other.id,
            public_id=other.public_id,
            shown_name=other.shown_name,
            relation=row.relation,
            is_theirs=is_theirs,
            has_responsibility=row.has_responsibility,
            lives_with=row.lives_with,
            must_not_be_told=row.must_not_be_told,
        )
    return sorted(family.values(), key=lambda each: (each.shown_name, each.person_id, each.is_theirs))
