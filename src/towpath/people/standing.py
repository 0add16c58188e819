"""
Facts of which the latest stands: a new one withdraws the one before it, and an undo withdraws what a source brought.

For tables of rooms above, whose rows have `organisation`, `person`, `source`, `recorded_at` and `withdrawn_at` and one
live row
for each key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.rows import insert_numbered
from towpath.organisation.models import Organisation
from towpath.people.actions.undo import came_by
from towpath.people.among import among
from towpath.people.facts import Outcome
from towpath.people.models import Person

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    One table whose latest fact stands. Its facts come as dataclasses whose fields are its columns.

    :param key_names: the columns that with `person_id` make a key
    :param kind: the audit kind, one event for each person
    """

    model: type[Model]
    key_names: tuple[str, ...]
    kind: str

    def plan(self, incoming: Sequence["DataclassInstance"]) -> list[Outcome]:
        """Return what `record` would make of each, writing nothing. One query."""
        return self._decided([_columns(new) for new in incoming]).outcomes

    def record(
        self, *, organisation: Organisation, incoming: Sequence["DataclassInstance"], by: Actor, at: datetime
    ) -> list[Outcome]:
        """
        Record facts and return what became of each in the order given. Of two with one key, the later stands.

        One transaction; five queries however many.
        """
        given = [_columns(new) for new in incoming]
        decided = self._decided(given)
        if decided.fresh:
            names = tuple(given[0])
            columns = ("organisation_id", "recorded_at", *names)
            rows = [(organisation.pk, at, *(each[name] for name in names)) for each in decided.fresh.values()]
            with transaction(by=by, at=at) as events:
                self.model._default_manager.filter(pk__in=decided.withdrawn).update(withdrawn_at=at)
                ids = insert_numbered(self.model, columns, rows)
                public_ids = public_ids_of(values["person_id"] for values in given)
                for person_id, of_one in _ids_by_person(decided.fresh, ids).items():
                    subject = self.model._meta.db_table
                    events.record(self.kind, person=public_ids[person_id], subject=subject, after={"rows": of_one})
        return decided.outcomes

    def withdraw(self, *, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
        """Withdraw every fact still standing that came by a source, and return how many."""
        rows = self.model._default_manager.filter(came_by(source), organisation=organisation, withdrawn_at__isnull=True)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            with transaction(by=by, at=at) as events:
                self.model._default_manager.filter(pk__in=ids).update(withdrawn_at=at)
                told = {"table": self.model._meta.db_table, "rows": ids}
                events.record(f"{self.kind}.withdrawn", subject=source, after=told)
        return len(ids)

    def _decided(self, given: Sequence[Mapping[str, Any]]) -> "_Decided":
        names = ("person_id", *self.key_names)
        # Only what is compared is read: an instant takes longer to read than all the rest.
        columns = tuple(given[0]) if given else names
        standing = self._live(names, columns, {values["person_id"] for values in given})
        decided = _Decided()
        for values in given:
            key = tuple(values[name] for name in names)
            before = decided.fresh.get(key) or standing.get(key)
            if before is not None and all(before[name] == value for name, value in values.items() if name != "source"):
                decided.outcomes.append(Outcome.UNCHANGED)
                continue
            decided.outcomes.append(Outcome.CREATED if before is None else Outcome.UPDATED)
            if key in standing and key not in decided.fresh:
                decided.withdrawn.append(standing[key]["id"])
            decided.fresh[key] = values
        return decided

    def _live(
        self, names: tuple[str, ...], columns: tuple[str, ...], person_ids: set[int]
    ) -> dict[tuple[object, ...], Mapping[str, Any]]:
        rows = self.model._default_manager.filter(person_id__in=among(person_ids), withdrawn_at__isnull=True)
        return {tuple(row[name] for name in names): row for row in rows.order_by("pk").values("id", *columns)}


@dataclass(slots=True)
class _Decided:
    outcomes: list[Outcome] = field(default_factory=list)
    fresh: dict[tuple[object, ...], Mapping[str, Any]] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)


def public_ids_of(person_ids: Iterable[int]) -> Mapping[object, str]:
    """Return the public id of each person. One query."""
    return dict(Person.objects.filter(pk__in=among(set(person_ids))).values_list("pk", "public_id"))


def _ids_by_person(fresh: Iterable[tuple[object, ...]], ids: Sequence[int]) -> Mapping[object, list[int]]:
    by_person: dict[object, list[int]] = defaultdict(list)
    for key, pk in zip(fresh, ids, strict=True):
        by_person[key[0]].append(pk)
    return by_person


def _columns(new: "DataclassInstance") -> dict[str, Any]:
    return {name: getattr(new, name) for name in _names(type(new))}


@cache
def _names(facts: type["DataclassInstance"]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(facts))
