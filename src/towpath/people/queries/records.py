"""People as records: everything known of each that the viewer may see, at an instant, on a day."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from towpath.access import Viewer
from towpath.people.models import (
    Address,
    BirthDate,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    DatedFact,
    Fact,
    FamilyLink,
    Identifier,
    Name,
    SchoolPlace,
    SharingLimit,
)
from towpath.people.queries.visible import leader_of, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.names import as_said
from towpath.rules.urgent_looks import Door

CARE_CHARACTERISTICS = frozenset({"110", "160"})
"""Looked after, and care leaver: told only to those who may see care facts."""
CHARACTERISTIC_DOORS = dict.fromkeys(CARE_CHARACTERISTICS, Door.CARE) | {
    "150": Door.HEALTH,
    "170": Door.JUSTICE,
    "210": Door.HEALTH,
}
"""What door each characteristic lies behind that is not told to everybody who may see the person."""
_NOBODY = 0
"""No record has this id: what is asked of it is what a role sees of everybody."""

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class NameRecord:
    """A name of one kind: legal, preferred or former."""

    kind: str
    given_name: str
    middle_names: str
    family_name: str

    @property
    def words(self) -> str:
        """Return given and family name as they are said."""
        return as_said(self.given_name, self.family_name)


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    """A number somebody goes by, and who numbered them where that matters."""

    kind: str
    issuer: str
    value: str


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """Where somebody lives. With `is_hidden` every line is empty, and `care_of` is all that may be used."""

    address_line_1: str
    address_line_2: str
    address_line_3: str
    address_line_4: str
    town: str
    county: str
    postcode: str
    is_protected: bool
    care_of: str
    from_date: date | None
    to_date: date | None
    is_hidden: bool = False

    def as_it_may_leave(self) -> "AddressRecord":
        """Return it as it may stand on paper or in a file, whoever makes that: a protected one without its lines."""
        return self.hidden() if self.is_protected else self

    def hidden(self) -> "AddressRecord":
        """Return it with nothing left but where letters may go."""
        return AddressRecord("", "", "", "", "", "", "", True, self.care_of, None, None, is_hidden=True)


@dataclass(frozen=True, slots=True)
class ContactRouteRecord:
    """One way to reach somebody: whose it is, and whether it is safe ("yes", "no" or "unknown")."""

    id: int
    kind: str
    value: str
    belongs_to: str
    owner_name: str
    is_safe: str


@dataclass(frozen=True, slots=True)
class SchoolPlaceRecord:
    """A place at a school on the day asked about; no establishment where taught at home."""

    establishment_id: int | None
    kind: str
    year_group: int | None
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True, slots=True)
class CharacteristicRecord:
    """A published characteristic by its code."""

    code: str
    disclosed_by: str
    reconfirm_date: date | None
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True, slots=True)
class CareRecord:
    """What somebody is in the law on care."""

    kind: str
    responsible_council: str
    placing_council: str
    social_worker: str
    personal_adviser: str
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A relative, by the id of their record, and what they are to the person."""

    relative_id: int
    relation: str
    has_responsibility: str
    lives_with: str
    must_not_be_told: bool


