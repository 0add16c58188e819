"""
What is believed of the people on one list, and what is to be written of them.

Every change of a fact goes through a `Book`: it is opened on some people, told what is so, and written once. A fact is
never changed: one takes another's place, which is withdrawn.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.rows import insert_rows
from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import DatedFact, Fact, Name, NameKey, Person
from towpath.people.name_keys import keys_of
from towpath.people.sameness import Sameness

CHUNK = 500
NAMES_TOLD = frozenset({"legal_name", "preferred_name", "former_name"})
_DAY = timedelta(days=1)
_BOOKKEEPING = frozenset(
    {
        "id",
        "organisation_id",
        "person_id",
        "source",
        "recorded_at",
        "recorded_by",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_for",
    }
)
_ALWAYS = ("organisation_id", "person_id", "source", "recorded_at", "recorded_by", "withdrawn_by", "withdrawn_for")


@cache
def content_columns(model: type[Fact]) -> tuple[str, ...]:
    """Return the columns that say what a fact says, its dates included, and not whose it is or where it came from."""
    return tuple(column.attname for column in model._meta.concrete_fields if column.attname not in _BOOKKEEPING)


@cache
def _blank(model: type[Fact]) -> dict[str, Any]:
    return {
        # A choice is written as its value: drivers have ideas of their own about enumerations.
        column.attname: getattr(column.get_default(), "value", column.get_default())
        for column in model._meta.concrete_fields
        if column.attname not in _BOOKKEEPING
    }


CHANGED_MEANWHILE = "Somebody else has just changed this record. Look at it again."


class ChangedMeanwhileError(RuntimeError):
    """What a book read was withdrawn by somebody else before it was written; nothing was written, so try again."""


@dataclass(slots=True, eq=False)
class Held:
    """One fact believed now. `id` is None where it is only about to be written."""

    id: int | None
    person_id: int
    content: dict[str, Any]

    def is_in_force(self, on: date) -> bool:
        """Return whether it holds on a day; a date not known neither starts nor ends it."""
        starts, ends = self.content["from_date"], self.content["to_date"]
        return (starts is None or starts <= on) and (ends is None or on <= ends)


class _Believed(dict[type[Fact], dict[int, list[Held]]]):
    """What is believed of some people, by whom they go by; each kind of fact is read when it is first asked for."""

    def __init__(self, person_ids: Collection[int], sameness: Sameness) -> None:
        super().__init__()
        self._person_ids = person_ids
        self._sameness = sameness

    def __missing__(self, model: type[Fact]) -> dict[int, list[Held]]:
        held = self[model] = defaultdict(list)
        if self._person_ids:
            _read(model, self._person_ids, self._sameness, held)
        return held


@dataclass(slots=True, kw_only=True)
class Book:
    """Facts of some people, open for writing. `on` is the day that the source speaks of."""

    organisation: Organisation
    source: str
    on: date
    by: Actor
    at: datetime
    sameness: Sameness
    public_ids: dict[int, str]
    held: _Believed
    changed: dict[int, dict[str, None]] = field(default_factory=dict)
    _new: dict[int, Person] = field(default_factory=dict)
    _withdrawn: dict[type[Fact], list[int]] = field(default_factory=lambda: defaultdict(list))
    _fresh: dict[type[Fact], dict[int, Held]] = field(default_factory=lambda: defaultdict(dict))

    def add_person(self, number: int) -> None:
        """Add somebody new under a negative number, which stands for their id until they are written."""
        person = Person(organisation=self.organisation, created_at=self.at, source=self.source)
        self._new[number] = person
        self.public_ids[number] = person.public_id
        self.changed[number] = {}

    def id_of(self, number: int) -> int:
        """Return the id of somebody, new or not, once everything is written."""
        return self._new[number].pk if number in self._new else number

    def slot(self, model: type[Fact], person_id: int, **named: object) -> list[Held]:
        """Return what is believed of a person of one kind in one slot."""
        held = self.held[model].get(person_id, [])
        for column, value in named.items():
            held = [each for each in held if each.content[column] == value]
        return held if named else list(held)

    def believe(self, model: type[Fact], person_id: int, *, told: str, **content: object) -> Held:
        """Write a new fact; `told` is the field that changed, as the log and the caller name it."""
        new = Held(None, person_id, {**_blank(model), **content})
        self.held[model][person_id].insert(0, new)
        self._fresh[model][id(new)] = new
        self.changed.setdefault(person_id, {})[told] = None
        return new

    def disbelieve(self, model: type[Fact], old: Held, *, told: str) -> None:
        """Withdraw a fact."""
        leader = self.sameness.leading(old.person_id)
        self.held[model][leader].remove(old)
        if old.id is None:
            del self._fresh[model][id(old)]
        else:
            self._withdrawn[model].append(old.id)
        self.changed.setdefault(leader, {})[told] = None

    def replace(self, model: type[Fact], person_id: int, *, told: str, **content: object) -> bool:
        """
        Put a fact that was always so in its slot, and return whether anything changed.

        A fact of a record merged into this one is shadowed and not withdrawn, so that undoing the merge restores it.
        """
        now = self.slot(model, person_id, **{column: content[column] for column in model.slot})
        if now and all(now[0].content[column] == value for column, value in content.items()):
            return False
        for old in now:
            if old.person_id == person_id:
                self.disbelieve(model, old, told=told)
        self.believe(model, person_id, told=told, **content)
        return True

    def change(
        self, model: type[DatedFact], person_id: int, *, told: str, from_date: date | None = None, **content: object
    ) -> bool:
        """
        Let a fact hold from a day, end the one that it follows the day before, and return whether anything changed.

        With no day given it holds from the day of the source, or from the start where nothing was believed before; news
        older than what is believed changes nothing.
        """
        start = from_date or self.on
        now = self.slot(model, person_id, **{column: content[column] for column in model.slot})
        before = next((each for each in now if each.is_in_force(start)), None)
        if before is None:
            later = [each.content["from_date"] for each in now if (each.content["from_date"] or start) > start]
            ends = min(later) - _DAY if later else None
            if later and from_date is None:
                return False
            self.believe(model, person_id, told=told, from_date=start if now else from_date, to_date=ends, **content)
            return True
        is_past = from_date is None and before.content["to_date"] is not None
        if is_past or all(before.content[column] == value for column, value in content.items()):
            return False
        self._follow(model, person_id, before, start=start, told=told, content=content)
        return True

    def _follow(
        self,
        model: type[DatedFact],
        person_id: int,
        before: Held,
        *,
        start: date,
        told: str,
        content: Mapping[str, object],
    ) -> None:
        ends = before.content["to_date"]
        if before.person_id == person_id:
            self.end(model, before, to_date=start - _DAY, told=told)
        self.believe(model, person_id, told=told, from_date=start, to_date=ends, **content)

    def settle(self, model: type[DatedFact], person_id: int, *, told: str, from_date: date, **content: object) -> bool:
        """
        Let a fact hold from a day for good, and return whether anything changed.

        What runs into that day ends the day before, and what begins on it or later is withdrawn. A fact of a record
        merged into this one is shadowed and left as it is.
        """
        new = {**_blank(model), **content, "from_date": from_date, "to_date": None}
        slot = self.slot(model, person_id, **{column: content[column] for column in model.slot})
        own = [each for each in slot if each.person_id == person_id]
        reaching = [each for each in own if (each.content["to_date"] or date.max) >= from_date]
        if [each.content for each in reaching] == [new]:
            return False
        for old in reaching:
            self.end(model, old, to_date=from_date - _DAY, told=told)
        self.believe(model, person_id, told=told, **new)
        return True

    def end(self, model: type[DatedFact], old: Held, *, to_date: date, told: str) -> None:
        """Let a fact hold no longer than a day; one that would end before it starts is withdrawn."""
        self.disbelieve(model, old, told=told)
        starts = old.content["from_date"]
        if starts is None or starts <= to_date:
            leader = self.sameness.leading(old.person_id)
            self.believe(model, leader, told=told, **{**old.content, "to_date": to_date})

    def write(self, events: Events) -> None:
        """
        Write what changed, and record one event a person. Call it once, inside a transaction.

        At most one statement for new people, two a kind of fact and two for name keys, however many people.

        :raises ChangedMeanwhileError: somebody else changed the same fact since the book was opened
        """
        Person.objects.bulk_create(self._new.values())
        for model, ids in self._withdrawn.items():
            still_believed = model._default_manager.filter(pk__in=ids, withdrawn_at__isnull=True)
            withdrawn = still_believed.update(
                withdrawn_at=self.at, withdrawn_by=self.by.user, withdrawn_for=self.source
            )
            if withdrawn != len(ids):
                raise ChangedMeanwhileError(CHANGED_MEANWHILE)
        for model, fresh in self._fresh.items():
            columns = content_columns(model)
            insert_rows(
                model,
                (*_ALWAYS, *columns),
                [
                    (
                        self.organisation.pk,
                        self.id_of(each.person_id),
                        self.source,
                        self.at,
                        self.by.user,
                        "",
                        "",
                        *(each.content[column] for column in columns),
                    )
                    for each in fresh.values()
                ],
            )
        self._write_name_keys()
        for number, told in self.changed.items():
            events.record(
                "person.created" if number in self._new else "person.updated",
                person=self.public_ids[number],
                subject=f"people_person:{self.id_of(number)}",
                after={"changed": list(told), "from": self.source},
            )

    def _write_name_keys(self) -> None:
        renamed = [number for number, told in self.changed.items() if not NAMES_TOLD.isdisjoint(told)]
        known = [number for number in renamed if number not in self._new]
        if known:
            NameKey.objects.filter(person_id__in=known).delete()
        _insert_name_keys(self.organisation, {self.id_of(number): keys_of(self._names(number)) for number in renamed})

    def _names(self, number: int) -> Iterator[str]:
        for each in self.held[Name][number]:
            if each.person_id == number:
                yield each.content["given_name"]
                yield each.content["family_name"]


def write_book(book: Book) -> None:
    """
    Write a book that a page filled, in a transaction of its own; nothing changed writes nothing.

    :raises ChangedMeanwhileError: somebody else changed the same fact, or wrote what may be only once
    """
    if not book.changed:
        return
    try:
        with transaction(by=book.by, at=book.at) as events:
            book.write(events)
    except IntegrityError as error:
        raise ChangedMeanwhileError(CHANGED_MEANWHILE) from error


def rebuild_name_keys(organisation: Organisation, person_ids: Collection[int]) -> None:
    """Rebuild the keys of these records from the names believed now, inside the transaction that changed them."""
    names: dict[int, set[str]] = defaultdict(set)
    rows = Name.objects.filter(person_id__in=person_ids, withdrawn_at__isnull=True)
    for person_id, given_name, family_name in rows.values_list("person_id", "given_name", "family_name"):
        names[person_id] |= keys_of((given_name, family_name))
    NameKey.objects.filter(person_id__in=person_ids).delete()
    _insert_name_keys(organisation, names)


def _insert_name_keys(organisation: Organisation, keys: Mapping[int, set[str]]) -> None:
    insert_rows(
        NameKey,
        ("organisation_id", "person_id", "key"),
        [(organisation.pk, person_id, key) for person_id, of_one in keys.items() for key in sorted(of_one)],
    )


def open_book(
    organisation: Organisation,
    person_ids: Collection[int],
    *,
    source: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Book:
    """
    Return what is believed of these people and of whoever is merged with them.

    Two queries, and one a kind of fact when it is first asked for.

    People of another organisation are left out.
    """
    sameness = Sameness.around(organisation, person_ids)
    public_ids = dict(
        Person.objects.filter(organisation=organisation, pk__in=among(sameness.everyone)).values_list("pk", "public_id")
    )
    return Book(
        organisation=organisation,
        source=source,
        on=on,
        by=by,
        at=at,
        sameness=sameness,
        public_ids=public_ids,
        held=_Believed(set(public_ids), sameness),
    )


def book_on(person: Person, *, source: str, by: Actor, at: datetime, on: date | None = None) -> Book:
    """Return a book open on one person; the source speaks of the day of `at` where no other is given."""
    day = on or localdate(at)
    return open_book(person.organisation, [person.pk], source=source, on=day, by=by, at=at)


def _read(model: type[Fact], person_ids: Collection[int], sameness: Sameness, held: dict[int, list[Held]]) -> None:
    columns = content_columns(model)
    rows = model._default_manager.filter(person_id__in=among(person_ids), withdrawn_at__isnull=True)
    for pk, person_id, *content in rows.order_by("recorded_at", "id").values_list("id", "person_id", *columns):
        # The latest first, and a record's own before those of records merged into it.
        held[sameness.leading(person_id)].insert(0, Held(pk, person_id, dict(zip(columns, content, strict=True))))
    if sameness.leaders:
        for leader, rows_of_one in held.items():
            rows_of_one.sort(key=lambda each: each.person_id != leader)
