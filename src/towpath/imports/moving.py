"""
A move from another system, for whoever may already see its sender: what its lists brought or would bring, kind by kind,
beside what it says that it holds, and what is not carried over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Count, F, Q, When
from django.utils import timezone

from towpath.files.actions import FileRemovedError, open_kept
from towpath.imports.actions.layouts import map_of
from towpath.imports.actions.moving import KINDS, totals_of
from towpath.imports.actions.receiving import arrival_of
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, ImportedContact, Row, Sender
from towpath.imports.reading.left_out import why_left_out
from towpath.imports.reading.read import read_file
from towpath.imports.reading.refusals import FileRefused
from towpath.imports.summing import Sum, sums_of
from towpath.people.actions.undo import came_by
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact, Statement

COUNTED = (Batch.State.STAGED, Batch.State.STOPPED, Batch.State.APPLYING, Batch.State.APPLIED)
KIND_OF = {"people": "people", "indicators": "people", "activities": "activities", "contacts": "contacts"}
SUMMED = ("created", "updated", "unchanged", "rejected", "held", "skipped", "waiting")
OF_ROWS = ("people", "activities", "contacts", "guarantees", "destinations")
TOLD_BY = {
    "guarantees": ("guarantee_status_code", "year_12_guarantee_status_code"),
    "destinations": ("intended_destination_code",),
}
"""What no list is wholly about, by the fields of a row that tell of it."""
CHUNK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedKind:
    """
    One kind of what moves. `rows` is what became of the rows that tell of it, or would, and `held_here` how many we
    hold by these lists now; `total` is the old system's own, None where nobody typed it.
    """

    kind: str
    words: str
    total: int | None
    rows: Sum
    held_here: int

    @property
    def short(self) -> int | None:
        """Return how many fewer we hold than the old system says, less than nought where we hold more."""
        return None if self.total is None else self.total - self.held_here


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """A column that is not carried over: in how many rows it is filled, and why, where that was decided."""

    heading: str
    rows: int
    why: str


def list_move_batches(sender: Sender) -> list[Batch]:
    """Return the lists of an old system that count, the earliest first; of a file loaded twice the later. One query."""
    rows = Batch.objects.filter(
        organisation=sender.organisation_id, sender__code=sender.code, state__in=COUNTED
    ).select_related("sender", "organisation", "file", "layout")
    latest = {(row.format, row.file.sha256): row for row in rows.order_by("number")}
    return sorted(latest.values(), key=lambda batch: batch.number)


def sums_of_move(sender: Sender, batches: Sequence[Batch]) -> list[MovedKind]:
    """Return each kind that moves with its sums. The same queries however many rows there are."""
    totals, sums = totals_of(sender), sums_of(batches)
    by_kind: dict[str, list[Sum]] = defaultdict(list)
    for batch in batches:
        kind = KIND_OF.get(format_named(batch.format).kind)
        if kind:
            by_kind[kind].append(sums[batch.pk])
    for kind, names in TOLD_BY.items():
        by_kind[kind].append(_of_rows_that_tell(batches, names))
    here = _held_here(batches)
    return [
        MovedKind(
            kind=kind, words=KINDS[kind], total=totals.get(kind), rows=_added(by_kind[kind]), held_here=here[kind]
        )
        for kind in OF_ROWS
    ]


def _of_rows_that_tell(batches: Sequence[Batch], names: Sequence[str]) -> Sum:
    """Return what became, or would become, of the rows that give any of these fields. One query."""
    tells = reduce(or_, (Q(values__has_key=name) for name in names))
    came_to = Case(When(outcome="", then=F("planned")), default=F("outcome"), output_field=CharField())
    rows = Row.objects.filter(tells, batch__in=[batch.pk for batch in batches]).order_by()
    counted = rows.annotate(came_to=came_to).values("came_to", "outcome").annotate(rows=Count("id"))
    counts: Counter[str] = Counter()
    for each in counted:
        counts[each["came_to"]] += each["rows"]
        counts["waiting"] += each["rows"] if not each["outcome"] else 0
    return Sum(**{name: counts[name] for name in SUMMED})


def _held_here(batches: Sequence[Batch]) -> Counter[str]:
    """Return how many of each kind we hold by these lists, in force now."""
    ids = [batch.pk for batch in batches]
    here: Counter[str] = Counter()
    applied = Row.objects.filter(batch__in=ids, person__isnull=False).exclude(outcome="").order_by()
    here["people"] = applied.values("person").distinct().count()
    here["contacts"] = ImportedContact.objects.filter(row__batch__in=ids, event__withdrawn_at__isnull=True).count()
    if not batches:
        return here
    sources = reduce(or_, (came_by(batch.source) for batch in batches))
    told = (("activities", Statement), ("guarantees", GuaranteeFact), ("destinations", IntendedDestinationFact))
    for kind, model in told:
        rows = model._default_manager.filter(sources, organisation=batches[0].organisation_id)
        here[kind] = rows.filter(withdrawn_at__isnull=True).count()
    return here


def _added(sums: Sequence[Sum]) -> Sum:
    return Sum(**{name: sum(getattr(each, name) for each in sums) for name in SUMMED})


def before_move(batches: Sequence[Batch]) -> date | None:
    """Return the last day on which nothing of a move was applied, None where nothing of it is yet."""
    applied = [timezone.localdate(batch.applied_at) for batch in batches if batch.applied_at]
    return date.fromordinal(min(applied).toordinal() - 1) if applied else None


def list_left_behind(batch: Batch) -> list[LeftBehind]:
    """Return the columns of one list that no field is filled from, those of most rows first. Reads every row."""
    unused = _unused_headings(batch)
    filled: Counter[str] = Counter()
    for given in _given(batch):
        filled.update({heading for heading, value in given if heading in unused and value})
    told = [LeftBehind(heading=heading, rows=filled[heading], why=why_left_out(heading)) for heading in unused]
    return sorted((each for each in told if each.rows), key=lambda each: (-each.rows, each.heading))


def _given(batch: Batch) -> Iterator[Sequence[Sequence[str]]]:
    rows = batch.rows.exclude(outcome=Row.Outcome.SKIPPED).order_by("number")
    yield from rows.values_list("as_given", flat=True).iterator(chunk_size=CHUNK)


def _unused_headings(batch: Batch) -> frozenset[str]:
    layout = format_named(batch.format)
    if layout.medium == "xml":
        return frozenset()
    try:
        with open_kept(batch.file) as kept:
            content = kept.read()
    except FileRemovedError:
        # Its time was up, and only the file said which headings it had.
        return frozenset()
    maps = [map_of(batch.layout)] if batch.layout else []
    try:
        reading = read_file(
            layout, content, batch.file.original_name, arrival=arrival_of(batch.sender, batch.as_at_date), maps=maps
        )
    except FileRefused:
        # A list without headings was read by what was said of it once, which is not kept.
        return frozenset()
    return frozenset(
        place.header for one in reading.chosen for place in one.headers.places if place.role in ("ignored", "unknown")
    )


def list_unread_values(batch: Batch) -> Mapping[tuple[str, str], int]:
    """Return how many cells of a list could not be read, by column and what is wrong with them. Reads every row."""
    counts: Counter[tuple[str, str]] = Counter()
    rows = batch.rows.exclude(problems=[]).exclude(outcome=Row.Outcome.SKIPPED)
    for problems in rows.values_list("problems", flat=True).iterator(chunk_size=CHUNK):
        for problem in problems:
            if problem.get("severity") == "warning" and problem.get("column"):
                counts[problem["column"], problem["message"]] += 1
    return dict(counts.most_common())