@dataclass(frozen=True, slots=True)
class SharingRecord:
    """A limit on what may be shared: who asked for it, and its days."""

    asked_by: str
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """
    What is known of one person and may be seen by the viewer.

    What a viewer may not see is empty and named in `hidden`: "care", "characteristics", "contact", "family". Of the
    characteristics those are left out that need more leave than the rest, and nothing says that any was.
    `merged_ids` are the other records of the same person.
    """

    id: int
    public_id: str
    names: tuple[NameRecord, ...] = ()
    birth_date: date | None = None
    identifiers: tuple[IdentifierRecord, ...] = ()
    address: AddressRecord | None = None
    contact_routes: tuple[ContactRouteRecord, ...] = ()
    school_places: tuple[SchoolPlaceRecord, ...] = ()
    characteristics: tuple[CharacteristicRecord, ...] = ()
    care: tuple[CareRecord, ...] = ()
    family: tuple[FamilyRecord, ...] = ()
    is_sharing_limited: bool = False
    merged_ids: tuple[int, ...] = ()
    hidden: frozenset[str] = frozenset()

    def name(self, kind: str) -> NameRecord | None:
        """Return the name of a kind, if there is one."""
        return next((each for each in self.names if each.kind == kind), None)

    @property
    def shown_name(self) -> str:
        """Return the name to call somebody by: the parts they prefer, and the legal ones for the rest."""
        names = [name for name in (self.name("preferred"), self.name("legal")) if name]
        given = next((name.given_name for name in names if name.given_name), "")
        family = next((name.family_name for name in names if name.family_name), "")
        return as_said(given, family)

    def identifier(self, kind: str) -> str:
        """Return the identifier of a kind, or an empty text."""
        return next((each.value for each in self.identifiers if each.kind == kind), "")


def get_person(viewer: Viewer, public_id: str, on: date, *, known_at: datetime | None = None) -> PersonRecord:
    """
    Return one person; the public id of a record merged into theirs will do. At most 15 queries.

    :raises PersonNotFoundError: there is none, or it is not for this viewer
    """
    person = leader_of(viewer, public_id, on)
    return list_records(viewer, [person.pk], on, known_at=known_at)[person.pk]


