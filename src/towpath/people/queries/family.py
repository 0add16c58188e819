"""Who belongs to somebody's family, told from either side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from towpath.access import Viewer
from towpath.people.models import FamilyLink
from towpath.people.queries.records import list_records
from towpath.people.queries.visible import organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.family import FamilyPart, part_of


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


@dataclass(frozen=True, slots=True)
class SharedParent:
    """Somebody whom no link joins to a person, and the parent that both have."""

    person_id: int
    public_id: str
    shown_name: str
    parent_name: str


def list_shared_parents(viewer: Viewer, person_id: int, on: date) -> list[SharedParent]:
    """
    Return who has a parent in common with somebody on a day though nothing says what they are to each other, by name.

    None where the viewer may not see the person or families; whoever the viewer may not see is left out.
    """
    if not viewer.may("people.edit"):
        return []
    organisation = organisation_of(viewer)
    sameness = Sameness.of(organisation)
    links = FamilyLink.objects.known_at(None).in_force(on).filter(organisation_id=viewer.organisation_id)
    mine = sameness.narrowed([person_id])
    leader = mine.leading(person_id)
    own = list(links.filter(Q(person__in=mine.everyone) | Q(relative__in=mine.everyone)))
    linked = {sameness.leading(each) for row in own for each in (row.person_id, row.relative_id)}
    parents = {parent for child, parent in _children(own, sameness) if child == leader}
    if not parents:
        return []
    same = sameness.narrowed(parents).everyone
    theirs = links.filter(Q(relative__in=same) | Q(person__in=same)).order_by("pk")
    shared = {
        child: parent for child, parent in _children(theirs, sameness) if parent in parents and child not in linked
    }
    records = list_records(viewer, {leader, *shared, *shared.values()}, on) if shared else {}
    if leader not in records:
        return []
    found = [
        SharedParent(other, records[other].public_id, records[other].shown_name, records[parent].shown_name)
        for other, parent in shared.items()
        if other in records and parent in records
    ]
    return sorted(found, key=lambda each: (each.shown_name, each.person_id))


def _children(links: Iterable[FamilyLink], sameness: Sameness) -> Iterator[tuple[int, int]]:
    """Yield each child and parent that links join, from whichever side the link was written."""
    for row in links:
        one, other = sameness.leading(row.person_id), sameness.leading(row.relative_id)
        part = part_of(row.relation)
        if part is FamilyPart.PARENT:
            yield one, other
        elif part is FamilyPart.CHILD:
            yield other, one
