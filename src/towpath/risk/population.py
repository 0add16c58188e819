"""Who is scored: everybody held in some year groups on a day, with where each was taught, as known at an instant."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import BirthDate, Person, ReturnFact, SchoolPlace
from towpath.people.queries.return_facts import HAS_LEFT
from towpath.people.sameness import Sameness
from towpath.rules.dates import year_group

_Value = TypeVar("_Value")

NEVER_SCORED = frozenset({"D", "M"})
"""Cohort statuses of somebody who has died, and of a record that turned out to be another's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is taught: no establishment for the home educated and for those of whom nobody told us."""

    establishment_id: int | None = None
    kind: str = ""
    year_group: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to be scored: the record they go by, that of every record merged into it, and where they are taught."""

    person_id: int
    public_id: str
    record_ids: tuple[int, ...]
    year_group: int
    place: Place


def population_words(year_groups: Collection[int]) -> str:
    """Return in words who is scored."""
    groups = sorted(year_groups)
    return f"Everybody held in {'Year' if len(groups) == 1 else 'Years'} {', '.join(map(str, groups))} who has not left"


def population_of(
    organisation: Organisation, as_at: date, known_at: datetime, year_groups: Collection[int]
) -> list[Member]:
    """
    Return who is to be scored, in the order first held. Five queries.

    The year group is the one their birth date gives, or where that is not known the one their school told. Somebody
    whose record says that they have left is kept only while they have a place at a school; the home educated and those
    with no school are kept.
    """
    sameness = Sameness.of(organisation, known_at=known_at)
    held = Person.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), organisation=organisation, created_at__lte=known_at
    )
    public_ids = dict(held.order_by("pk").values_list("pk", "public_id"))
    births = _births(organisation, sameness, known_at)
    places = _places(organisation, sameness, as_at, known_at)
    statuses = _cohort_statuses(organisation, sameness, as_at, known_at)
    record_ids: dict[int, list[int]] = defaultdict(list)
    for person_id in public_ids:
        record_ids[sameness.leading(person_id)].append(person_id)
    members = []
    for leader in sorted(record_ids):
        place = places.get(leader, Place())
        group = year_group(births[leader], as_at) if leader in births else place.year_group
        status = statuses.get(leader)
        has_left = status in NEVER_SCORED or (status in HAS_LEFT and leader not in places)
        if group in year_groups and group is not None and leader in public_ids and not has_left:
            members.append(Member(leader, public_ids[leader], tuple(record_ids[leader]), group, place))
    return members


def _births(organisation: Organisation, sameness: Sameness, known_at: datetime) -> dict[int, date]:
    rows = BirthDate.objects.known_at(known_at).filter(organisation=organisation).order_by("recorded_at", "id")
    return _spoken(sameness, rows.values_list("person_id", "birth_date"))


def _cohort_statuses(organisation: Organisation, sameness: Sameness, as_at: date, known_at: datetime) -> dict[int, str]:
    rows = ReturnFact.objects.known_at(known_at).in_force(as_at).filter(organisation=organisation)
    told = rows.filter(field="cohort_status").order_by("recorded_at", "id")
    return _spoken(sameness, told.values_list("person_id", "value"))


def _places(organisation: Organisation, sameness: Sameness, as_at: date, known_at: datetime) -> dict[int, Place]:
    rows = SchoolPlace.objects.known_at(known_at).in_force(as_at).filter(organisation=organisation)
    # Where somebody has two places, the school that has them on its roll answers for them.
    ranked = sorted(
        rows.order_by("recorded_at", "id").values_list("person_id", "establishment_id", "kind", "year_group"),
        key=lambda row: row[2] == SchoolPlace.Kind.ON_ROLL,
    )
    return _spoken(sameness, ((row[0], Place(*row[1:])) for row in ranked))


def _spoken(sameness: Sameness, rows: Iterable[tuple[int, _Value]]) -> dict[int, _Value]:
    """Return what is believed of each person: the last told of the record they go by, else of one merged into it."""
    believed: dict[int, _Value] = {}
    own: set[int] = set()
    for person_id, value in rows:
        leader = sameness.leading(person_id)
        if person_id == leader or leader not in own:
            believed[leader] = value
        if person_id == leader:
            own.add(leader)
    return believed