def list_records(
    viewer: Viewer, person_ids: Collection[int], on: date, *, known_at: datetime | None = None
) -> Mapping[int, PersonRecord]:
    """
    Return these people, by the id of the record each goes by, those left out whom the viewer may not see.

    Merges are resolved as they were known. At most 15 queries, however many people.
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids, known_at=known_at)
    members = sameness.members()
    seen = visible_to(viewer, on, known_at=known_at).filter(pk__in=members)
    public_ids = dict(seen.values_list("pk", "public_id"))
    read = _Reader(sameness, [each for leader in public_ids for each in members[leader]], on, known_at)
    is_staff = viewer.may("people.edit")
    names, births = read.rows(Name, NameRecord), read.rows(BirthDate, _Birth)
    identifiers, addresses = read.rows(Identifier, IdentifierRecord), read.rows(Address, AddressRecord)
    places, limits = read.rows(SchoolPlace, SchoolPlaceRecord), read.rows(SharingLimit, SharingRecord)
    routes = read.rows(ContactRoute, ContactRouteRecord) if is_staff else {}
    characteristics = read.rows(CharacteristicFact, CharacteristicRecord) if is_staff else {}
    sees_care = {leader for leader in public_ids if viewer.sees(Door.CARE, leader)}
    care = read.rows(CareFact, CareRecord) if sees_care else {}
    family = read.rows(FamilyLink, FamilyRecord) if is_staff else {}
    shown = {"characteristics": is_staff, "contact": is_staff, "family": is_staff}
    hidden = frozenset(name for name, is_shown in shown.items() if not is_shown)
    return {
        leader: PersonRecord(
            id=leader,
            public_id=public_ids[leader],
            names=_one_of_each_kind(names.get(leader, ())),
            birth_date=births[leader][0].birth_date if leader in births else None,
            identifiers=tuple(identifiers.get(leader, ())),
            address=_address(addresses.get(leader, ()), may_see_protected=viewer.sees(Door.ADDRESS, leader)),
            contact_routes=_routes(routes.get(leader, ())),
            school_places=tuple(places.get(leader, ())),
            characteristics=tuple(
                each
                for each in characteristics.get(leader, ())
                if may_see_characteristic(viewer, each.code, person_id=leader)
            ),
            care=tuple(care.get(leader, ())) if leader in sees_care else (),
            family=tuple(family.get(leader, ())),
            is_sharing_limited=leader in limits,
            merged_ids=tuple(each for each in members[leader] if each != leader),
            hidden=hidden if leader in sees_care else hidden | {"care"},
        )
        for leader in sorted(public_ids)
    }


def may_see_characteristic(viewer: Viewer, code: str, *, person_id: int = _NOBODY) -> bool:
    """Return whether a viewer may know that somebody has a characteristic: care, justice and health each need leave."""
    door = CHARACTERISTIC_DOORS.get(code)
    return viewer.may("people.edit") and (door is None or viewer.sees(door, person_id))


def list_addresses(viewer: Viewer, person_id: int, on: date) -> list[AddressRecord]:
    """
    Return every address believed of somebody, the latest first; none where the viewer may not see them. Five queries.

    While one is protected, all are hidden from those who may not see it: an old one can give a new one away.
    """
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not visible_to(viewer, on).filter(pk=leader).exists():
        return []
    members = sameness.members()[leader]
    rows = Address.objects.known_at(None).filter(person_id__in=members)
    columns = tuple(name for name in AddressRecord.__dataclass_fields__ if name != "is_hidden")
    believed = [AddressRecord(*row) for row in rows.order_by("-from_date", "-id").values_list(*columns)]
    believed.sort(key=lambda each: each.from_date or date.min, reverse=True)
    if any(each.is_protected for each in believed) and not viewer.sees(Door.ADDRESS, leader):
        return [each.hidden() for each in believed]
    return believed


@dataclass(frozen=True, slots=True)
class _Birth:
    birth_date: date


class _Reader:
    """Reads one kind of fact of many people: each person's own record first, then the latest."""

    def __init__(self, sameness: Sameness, person_ids: Collection[int], on: date, known_at: datetime | None) -> None:
        self._sameness = sameness
        self._person_ids = person_ids
        self._on = on
        self._known_at = known_at

    def rows(self, model: type[Fact], record: Callable[..., _Row]) -> dict[int, list[_Row]]:
        """Return the facts of one kind, as records of the columns that the record names, by person. One query."""
        columns = tuple(name for name in record.__dataclass_fields__ if name != "is_hidden")  # type: ignore[attr-defined]
        rows = model.objects.known_at(self._known_at).filter(person_id__in=self._person_ids)
        if issubclass(model, DatedFact):
            rows = rows.in_force(self._on)
        own: dict[int, list[_Row]] = defaultdict(list)
        merged: dict[int, list[_Row]] = defaultdict(list)
        for person_id, *values in rows.order_by("-recorded_at", "-id").values_list("person_id", *columns):
            leader = self._sameness.leading(person_id)
            (own if leader == person_id else merged)[leader].append(record(*values))
        for leader, rest in merged.items():
            own[leader].extend(each for each in rest if each not in own[leader])
        return own


def _one_of_each_kind(names: Sequence[NameRecord]) -> tuple[NameRecord, ...]:
    """Return the first legal and the first preferred name, and every other as a former one."""
    first: dict[str, NameRecord] = {}
    others = []
    for name in names:
        if name.kind == "former" or name.kind in first:
            others.append(replace(name, kind="former"))
        else:
            first[name.kind] = name
    return (*(first[kind] for kind in ("legal", "preferred") if kind in first), *others)


def _routes(routes: Sequence[ContactRouteRecord]) -> tuple[ContactRouteRecord, ...]:
    """Return the ways to reach somebody: a number that is not safe, on whichever record, is safe on none."""
    unsafe = {(each.kind, each.value) for each in routes if each.is_safe == ContactRoute.Safe.NO}
    return tuple(
        replace(each, is_safe=ContactRoute.Safe.NO.value) if (each.kind, each.value) in unsafe else each
        for each in routes
    )


def _address(addresses: Sequence[AddressRecord], *, may_see_protected: bool) -> AddressRecord | None:
    """Return the address to show: one being protected, on whichever record, protects every other."""
    if not addresses:
        return None
    protected = next((each for each in addresses if each.is_protected), None)
    if protected and not may_see_protected:
        return protected.hidden()
    return replace(addresses[0], is_protected=True) if protected else addresses[0]
