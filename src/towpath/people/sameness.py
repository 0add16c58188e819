"""Which records are one person: merges resolved, as they stand or as they were known at an instant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from django.db.models import Max, Q, QuerySet

from towpath.organisation.models import Organisation
from towpath.people.models import Alias


class OfPerson(Protocol):
    """A row about one person."""

    @property
    def person_id(self) -> int: ...


Row = TypeVar("Row", bound=OfPerson)


@dataclass(frozen=True, slots=True)
class Sameness:
    """
    Records grouped into people. `leading(id)` is the record that a person goes by; a record nobody merged leads itself.

    `everyone` holds the ids asked about and every id that a merge joins to one of them.
    """

    leaders: Mapping[int, int]
    everyone: frozenset[int]

    def leading(self, person_id: int) -> int:
        """Return the id of the record that this one's person goes by."""
        return self.leaders.get(person_id, person_id)

    def speaking(self, rows: Iterable[Row]) -> dict[int, Row]:
        """Return one row for each person: that of the record they go by, else the first of those merged into it."""
        spoken: dict[int, Row] = {}
        for row in rows:
            leader = self.leading(row.person_id)
            if row.person_id == leader or leader not in spoken:
                spoken[leader] = row
        return spoken

    def members(self) -> Mapping[int, list[int]]:
        """Return the ids of each person's records, by the one it goes by, in order."""
        members: dict[int, list[int]] = defaultdict(list)
        for person_id in sorted(self.everyone):
            members[self.leading(person_id)].append(person_id)
        return members

    @classmethod
    def of(cls, organisation: Organisation, *, known_at: datetime | None = None) -> "Sameness":
        """Return the grouping of everyone an organisation holds who was ever merged. One query."""
        leaders = _leaders(_known(Alias.objects.filter(organisation=organisation), known_at))
        return cls(leaders, frozenset(leaders) | frozenset(leaders.values()))

    @classmethod
    def around(
        cls, organisation: Organisation, person_ids: Collection[int], *, known_at: datetime | None = None
    ) -> "Sameness":
        """Return the grouping of these people and of whoever is joined to them. One query: merges are few."""
        return cls.of(organisation, known_at=known_at).narrowed(person_ids)

    def narrowed(self, person_ids: Collection[int]) -> "Sameness":
        """Return the grouping of these people and of whoever is joined to them."""
        wanted = {self.leading(person_id) for person_id in person_ids}
        joined = {person_id for person_id in self.everyone if self.leading(person_id) in wanted}
        return Sameness(self.leaders, frozenset(person_ids) | joined)


def last_joined_at(record_ids: Collection[int]) -> datetime | None:
    """Return when a record was last joined to one of these, of the joins in force. One query."""
    rows = Alias.objects.filter(Q(person__in=record_ids) | Q(same_as__in=record_ids), undone_at__isnull=True)
    last: datetime | None = rows.aggregate(last=Max("made_at"))["last"]
    return last


def _known(rows: QuerySet[Alias], known_at: datetime | None) -> QuerySet[Alias]:
    if known_at is None:
        return rows.filter(undone_at__isnull=True)
    return rows.filter(Q(undone_at__isnull=True) | Q(undone_at__gt=known_at), made_at__lte=known_at)


def _leaders(rows: Iterable[Alias]) -> dict[int, int]:
    """Return, for each merged record, the one at the end of its chain of merges."""
    next_on = {row.person_id: row.same_as_id for row in rows}
    leaders = {}
    for person_id in next_on:
        leader, seen = person_id, {person_id}
        while leader in next_on and next_on[leader] not in seen:
            leader = next_on[leader]
            seen.add(leader)
        leaders[person_id] = leader
    return leaders
