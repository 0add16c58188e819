"""
The one way to write, and the one way to disclose.

`transaction` opens every write transaction in the house. It gathers what is recorded and appends it last, so the
organisation's chain is held only for the moment before the commit.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction as database
from django.db.models import Model

from towpath.audit import Actor
from towpath.audit.chain import START, event_hash, instant
from towpath.audit.facts import Facts, changes, facts
from towpath.audit.models import ChainHead, Event
from towpath.audit.rows import insert_rows

EVENT_COLUMNS = tuple(field.attname for field in Event._meta.concrete_fields if not field.primary_key)


class NothingRecordedError(Exception):
    """A write transaction ended without saying what it did; it was rolled back."""


@dataclass(frozen=True, slots=True)
class _Pending:
    by: Actor
    at: datetime
    kind: str
    person: str
    subject: str
    facts: str
    persons: str


class Events:
    """What has been recorded so far in one open transaction."""

    def __init__(self, *, by: Actor, at: datetime, pending: list[_Pending]) -> None:
        self._by = by
        self._at = at
        self._pending = pending

    def record(
        self,
        kind: str,
        *,
        person: object | None = None,
        persons: Iterable[object] = (),
        subject: str = "",
        before: Facts | Mapping[str, object] | None = None,
        after: Facts | Mapping[str, object] | None = None,
    ) -> None:
        """
        Record that something was done, to be appended when the outermost transaction ends.

        :param kind: what was done, as `person.merged`
        :param person: the public id of the one person it is about; `persons` where it is about several
        :param subject: the row it is about, as `tracking_statement:12`
        :param before: from `towpath.audit.facts.facts(row)`, or a mapping of codes, dates and counts; likewise `after`
        """
        self._pending.append(
            _Pending(
                by=self._by,
                at=self._at,
                kind=kind,
                person="" if person is None else str(person),
                subject=subject,
                facts=changes(before, after),
                persons=_listed(persons),
            )
        )

    def change(self, kind: str, row: Model, values: Mapping[str, object], *, person: object | None = None) -> None:
        """
        Change a row that is held, raise its version, and record what it was and what it is.

        :param row: locked by whoever calls, who has compared its version with the one that was looked at
        :param values: by the names of its fields
        """
        before = facts(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1  # type: ignore[attr-defined]
        row.save(update_fields=[*values, "version"])
        self.record(kind, person=person, subject=f"{row._meta.db_table}:{row.pk}", before=before, after=facts(row))


_open: ContextVar[list[_Pending] | None] = ContextVar("audit_open", default=None)


@contextmanager
def transaction(*, by: Actor, at: datetime, durable: bool = False) -> Iterator[Events]:
    """
    Open a write transaction, or join the one that is open, and give what events are recorded on.

    An exception undoes the block and forgets its events. Inside another block only the inner one is undone, so a caller
    may catch what it raised and go on.

    :param durable: what is recorded must be committed when the block ends, because bytes leave straight after
    :raises NothingRecordedError: the block ended with nothing recorded
    :raises RuntimeError: a durable block was opened inside another, which could still be undone
    :raises ValueError: `at` has no time zone
    """
    instant(at)
    outer = _open.get()
    if durable and outer is not None:
        raise RuntimeError("What leaves the house cannot be recorded inside another transaction, which may be undone.")
    pending: list[_Pending] = [] if outer is None else outer
    already = len(pending)
    token = _open.set(pending)
    try:
        with database.atomic(durable=durable):
            yield Events(by=by, at=at, pending=pending)
            if len(pending) == already:
                raise NothingRecordedError("This transaction recorded no event. Call events.record(…) before it ends.")
            if outer is None:
                _append(pending)
    except BaseException:
        del pending[already:]
        raise
    finally:
        _open.reset(token)


def disclose(*, by: Actor, at: datetime, kind: str, persons: Iterable[object], subject: str = "") -> None:
    """
    Commit one event that names everyone whose record is about to be shown, before any byte of it leaves.

    :raises RuntimeError: called inside a transaction, where it could still be undone after the page was sent
    """
    with transaction(by=by, at=at, durable=True) as events:
        events.record(kind, persons=persons, subject=subject)


def _listed(persons: Iterable[object]) -> str:
    ids = [str(person) for person in persons]
    return json.dumps(ids, separators=(",", ":")) if ids else ""


def _append(pending: list[_Pending]) -> None:
    # Chains are locked in one order, so that two transactions that touch two councils cannot wait for each other.
    ordered = sorted(pending, key=lambda event: event.by.organisation)
    for organisation, events in groupby(ordered, key=lambda event: event.by.organisation):
        ChainHead.objects.bulk_create([ChainHead(organisation=organisation, hash=START)], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update(no_key=True).get(organisation=organisation)
        rows = []
        for event in events:
            fields = _chained(event, sequence=head.sequence + 1, previous_hash=head.hash)
            head.sequence, head.hash = head.sequence + 1, str(fields["hash"])
            rows.append([fields[column] for column in EVENT_COLUMNS])
        insert_rows(Event, EVENT_COLUMNS, rows)
        head.save(update_fields=["sequence", "hash"])


def _chained(event: _Pending, *, sequence: int, previous_hash: str) -> dict[str, object]:
    fields: dict[str, object] = {
        "organisation": event.by.organisation,
        "sequence": sequence,
        "user": event.by.user,
        "role": event.by.role,
        "kind": event.kind,
        "person": event.person,
        "subject": event.subject,
        "facts": event.facts,
        "persons": event.persons,
        "previous_hash": previous_hash,
    }
    return {**fields, "at": event.at, "hash": event_hash({**fields, "at": instant(event.at)})}
