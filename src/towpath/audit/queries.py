"""Whether the log is whole, whether something was done since, and who was shown a record."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db.models import Q, QuerySet

from towpath.audit.chain import START, Head, event_hash, instant
from towpath.audit.models import ChainHead, Event

_COLUMNS = ("sequence", "at", "user", "role", "kind", "person", "subject", "facts", "persons", "previous_hash", "hash")


class FirstBad(TypedDict):
    """The first event, in order, that does not hold."""

    organisation: str
    sequence: int
    reason: str


class Verdict(TypedDict):
    """What a verification found."""

    events: int
    ok: bool
    first_bad: FirstBad | None


def list_heads() -> list[Head]:
    """Return the head of every chain, by organisation; keep them outside, and hand them to `verify` later."""
    rows = ChainHead.objects.order_by("organisation").values_list("organisation", "sequence", "hash")
    return [Head(*row) for row in rows]


def last_sequence(organisation: str) -> int:
    """Return the number of an organisation's last event; 0 before the first."""
    return ChainHead.objects.filter(organisation=organisation).values_list("sequence", flat=True).first() or 0


def was_done_since(
    organisation: str, sequence: int, kinds: Collection[str], *, other_than: tuple[str, datetime]
) -> bool:
    """
    Return whether anything of these kinds was done after an event, by somebody else or at another instant.

    :param other_than: the user and the instant of what does not count
    """
    user, at = other_than
    later = Event.objects.filter(organisation=organisation, sequence__gt=sequence, kind__in=kinds)
    return later.exclude(user=user, at=at).exists()


def has_come_late(organisation: str, sequence: int, instant: datetime) -> bool:
    """Return whether anything that says it was done by an instant was written down only after an event."""
    return Event.objects.filter(organisation=organisation, sequence__gt=sequence, at__lte=instant).exists()


def list_about(organisation: str, public_ids: Collection[str]) -> QuerySet[Event]:
    """
    Return every event that names one of these people, alone or in a list, the latest first.

    Lists are searched as text: nothing indexes them, so of a long log this takes a while.
    """
    named = Q(person__in=public_ids)
    for public_id in public_ids:
        named |= Q(persons__contains=f'"{public_id}"')
    return Event.objects.filter(named, organisation=organisation).order_by("-sequence")


def verify(organisation: str | None = None, *, heads: Iterable[Head] = ()) -> Verdict:
    """
    Return how many events were read and the first that was edited, deleted, inserted, moved or re-dated, if any.

    Reads in order and keeps nothing, so a log of any length takes the same memory. `heads` are heads kept elsewhere:
    with one, a tail that was cut off together with the stored head shows too.
    """
    kept = {head.organisation: head for head in heads}
    names = {organisation} if organisation else _organisations() | set(kept)
    events = 0
    first_bad: FirstBad | None = None
    for name in sorted(names):
        read, bad = _verify_chain(name, outside=kept.get(name))
        events += read
        first_bad = first_bad or bad
    return {"events": events, "ok": first_bad is None, "first_bad": first_bad}


def _organisations() -> set[str]:
    with_events = Event.objects.order_by().values_list("organisation", flat=True).distinct()
    return set(with_events) | set(ChainHead.objects.values_list("organisation", flat=True))


def _verify_chain(organisation: str, *, outside: Head | None) -> tuple[int, FirstBad | None]:
    sequence, previous = 0, START
    read = 0
    bad: FirstBad | None = None

    def found(at_sequence: int, reason: str) -> FirstBad:
        return {"organisation": organisation, "sequence": at_sequence, "reason": reason}

    rows = Event.objects.filter(organisation=organisation).order_by("sequence").values_list(*_COLUMNS)
    for row in rows.iterator(chunk_size=2_000):
        read += 1
        if bad:
            continue
        fields = dict(zip(_COLUMNS, row, strict=True))
        stated = fields.pop("hash")
        if fields["sequence"] != sequence + 1:
            bad = found(sequence + 1, "missing")
        elif fields["previous_hash"] != previous:
            bad = found(fields["sequence"], "does not follow the event before it")
        elif event_hash({**fields, "organisation": organisation, "at": instant(fields["at"])}) != stated:
            bad = found(fields["sequence"], "changed since it was written")
        elif outside and fields["sequence"] == outside.sequence and stated != outside.hash:
            bad = found(fields["sequence"], "differs from the head kept outside")
        sequence, previous = fields["sequence"], stated
    if bad is None and outside and sequence < outside.sequence:
        bad = found(sequence + 1, "missing: the head kept outside is later")
    if bad is None:
        head = ChainHead.objects.filter(organisation=organisation).first()
        if head is None:
            bad = found(sequence, "the chain's head is missing") if read else None
        elif (head.sequence, head.hash) != (sequence, previous):
            bad = found(sequence + 1, "the chain's head does not match its last event")
    return read, bad


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One time that somebody's record was shown: when, to whom by role, as what kind, and with how many others'."""

    at: datetime
    role: str
    kind: str
    people: int


def list_disclosures(
    organisation: str, persons: Collection[str], kinds: Collection[str], since: datetime
) -> list[Disclosure]:
    """
    Return every time since an instant that any of these records was shown, the latest first. One query.

    :param persons: public ids, all of one person
    """
    named = Q()
    for person in persons:
        named |= Q(persons__contains=f'"{person}"')
    rows = Event.objects.filter(named, organisation=organisation, kind__in=kinds, at__gte=since)
    return [
        Disclosure(at, role, kind, len(json.loads(shown)))
        for at, role, kind, shown in rows.order_by("-sequence").values_list("at", "role", "kind", "persons")
    ]
