"""Undo what came by a source: its facts are withdrawn, and those that they took the place of are put back."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.organisation.models import Organisation
from towpath.people.actions.book import CHUNK, content_columns, rebuild_name_keys
from towpath.people.models import FACTS, Alias, Fact, Identifier, Person


@dataclass(frozen=True, slots=True)
class Undone:
    """
    What an undo did: facts withdrawn and put back, people no longer held, and people left alone.

    `built_on` are people whom the source brought and of whom more has been recorded since; their facts stay.
    """

    withdrawn: int
    restored: int
    removed: tuple[int, ...]
    built_on: tuple[int, ...]


def withdraw_source(
    *,
    organisation: Organisation,
    source: str,
    by: Actor,
    at: datetime,
    keep: Collection[int] = (),
    only: Collection[int] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Undone:
    """
    Withdraw every fact still believed that came by a source, or by a part of it, and return what was done.

    `import:12` also withdraws `import:12:345`. Facts that it took the place of are believed again, unless something has
    been recorded since. 500 people at a time, each its own transaction, so that it may be interrupted and run again.

    :param keep: ids of people on whom rooms above have built, and whom the source brought
    :param only: ids of the people to whom this is done, where it is not everybody
    :param clock: gives the instant of each transaction, so that nothing is known before it was written; `at` where
        absent
    """
    now = clock or (lambda: at)
    brought = set(
        Person.objects.filter(came_by(source), organisation=organisation, withdrawn_at__isnull=True).values_list(
            "pk", flat=True
        )
    )
    built_on = _built_on(organisation, source, brought) | (brought & set(keep))
    touched = sorted(_touched(organisation, source) - built_on)
    if only is not None:
        touched = [each for each in touched if each in only]
    withdrawn = restored = 0
    for start in range(0, len(touched), CHUNK):
        chunk, done_at = touched[start : start + CHUNK], now()
        stay = [each for each in chunk if each not in brought]
        with transaction(by=by, at=done_at) as events:
            withdrawn += _withdraw(chunk, source, by=by, at=done_at)
            restored += _restore(organisation, stay, source, by=by, at=done_at)
            Person.objects.filter(pk__in=brought.intersection(chunk)).update(withdrawn_at=done_at)
            rebuild_name_keys(organisation, chunk)
            _record(events, chunk, brought, source)
    removed = tuple(sorted(brought.intersection(touched)))
    return Undone(withdrawn, restored, removed, tuple(sorted(built_on)))


def came_by(source: str, column: str = "source") -> Q:
    """Return the condition of having come by a source, or by a part of it."""
    return Q(**{column: source}) | Q(**{f"{column}__startswith": f"{source}:"})


def _touched(organisation: Organisation, source: str) -> set[int]:
    touched: set[int] = set()
    for model in FACTS:
        rows = model._default_manager.filter(came_by(source), organisation=organisation, withdrawn_at__isnull=True)
        touched.update(rows.values_list("person_id", flat=True).distinct())
    rows_of_people = Person.objects.filter(came_by(source), organisation=organisation, withdrawn_at__isnull=True)
    return touched | set(rows_of_people.values_list("pk", flat=True))


def would_stay(*, organisation: Organisation, source: str) -> set[int]:
    """Return the people whom a source brought and whom an undo would leave alone, as more is recorded of them since."""
    brought = _brought(organisation, source).filter(withdrawn_at__isnull=True)
    return _built_on(organisation, source, set(brought.values_list("pk", flat=True)))


def _built_on(organisation: Organisation, source: str, brought: set[int]) -> set[int]:
    built_on: set[int] = set()
    for model in FACTS:
        rows = model._default_manager.filter(organisation=organisation, person__in=_brought(organisation, source))
        built_on.update(rows.exclude(came_by(source)).values_list("person_id", flat=True).distinct())
    merges = Alias.objects.filter(organisation=organisation, undone_at__isnull=True)
    for pair in merges.values_list("person_id", "same_as_id"):
        built_on.update(pair)
    return built_on & brought


def _brought(organisation: Organisation, source: str) -> QuerySet[Person]:
    return Person.objects.filter(came_by(source), organisation=organisation)


def _withdraw(person_ids: Collection[int], source: str, *, by: Actor, at: datetime) -> int:
    return sum(
        model._default_manager.filter(came_by(source), person_id__in=person_ids, withdrawn_at__isnull=True).update(
            withdrawn_at=at, withdrawn_by=by.user
        )
        for model in FACTS
    )


def _restore(organisation: Organisation, person_ids: Collection[int], source: str, *, by: Actor, at: datetime) -> int:
    restored = 0
    for model in FACTS:
        replaced = list(
            model._default_manager.filter(came_by(source, "withdrawn_for"), person_id__in=person_ids).exclude(
                came_by(source)
            )
        )
        if not replaced:
            continue
        latest = _latest(model, person_ids)
        wanted = [row for row in replaced if not _since(model, latest, row)]
        if model is Identifier:
            wanted = _still_free(organisation, wanted)
        copies = [
            model(
                organisation_id=row.organisation_id,
                person_id=row.person_id,
                source=row.source,
                recorded_at=at,
                recorded_by=by.user,
                **{column: getattr(row, column) for column in content_columns(model)},
            )
            for row in wanted
        ]
        restored += len(model._default_manager.bulk_create(copies))
    return restored


def _latest(model: type[Fact], person_ids: Collection[int]) -> dict[tuple[object, ...], datetime]:
    """Return when each slot of these people was last written and is still believed."""
    latest: dict[tuple[object, ...], datetime] = {}
    rows = model._default_manager.filter(person_id__in=person_ids, withdrawn_at__isnull=True)
    for *slot, recorded_at in rows.order_by("recorded_at").values_list("person_id", *model.slot, "recorded_at"):
        latest[tuple(slot)] = recorded_at
    return latest


def _since(model: type[Fact], latest: dict[tuple[object, ...], datetime], row: Fact) -> bool:
    slot = (row.person_id, *(getattr(row, column) for column in model.slot))
    return slot in latest and row.withdrawn_at is not None and latest[slot] >= row.withdrawn_at


def _still_free(organisation: Organisation, rows: list[Fact]) -> list[Fact]:
    """Return the identifiers that nobody else has been given meanwhile."""
    wanted = {row.value for row in rows if isinstance(row, Identifier)}
    held = Identifier.objects.filter(organisation=organisation, value__in=wanted, withdrawn_at__isnull=True)
    taken = set(held.values_list("kind", "issuer", "value"))
    return [row for row in rows if isinstance(row, Identifier) and (row.kind, row.issuer, row.value) not in taken]


def _record(events: Events, person_ids: Collection[int], brought: set[int], source: str) -> None:
    public_ids = dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "public_id"))
    kinds: dict[str, list[str]] = defaultdict(list)
    for person_id in person_ids:
        kinds["person.removed" if person_id in brought else "person.restored"].append(public_ids[person_id])
    for kind, persons in kinds.items():
        events.record(kind, persons=persons, after={"from": source, "people": len(persons)})
