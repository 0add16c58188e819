"""What was known of people that risk factors rest on: evidence told, and facts that say the same, at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from towpath.people.models import CareFact, CharacteristicFact, ReturnFact, SharingLimit
from towpath.risk.holding_back import objected
from towpath.risk.models import Assessment
from towpath.risk.models import Evidence as EvidenceRow
from towpath.risk.population import Member
from towpath.rules.risk.evidence import EVIDENCE_KINDS, NO, YES, Evidence, Piece, UnreadableError, evidence_kind
from towpath.tracking.models import Statement
from towpath.tracking.values import told_from

KINDS = tuple(kind.name for kind in EVIDENCE_KINDS)

SAID_BY_CHARACTERISTIC = {
    "110": "in_care",
    "120": "parent",
    "190": "parent",
    "140": "young_carer",
    "170": "youth_justice",
    "180": "pregnant",
    "200": "alternative_provision",
}
"""Published characteristics that say the same as a kind of evidence."""

CUSTODY = "710"
"""The published activity of somebody in custody."""

FLAGS = {"Y": YES, "N": NO}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was known of one person. Where `not_scored` says why not, nothing was gathered, nor may be."""

    evidence: Evidence
    not_scored: str = ""
    unreadable: int = 0


@dataclass(slots=True)
class _Pile:
    pieces: dict[str, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    unreadable: int = 0


def gather(members: Sequence[Member], as_at: date, known_at: datetime) -> Mapping[int, Gathered]:
    """
    Return what was known of these people by the record each goes by. Seven queries, however many.

    A characteristic or care fact in force says yes and speaks before a list that says no: it ends by a person's hand,
    not by a list's silence. The flags of the return, which staff correct, are evidence of their own.
    """
    leaders = {record: member.person_id for member in members for record in member.record_ids}
    not_scored = dict.fromkeys(_limited(leaders, as_at, known_at), Assessment.NotScored.SHARING_LIMITED.value)
    # Where both stand, the objection is said: it is the one that somebody here must answer.
    not_scored |= dict.fromkeys(
        {leaders[record] for record in objected(leaders, known_at)}, Assessment.NotScored.OBJECTED.value
    )
    open_to = {record: leader for record, leader in leaders.items() if leader not in not_scored}
    piles: dict[int, _Pile] = defaultdict(_Pile)
    for record, name, source in (
        *_circumstances(open_to, as_at, known_at),
        *_in_custody(open_to, as_at, known_at),
    ):
        piles[leaders[record]].pieces[name].append(Piece(YES, as_at, source))
    flags = ReturnFact.objects.known_at(known_at).in_force(as_at).filter(field__in=("send_flag", "sen_support_flag"))
    for record, name, value, source in _rows(flags, open_to, leaders, "field", "value", "source"):
        piles[leaders[record]].pieces[name].append(Piece(FLAGS[value], as_at, source))
    for record, name, value, day, source in _told(open_to, leaders, as_at, known_at):
        pile = piles[leaders[record]]
        try:
            pile.pieces[name].append(Piece(evidence_kind(name).read(value), day, source))
        except UnreadableError:
            pile.unreadable += 1
    return {
        member.person_id: Gathered(Evidence({}, as_at), not_scored=not_scored[member.person_id])
        if member.person_id in not_scored
        else Gathered(Evidence(piles[member.person_id].pieces, as_at), unreadable=piles[member.person_id].unreadable)
        for member in members
    }


def _limited(leaders: Mapping[int, int], as_at: date, known_at: datetime) -> set[int]:
    """Return who has asked that no more than name, address and birth date be shared. One query."""
    limits = SharingLimit.objects.known_at(known_at).in_force(as_at).filter(person_id__in=leaders)
    return {leaders[record] for record in limits.values_list("person_id", flat=True)}


def _circumstances(open_to: Mapping[int, int], as_at: date, known_at: datetime) -> Iterable[tuple[int, str, str]]:
    """Yield whose fact says which kind of evidence, and its source. Two queries."""
    codes = CharacteristicFact.objects.known_at(known_at).in_force(as_at)
    told = codes.filter(person_id__in=open_to, code__in=SAID_BY_CHARACTERISTIC).order_by("-recorded_at", "-id")
    for record, code, source in told.values_list("person_id", "code", "source"):
        yield record, SAID_BY_CHARACTERISTIC[code], source
    care = CareFact.objects.known_at(known_at).in_force(as_at).filter(kind=CareFact.Kind.LOOKED_AFTER)
    looked_after = care.filter(person_id__in=open_to).order_by("-recorded_at", "-id")
    for record, source in looked_after.values_list("person_id", "source"):
        yield record, "in_care", source


def _in_custody(open_to: Mapping[int, int], as_at: date, known_at: datetime) -> Iterable[tuple[int, str, str]]:
    """Yield who is in custody by the statement that speaks on the day, unless it has ended. One query."""
    told = Statement.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at),
        person_id__in=open_to,
        recorded_at__lte=known_at,
        start_date__lte=as_at,
    )
    speaking: dict[int, tuple[Any, Statement]] = {}
    for row in told.order_by("id"):
        rank = told_from(row, number=row.pk, recorded_at=row.recorded_at).statement.rank
        leader = open_to[row.person_id]
        if leader not in speaking or rank > speaking[leader][0]:
            speaking[leader] = (rank, row)
    for _rank, row in speaking.values():
        if row.code == CUSTODY and (row.end_date is None or row.end_date >= as_at):
            yield row.person_id, "custody", row.source


def _told(
    open_to: Mapping[int, int], leaders: Mapping[int, int], as_at: date, known_at: datetime
) -> list[tuple[Any, ...]]:
    """Return each piece of evidence: whose, its name, its value, its day and its source. One query."""
    known = EvidenceRow.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at),
        recorded_at__lte=known_at,
        as_at_date__lte=as_at,
        name__in=KINDS,
    )
    rows = _rows(known, open_to, leaders, "name", "value", "as_at_date", "source")
    # The latest day first; a sort keeps the order of what came before it.
    return sorted(rows, key=lambda row: row[3], reverse=True)


def _rows(
    facts: QuerySet[Any], open_to: Mapping[int, int], leaders: Mapping[int, int], *columns: str
) -> list[tuple[Any, ...]]:
    """Return these columns of facts, the record that each person goes by first and then the latest. One query."""
    rows = facts.filter(person_id__in=open_to).order_by("-recorded_at", "-id").values_list("person_id", *columns)
    return sorted(rows, key=lambda row: row[0] != leaders[row[0]])
