"""What somebody who looks at their own record is told of it here: what to call them, and the kinds of fact kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from towpath.access import OwnViewer
from towpath.people.models import (
    Address,
    BirthDate,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    Fact,
    Identifier,
    Name,
    ReturnFact,
    SchoolPlace,
    SharingLimit,
)

_KINDS: Mapping[str, tuple[type[Fact], ...]] = {
    "names": (Name,),
    "birth_date": (BirthDate,),
    "numbers": (Identifier,),
    "address": (Address,),
    "contact": (ContactRoute,),
    "school": (SchoolPlace,),
    # One kind for everybody: which of these tables holds a row would say what must not be seen over a shoulder.
    "about": (ReturnFact, CharacteristicFact, CareFact),
    "sharing": (SharingLimit,),
}


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A kind of fact that is kept of somebody, and the marks of where it came from."""

    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """`called` is the first name they go by, empty where none is known. No fact itself is in it."""

    called: str
    kinds: tuple[OwnKind, ...]


def get_own_record(viewer: OwnViewer) -> OwnRecord:
    """
    Return what a young person is called, and which kinds of fact are kept of them. Eleven queries.

    Family, and the numbers and addresses of others, are left out: they are facts of somebody else too.
    """
    kinds = tuple(OwnKind(kind, sources) for kind in _KINDS if (sources := _sources(viewer, kind)))
    return OwnRecord(get_own_name(viewer), kinds)


def get_own_name(viewer: OwnViewer) -> str:
    """Return the first name that a young person goes by: the preferred one, else the legal one. One query."""
    rows = Name.objects.known_at(None).filter(person_id__in=viewer.record_ids, kind__in=("preferred", "legal"))
    names = list(rows.exclude(given_name="").order_by("pk").values_list("kind", "person_id", "given_name"))
    names.sort(key=lambda each: (each[0] != "preferred", each[1] != viewer.person_id))
    return names[0][2] if names else ""


def _sources(viewer: OwnViewer, kind: str) -> tuple[str, ...]:
    found: set[str] = set()
    for table in _KINDS[kind]:
        rows = table._default_manager.filter(person_id__in=viewer.record_ids, withdrawn_at__isnull=True)
        if table is ContactRoute:
            own = ContactRoute.objects.filter(person_id__in=viewer.record_ids, belongs_to=ContactRoute.BelongsTo.SELF)
            rows = rows.filter(pk__in=own)
        found.update(rows.order_by().values_list("source", flat=True).distinct())
    return tuple(sorted(found))
