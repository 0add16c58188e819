"""Record what lists say can be joined, and undo what a list brought."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.organisation.models import Organisation
from towpath.provision.establishments import Outcome
from towpath.provision.models import Establishment, Opening, OpeningChange
from towpath.provision.openings import OpeningFacts, RecordedOpening, facts_held, wrong_with

ALWAYS_NEW = ("checked_date", "checked_by", "source", "recorded_at")
"""Columns that every telling sets; they alone are no change of what is offered."""


COLUMNS = {column.name: column for column in Opening._meta.concrete_fields}
TOLD_TWICE = ("told_twice", "The list says something else of this course further up. Leave one of the two rows.")


@dataclass(slots=True)
class _Decided:
    recorded: list[tuple[Opening | None, RecordedOpening]] = field(default_factory=list)
    created: list[Opening] = field(default_factory=list)
    updated: dict[int, tuple[Opening, dict[str, object]]] = field(default_factory=dict)
    confirmed: dict[int, Opening] = field(default_factory=dict)


def record_openings(
    *,
    organisation: Organisation,
    incoming: Sequence[OpeningFacts],
    checked_date: date,
    source: str,
    by: Actor,
    at: datetime,
    is_list: bool = False,
) -> list[RecordedOpening]:
    """
    Record what is told of openings as seen on a day, and return what became of each in the order given.

    One transaction; two queries, one insert of each kind, and one update for each that changed.

    :param is_list: the source is one list, which may not say two different things of one opening
    """
    decided = _decided(organisation, incoming, checked_date=checked_date, source=source, at=at, is_list=is_list)
    if decided.created or decided.updated or decided.confirmed:
        with transaction(by=by, at=at) as events:
            _write(decided, checked_date=checked_date, source=source, at=at, events=events)
    return [
        RecordedOpening(row.pk, each.outcome, each.changed) if row is not None else each
        for row, each in decided.recorded
    ]


def plan_openings(
    *,
    organisation: Organisation,
    incoming: Sequence[OpeningFacts],
    checked_date: date,
    source: str,
    at: datetime,
    is_list: bool = False,
) -> list[RecordedOpening]:
    """Return what `record_openings` would make of each, writing nothing."""
    decided = _decided(organisation, incoming, checked_date=checked_date, source=source, at=at, is_list=is_list)
    return [each for _, each in decided.recorded]


@dataclass(frozen=True, slots=True)
class OpeningsUndone:
    """How many openings an undo took out, put back as they were, and left because more was said of them since."""

    removed: int
    restored: int
    left: int


def withdraw_source(
    *, organisation: Organisation, source: str, by: Actor, at: datetime, keep: Collection[int] = ()
) -> OpeningsUndone:
    """
    Undo what a source did to the directory: take out what it brought, and put back what it changed.

    An opening of which something else was said since stays as it is.

    :param keep: ids of openings that stay whatever brought them, because somebody has applied
    """
    mine = OpeningChange.objects.filter(
        source=source, undone_at__isnull=True, opening__organisation=organisation
    ).select_related("opening")
    changes = list(mine.order_by("-pk"))
    if not changes:
        return OpeningsUndone(0, 0, 0)
    removed = restored = 0
    with transaction(by=by, at=at) as events:
        for change in changes:
            opening = change.opening
            # Whoever checked it since spoke last: a list's own word leaves nobody there.
            spoke_since = opening.source != source or bool(opening.checked_by)
            if spoke_since or opening.withdrawn_at is not None or opening.pk in keep:
                continue
            if change.brought_it:
                opening.withdrawn_at = at
                opening.save(update_fields=["withdrawn_at"])
                removed += 1
            else:
                for name, value in change.before.items():
                    setattr(opening, name, COLUMNS[name].to_python(value))
                opening.save(update_fields=[*change.before])
                restored += 1
            # Two rows of one list may have said something of it; the earlier one finds it as it was between the two.
            change.undone_at = at
        OpeningChange.objects.filter(pk__in=[each.pk for each in changes if each.undone_at]).update(undone_at=at)
        told = {"removed": removed, "restored": restored, "left": len(changes) - removed - restored}
        events.record("openings.withdrawn", subject=source, after=told)
    return OpeningsUndone(removed, restored, len(changes) - removed - restored)


def _decided(
    organisation: Organisation,
    incoming: Sequence[OpeningFacts],
    *,
    checked_date: date,
    source: str,
    at: datetime,
    is_list: bool,
) -> _Decided:
    places, known = _known(organisation, incoming)
    decided = _Decided()
    for given in incoming:
        row = known.get((given.establishment_id or 0, given.key))
        problem = _problem(given, row, places)
        if problem is None and row is not None and is_list and row.source == source and _differences(row, given):
            problem = TOLD_TWICE
        if problem is not None:
            decided.recorded.append((None, RecordedOpening(None, Outcome.REFUSED, (), *problem)))
        elif row is None:
            row = Opening(
                organisation=organisation,
                establishment_id=given.establishment_id or 0,
                key=given.key,
                checked_date=checked_date,
                source=source,
                recorded_at=at,
                **given.columns(),
            )
            known[row.establishment_id, row.key] = row
            decided.created.append(row)
            decided.recorded.append((row, RecordedOpening(None, Outcome.CREATED)))
        else:
            changed = _tell(row, given, decided)
            outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
            decided.recorded.append((row, RecordedOpening(row.pk, outcome, changed)))
            if not changed and row.pk is not None and row.checked_date < checked_date:
                decided.confirmed[row.pk] = row
    return decided


def _known(
    organisation: Organisation, incoming: Sequence[OpeningFacts]
) -> tuple[set[int], dict[tuple[int, str], Opening]]:
    """Return which of the establishments named are held here, and the openings held under the keys given."""
    asked = {each.establishment_id for each in incoming if each.establishment_id is not None}
    places = set(Establishment.objects.filter(organisation=organisation, pk__in=asked).values_list("pk", flat=True))
    keys = {each.key for each in incoming}
    held = Opening.objects.filter(
        organisation=organisation, establishment__in=places, key__in=keys, withdrawn_at__isnull=True
    )
    return places, {(row.establishment_id, row.key): row for row in held.order_by("pk")}


def _differences(row: Opening, given: OpeningFacts) -> dict[str, object]:
    return {name: value for name, value in given.columns().items() if getattr(row, name) != value}


def _tell(row: Opening, given: OpeningFacts, decided: _Decided) -> tuple[str, ...]:
    """Put what is given into a row, keep what stood before, and return the columns that changed."""
    changed = _differences(row, given)
    if changed and row.pk is not None:
        _, before = decided.updated.setdefault(row.pk, (row, {}))
        for name in changed:
            before.setdefault(name, getattr(row, name))
    for name, value in changed.items():
        setattr(row, name, value)
    return tuple(changed)


def _write(decided: _Decided, *, checked_date: date, source: str, at: datetime, events: Events) -> None:
    Opening.objects.bulk_create(decided.created, batch_size=500)
    changes = [
        OpeningChange(opening=row, source=source, before={}, brought_it=True, recorded_at=at) for row in decided.created
    ]
    for row, before in decided.updated.values():
        changes.append(_change(row, before, source=source, at=at))
        row.checked_date, row.checked_by, row.source, row.recorded_at = checked_date, "", source, at
        row.version += 1
        row.save(update_fields=[*before, *ALWAYS_NEW, "version"])
        after = {name: getattr(row, name) for name in before}
        events.record("opening.updated", subject=subject_of(row), before=in_codes(before), after=in_codes(after))
    confirmed = [row for pk, row in decided.confirmed.items() if pk not in decided.updated]
    changes += [_change(row, {}, source=source, at=at) for row in confirmed]
    OpeningChange.objects.bulk_create(changes, batch_size=500)
    if decided.created:
        events.record("openings.created", subject=source, after={"rows": [row.pk for row in decided.created]})
    if confirmed:
        ids = sorted(row.pk for row in confirmed)
        as_told = {"checked_date": checked_date, "checked_by": "", "source": source, "recorded_at": at}
        Opening.objects.filter(pk__in=ids).update(**as_told)
        events.record("openings.confirmed", subject=source, after={"rows": ids})


def _change(row: Opening, before: dict[str, object], *, source: str, at: datetime) -> OpeningChange:
    """Return what stood before a source changed or confirmed an opening, its own columns included."""
    kept = {**before, **{name: getattr(row, name) for name in ALWAYS_NEW}}
    plain = {name: _plain(value) for name, value in kept.items()}
    return OpeningChange(opening=row, source=source, before=plain, brought_it=False, recorded_at=at)


def in_codes(values: dict[str, Any]) -> dict[str, object]:
    """Return values short enough for the log: of long words, how long they are."""
    return {
        name: f"{len(value)} characters" if isinstance(value, str) and len(value) > 80 else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _problem(given: OpeningFacts, row: Opening | None, places: set[int]) -> tuple[str, str] | None:
    if given.establishment_id not in places:
        return "nobodys", "Nothing says whose this is. Send the list as that provider's, or give its UKPRN."
    # A list may give only one of two ages or days: the other is the one held.
    return wrong_with(given if row is None else replace(facts_held(row), **dict[str, Any](given.columns())))


def subject_of(opening: Opening) -> str:
    """Return what the log calls an opening."""
    return f"provision_opening:{opening.pk}"
