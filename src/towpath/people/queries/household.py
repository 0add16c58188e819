"""Who may know where somebody is: a sibling, others at their address, whoever has the same parent's number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from towpath.access import Viewer
from towpath.people.models import Address, ContactRoute, FamilyLink
from towpath.people.queries.records import PersonRecord, list_records
from towpath.people.queries.visible import organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.family import FamilyPart, part_of

SIBLING, ADDRESS, NUMBER = "sibling", "address", "number"
MOST_HINTS = 8


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody held here who may be asked, or through whom the family may be reached, and why we think so."""

    record: PersonRecord
    why: str


def list_household(viewer: Viewer, record: PersonRecord, on: date) -> list[Hint]:
    """
    Return siblings, others at the same address, and others with the same parent's number, each person once.

    Nobody who must not be told, from either side, and nobody by an address that is protected, whoever asks: a hint
    would give it away. None where the viewer may not see families. At most 20 queries.
    """
    if not viewer.may("people.edit"):
        return []
    sameness = Sameness.of(organisation_of(viewer))
    own = {record.id, *record.merged_ids}
    links = FamilyLink.objects.known_at(None).in_force(on).filter(organisation_id=viewer.organisation_id)
    rows = list(links.filter(Q(person__in=own) | Q(relative__in=own)).order_by("pk"))
    barred = {_other(row, own, sameness) for row in rows if row.must_not_be_told}
    siblings = {_other(row, own, sameness) for row in rows if part_of(row.relation) is FamilyPart.SIBLING}
    found = dict.fromkeys(sorted(siblings), SIBLING)
    for why, ids in ((ADDRESS, _at_address(viewer, record, on)), (NUMBER, _with_number(viewer, record, on))):
        for each in sorted({sameness.leading(person_id) for person_id in ids}):
            found.setdefault(each, why)
    wanted = [each for each in found if each not in barred and each not in own][:MOST_HINTS]
    records = list_records(viewer, wanted, on) if wanted else {}
    return [
        Hint(records[each], found[each]) for each in wanted if each in records and _may_hint(records[each], found[each])
    ]


def _other(row: FamilyLink, own: Collection[int], sameness: Sameness) -> int:
    return sameness.leading(row.relative_id if row.person_id in own else row.person_id)


def _may_hint(record: PersonRecord, why: str) -> bool:
    kept = record.address is not None and record.address.is_protected
    barred = any(each.must_not_be_told for each in record.family)
    return not barred and not (why == ADDRESS and kept)


def _at_address(viewer: Viewer, record: PersonRecord, on: date) -> set[int]:
    lived = record.address
    if lived is None or lived.is_hidden or lived.is_protected or not (lived.address_line_1 and lived.postcode):
        return set()
    rows = (
        Address.objects.known_at(None)
        .in_force(on)
        .filter(
            organisation_id=viewer.organisation_id,
            postcode=lived.postcode,
            address_line_1__iexact=lived.address_line_1,
            is_protected=False,
        )
    )
    return set(rows.values_list("person_id", flat=True))


def _with_number(viewer: Viewer, record: PersonRecord, on: date) -> set[int]:
    family = (ContactRoute.BelongsTo.PARENT, ContactRoute.BelongsTo.CARER)
    numbers = {each.value for each in record.contact_routes if each.kind == "phone" and each.belongs_to in family}
    if not numbers:
        return set()
    rows = (
        ContactRoute.objects.known_at(None)
        .in_force(on)
        .filter(organisation_id=viewer.organisation_id, kind=ContactRoute.Kind.PHONE, value__in=numbers)
    )
    return set(rows.values_list("person_id", flat=True))
