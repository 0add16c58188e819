"""
Facts of which the latest stands: a new one withdraws the one before it, and an undo withdraws what a source brought.

For tables of rooms above, whose rows have `organisation`, `person`, `source`, `recorded_at` and `withdrawn_at` and one
live row
for each key.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.facts import Outcome
from towpath.people.models import Person

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CHUNK = 500


def came_by(source: str) -> Q:
    """Return the condition of having come by a source, or by a part of it: `import:12` has the part `import:12:345`."""
    return Q(source=source) | Q(source__startswith=f"{source}:")


def record_standing(
    model: type[Model],
    *,
    key_names: tuple[str, ...],
    kind: str,
    organisation: Organisation,
    incoming: Sequence["DataclassInstance"],
    by: Actor,
    at: datetime,
) -> list[Outcome]:
    """
    Record facts whose fields are the model's columns, and return what became of each in the order given.

    Five queries however many. Where two of them have one key, the later stands.

    :param key_names: the columns that with `person_id` make a key
    :param kind: the audit kind, one event for each person
    """
    names = ("person_id", *key_names)
    given = [asdict(new) for new in incoming]
    standing = _standing(model, names, {values["person_id"] for values in given})
    fresh: dict[tuple[object, ...], Model] = {}
    withdrawn: list[int] = []
    outcomes = []
    for values in given:
        key = tuple(values[name] for name in names)
        before = standing.get(key)
        if before is not None and _says_the_same(before, values):
            outcomes.append(Outcome.UNCHANGED)
            continue
        if before is not None and before.pk is not None:
            withdrawn.append(before.pk)
        standing[key] = fresh[key] = model(organisation=organisation, recorded_at=at, **values)
        outcomes.append(Outcome.CREATED if before is None else Outcome.UPDATED)
    if fresh:
        with transaction(by=by, at=at) as events:
            model._default_manager.filter(pk__in=withdrawn).update(withdrawn_at=at)
            model._default_manager.bulk_create(fresh.values(), batch_size=CHUNK)
            public_ids = public_ids_of(values["person_id"] for values in given)
            for person_id, ids in _rows_by_person(fresh).items():
                events.record(kind, person=public_ids[person_id], subject=model._meta.db_table, after={"rows": ids})
    return outcomes


def withdraw_standing(
    model: type[Model], *, kind: str, organisation: Organisation, source: str, by: Actor, at: datetime
) -> int:
    """Withdraw every fact still standing that came by a source, and return how many."""
    rows = model._default_manager.filter(came_by(source), organisation=organisation, withdrawn_at__isnull=True)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if ids:
        with transaction(by=by, at=at) as events:
            model._default_manager.filter(pk__in=ids).update(withdrawn_at=at)
            events.record(kind, subject=source, after={"table": model._meta.db_table, "rows": ids})
    return len(ids)


def public_ids_of(person_ids: Iterable[int]) -> Mapping[object, str]:
    """Return the public id of each person. One query."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "public_id"))


def _standing(model: type[Model], names: tuple[str, ...], person_ids: set[int]) -> dict[tuple[object, ...], Any]:
    rows = model._default_manager.filter(person_id__in=person_ids, withdrawn_at__isnull=True).order_by("pk")
    return {tuple(getattr(row, name) for name in names): row for row in rows}


def _rows_by_person(fresh: Mapping[tuple[object, ...], Model]) -> Mapping[object, list[int]]:
    by_person: dict[object, list[int]] = defaultdict(list)
    for key, row in fresh.items():
        by_person[key[0]].append(row.pk)
    return by_person


def _says_the_same(row: Model, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items() if name != "source")
