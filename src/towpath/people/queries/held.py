"""Every fact of one kind that was ever recorded of somebody: what is so, what was so, and what was put right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

from towpath.access import Viewer
from towpath.people.kinds import LEAVE, TABLES, Kind
from towpath.people.models import DatedFact, Fact
from towpath.people.queries.records import (
    AddressRecord,
    CareRecord,
    CharacteristicRecord,
    ContactRouteRecord,
    FamilyRecord,
    IdentifierRecord,
    NameRecord,
    SharingRecord,
    may_see_characteristic,
)
from towpath.people.queries.stops import StopRecord
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness

Said: TypeAlias = (
    NameRecord
    | IdentifierRecord
    | AddressRecord
    | ContactRouteRecord
    | CharacteristicRecord
    | CareRecord
    | FamilyRecord
    | SharingRecord
    | StopRecord
)

_RECORDS: Mapping[Kind, Callable[..., Said]] = {
    Kind.CONTACT_ROUTES: ContactRouteRecord,
    Kind.ADDRESSES: AddressRecord,
    Kind.NAMES: NameRecord,
    Kind.CHARACTERISTICS: CharacteristicRecord,
    Kind.CARE: CareRecord,
    Kind.FAMILY: FamilyRecord,
    Kind.NUMBERS: IdentifierRecord,
    Kind.SHARING: SharingRecord,
    Kind.STOPS: StopRecord,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """
    One fact as it was recorded: what it says, when that holds, and who withdrew it, if somebody did.

    `is_joined` says that it came with a record that was joined to this person's.
    """

    id: int
    says: Said
    from_date: date | None
    to_date: date | None
    source: str
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    is_joined: bool

    def is_so(self, on: date) -> bool:
        """Return whether it is believed, and holds on a day."""
        begun = self.from_date is None or self.from_date <= on
        return self.withdrawn_at is None and begun and (self.to_date is None or on <= self.to_date)

    def is_over(self, on: date) -> bool:
        """Return whether it is not believed any more, or ended before a day; what is yet to begin is not over."""
        return self.withdrawn_at is not None or (self.to_date is not None and self.to_date < on)

    def latest(self, held: "Sequence[HeldFact]") -> "HeldFact | None":
        """Return what became of it among the facts of one person: itself while believed, or None where nothing did."""
        now = next((each for each in held if each.id == self.id), None)
        while now is not None and now.withdrawn_at is not None:
            now = now._in_its_place(held)
        return now

    def _in_its_place(self, held: "Sequence[HeldFact]") -> "HeldFact | None":
        """Return what was written when it was withdrawn: a copy that says the same rather than another fact."""
        written = [each for each in held if each.recorded_at == self.withdrawn_at and each.id > self.id]
        return min(written, key=lambda each: (each.says != self.says, each.id), default=None)


def list_held(viewer: Viewer, person_id: int, kind: Kind, on: date) -> list[HeldFact]:
    """
    Return every fact of a kind ever recorded of somebody, the latest first; none where the viewer may not see them.

    While an address is protected, every address comes without its lines to those who may not see it. At most four
    queries.
    """
    if not (viewer.may("people.edit") and viewer.may(LEAVE[kind])):
        return []
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not visible_to(viewer, on).filter(pk=leader).exists():
        return []
    rows = TABLES[kind]._default_manager.filter(person_id__in=sameness.members()[leader])
    held = [_held(row, kind, leader) for row in rows.order_by("-recorded_at", "-id")]
    if kind is Kind.ADDRESSES and not viewer.may("people.view_protected_address"):
        return _hidden_if_protected(held)
    if kind is Kind.CHARACTERISTICS:
        return [each for each in held if may_see_characteristic(viewer, _code(each.says))]
    return held


def _held(row: Fact, kind: Kind, leader: int) -> HeldFact:
    record: Any = _RECORDS[kind]
    columns = [name for name in record.__dataclass_fields__ if name != "is_hidden"]
    return HeldFact(
        id=row.pk,
        says=record(*(getattr(row, name) for name in columns)),
        from_date=row.from_date if isinstance(row, DatedFact) else None,
        to_date=row.to_date if isinstance(row, DatedFact) else None,
        source=row.source,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        is_joined=row.person_id != leader,
    )


def _hidden_if_protected(held: list[HeldFact]) -> list[HeldFact]:
    addresses = [(each, each.says) for each in held if isinstance(each.says, AddressRecord)]
    if not any(says.is_protected for each, says in addresses if each.withdrawn_at is None):
        return held
    return [replace(each, says=says.hidden()) for each, says in addresses]


def _code(says: Said) -> str:
    return says.code if isinstance(says, CharacteristicRecord) else ""
