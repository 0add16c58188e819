"""What became of a batch's rows, summed and written out, for whoever may already see the batch."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from django.db.models import Case, CharField, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from towpath.imports.because import OF_A_POSTCODE, SAID_BY_PROBLEMS, because_words
from towpath.imports.models import Batch, Row
from towpath.imports.reading.values.words import WRONG_NAMES
from towpath.imports.storing import restored_problem
from towpath.people.protected import protected_among
from towpath.rules.cells import plain_row
from towpath.rules.problems import Problem
from towpath.rules.recognition import Because

CHUNK = 500
OUTCOMES = ("created", "updated", "unchanged", "rejected", "held")
REJECTED, HELD = Row.Outcome.REJECTED, Row.Outcome.HELD
# The first columns of the download, of which the last three are what a problem says.
ABOUT = ("Sheet", "Row", "Outcome", "Column", "Value", "Problem")
SAID = ("column", "value", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """
    What became, or would become, of the rows of a batch. `read` is the sum of the five that follow; `skipped` are no
    records.

    `waiting` counts rows read whose chunk has not been reached, of which `planned` outcomes are counted in the five.
    """

    created: int
    updated: int
    unchanged: int
    rejected: int
    held: int
    skipped: int
    waiting: int

    @property
    def read(self) -> int:
        """Return how many rows of the list are records."""
        return self.created + self.updated + self.unchanged + self.rejected + self.held


def sum_of(batch: Batch) -> Sum:
    """
    Return what became of the rows of a batch so far; rows not reached yet are counted as planned. One query.

    The sum is checked here, each time, and not only in tests: a row without an outcome and without a plan is a fault of
    ours.
    """
    return sums_of([batch])[batch.pk]


def sums_of(batches: Sequence[Batch]) -> Mapping[int, Sum]:
    """Return what became of the rows of each of these batches, by the batch's key. One query, however many batches."""
    came_to = Case(When(outcome="", then=F("planned")), default=F("outcome"), output_field=CharField())
    is_waiting = Case(When(outcome="", then=Value(1)), default=Value(0))
    rows = Row.objects.filter(batch__in=[batch.pk for batch in batches]).annotate(
        came_to=came_to, is_waiting=is_waiting
    )
    by_outcome: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    waiting: dict[int, int] = defaultdict(int)
    for row in rows.values("batch_id", "came_to", "is_waiting").annotate(rows=Count("id")).order_by("batch_id"):
        by_outcome[row["batch_id"]][row["came_to"]] += row["rows"]
        waiting[row["batch_id"]] += row["rows"] if row["is_waiting"] else 0
    return {batch.pk: _summed(batch, by_outcome[batch.pk], waiting[batch.pk]) for batch in batches}


def _summed(batch: Batch, by_outcome: Mapping[str, int], waiting: int) -> Sum:
    if by_outcome.get("", 0):
        raise AssertionError(f"Batch {batch.number} has {by_outcome['']} rows that came to nothing.")
    return Sum(
        **{outcome: by_outcome.get(outcome, 0) for outcome in OUTCOMES},
        skipped=by_outcome.get("skipped", 0),
        waiting=waiting,
    )


def list_problems(batch: Batch) -> Iterator[Problem]:
    """Yield every problem of a batch and of its rows, in the order of the file."""
    yield from (restored_problem(held) for held in batch.problems)
    rows = batch.rows.exclude(problems=[]).order_by("number").values_list("problems", flat=True)
    for problems in rows.iterator(chunk_size=CHUNK):
        yield from (restored_problem(held) for held in problems)


def list_rows(batch: Batch, outcome: str) -> QuerySet[Row]:
    """Return the rows of a batch that came to an outcome, or are planned to, in the order of the file."""
    rows = batch.rows.select_related("person")
    came_to = rows.filter(outcome=outcome) | rows.filter(outcome="", planned=outcome)
    return came_to.order_by("number")


REASONS_TO_LOOK = (Because.VERY_ALIKE.name.lower(), "kept_ours", "late", "died")


def list_worth_a_look(batch: Batch) -> QuerySet[Row]:
    """
    Return the rows of a batch that need nobody, and of which something is worth knowing: that a score recognised their
    person, that they say something otherwise of who somebody is, that later news stands, or that a name looks wrong.
    """
    worth = Q(because__in=REASONS_TO_LOOK)
    for code in WRONG_NAMES:
        worth |= Q(said__contains=code)
    # As text, for SQLite cannot ask what a list in JSON holds.
    rows = batch.rows.select_related("person").annotate(said=Cast("problems", TextField())).filter(worth)
    return rows.exclude(outcome=HELD).exclude(outcome="", planned=HELD).order_by("number")


def write_rejected(batch: Batch, out: TextIO) -> int:
    """
    Write the rejected and held rows as they were given, each with what is wrong and what to do, and return how many.

    A row keeps only the cells that were filled, so the headings are those of all these rows, as they first appear.
    Cells that a spreadsheet would run as a formula are made plain text. Whoever asked for it, a file says nothing of
    where somebody lives whose address is protected.
    """
    came_to = batch.rows.filter(outcome__in=(REJECTED, HELD)) | batch.rows.filter(
        outcome="", planned__in=(REJECTED, HELD)
    )
    rows = came_to.order_by("number")
    given_cells = rows.values_list("as_given", flat=True).iterator(chunk_size=CHUNK)
    headings = list(dict.fromkeys(place for as_given in given_cells for place in _in_place(as_given)))
    writer = csv.writer(out)
    if headings:
        writer.writerow(plain_row((*ABOUT, *(heading for heading, _ in headings))))
    protected, count = _protected_rivals(batch, came_to), 0
    for row in rows.iterator(chunk_size=CHUNK):
        given = _in_place(row.as_given)
        for told in _wrong_with(row, is_hidden=not protected.isdisjoint(row.rivals)):
            about = [row.sheet, row.line, row.outcome or row.planned, *(told.get(name) for name in SAID)]
            writer.writerow(plain_row((*about, *(given.get(place) for place in headings))))
        count += 1
    return count


def _in_place(as_given: Iterable[tuple[str, str]]) -> Mapping[tuple[str, int], str]:
    """Return the cells of a row by their heading, and by the how-manieth under it, as one may stand twice."""
    seen: Counter[str] = Counter()
    cells = {}
    for heading, cell in as_given:
        seen[heading] += 1
        cells[heading, seen[heading]] = cell
    return cells


def _protected_rivals(batch: Batch, rows: QuerySet[Row]) -> frozenset[int]:
    spoken_of = rows.filter(because__in=OF_A_POSTCODE).order_by().values_list("rivals", flat=True)
    return protected_among(batch.organisation, {person_id for rivals in spoken_of for person_id in rivals})


def _wrong_with(row: Row, *, is_hidden: bool) -> Iterator[Mapping[str, object]]:
    """Yield why a row waits, where its problems do not say so themselves, and then each of its problems."""
    if row.because not in SAID_BY_PROBLEMS or not row.problems:
        yield {"message": because_words(row.because, is_hidden=is_hidden, otherwise=row.because)}
    yield from row.problems
