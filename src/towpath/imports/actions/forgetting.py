"""Forgetting what was decided about a row: what came of it is taken back too, or it is said why it cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.imports.actions.desk import description_of, meaning_of
from towpath.imports.actions.settling import do_again, locked
from towpath.imports.actions.undoing import undo_row, why_row_stays
from towpath.imports.models import Batch, Row
from towpath.matching.actions import AlreadyUndoneError, undo_decision
from towpath.matching.models import Decision
from towpath.matching.register import fingerprint
from towpath.people.sameness import Sameness

OVER = (Batch.State.REFUSED, Batch.State.UNDONE)
"""Lists of which nothing stands any more."""
PUT_RIGHT = "Put the record right, or undo the whole list."


class DecisionStaysError(Exception):
    """What came of a decision cannot be taken back by itself; the words say why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """
    What rests on a decision: rows that wrote to a record by it, and rows that it only steers, each the latest first.

    `stays_because` says why what was written cannot be taken back by itself, and is empty where it can be.
    """

    wrote: tuple[Row, ...]
    waiting: tuple[Row, ...]
    stays_because: str = ""


def resting_on(decision: Decision) -> Resting:
    """Return what rests on a decision, in lists that were neither refused nor undone."""
    rows = list(_rows_of(decision))
    wrote = tuple(row for row in rows if row.outcome and row.person_id is not None)
    waiting = tuple(row for row in rows if row not in wrote)
    return Resting(wrote=wrote, waiting=waiting, stays_because=_why_it_stays(rows, wrote))


def forget(decision: Decision, *, by: Actor, at: datetime) -> Resting:
    """
    Undo a decision: what its rows wrote is withdrawn, and each of them is looked at again. Return what rested on it.

    :raises DecisionStaysError: what a row wrote cannot be told apart or taken back by itself
    :raises AlreadyUndoneError: it is not in force any more
    """
    with transaction(by=by, at=at) as events:
        batch_ids = {row.batch_id for row in _rows_of(decision)}
        # Whoever applies or settles these lists waits, so that what is read next stays so to the end.
        list(Batch.objects.select_for_update(no_key=True).filter(pk__in=batch_ids).order_by("pk"))
        resting = resting_on(decision)
        undo_decision(organisation=decision.organisation, decision_id=decision.pk, by=by, at=at)
        if resting.stays_because:
            raise DecisionStaysError(resting.stays_because)
        for row in resting.wrote:
            undo_row(row, by=by, at=at)
        for row in (*reversed(resting.wrote), *reversed(resting.waiting)):
            do_again(row.batch, row, events, by=by, at=at)
    return resting


def unsettle_row(row: Row, *, by: Actor, at: datetime) -> Row:
    """
    Take back the last decision about whom a row is about, with what it did; return the row as it then stands.

    :raises DecisionStaysError: what the row wrote cannot be told apart or taken back by itself
    :raises NotReadyError: its list is refused, half applied or undone
    :raises AlreadyUndoneError: nothing decided about it is in force
    """
    with transaction(by=by, at=at):
        row, batch = locked(row)
        decided = Decision.objects.filter(
            organisation=batch.organisation,
            sender=batch.sender.code,
            fingerprint=fingerprint(description_of(row, meaning_of(batch))),
            undone_at__isnull=True,
        )
        last = decided.order_by("-pk").first()
        if last is None:
            raise AlreadyUndoneError("This decision was undone already. Look at the list again.")
        last.source = last.source or row.source
        forget(last, by=by, at=at)
    row.refresh_from_db()
    return row


def _rows_of(decision: Decision) -> Iterator[Row]:
    """Yield the rows that a decision speaks of, the latest first: the one decided, and those it gave to somebody."""
    told = Q(pk__in=())
    if decision.kind == Decision.Kind.SAME and decision.person_id is not None:
        joined = Sameness.of(decision.organisation).narrowed([decision.person_id])
        told |= Q(person_id__in=[decision.person_id, *joined.everyone])
    if decision.source and not _is_decided_otherwise(decision):
        _, batch_id, number = decision.source.split(":")
        told |= Q(batch_id=int(batch_id), number=int(number))
    rows = Row.objects.filter(told, batch__organisation=decision.organisation, batch__sender__code=decision.sender)
    rows = rows.exclude(batch__state__in=OVER).exclude(outcome=Row.Outcome.SKIPPED)
    rows = rows.select_related("batch__sender__establishment", "batch__organisation")
    for row in rows.order_by("-batch__number", "-number"):
        if fingerprint(description_of(row, meaning_of(row.batch))) == decision.fingerprint:
            yield row


def _is_decided_otherwise(decision: Decision) -> bool:
    """Return whether "not this person" was followed by saying who it is, by which alone anything was done."""
    standing = Decision.objects.filter(
        organisation=decision.organisation,
        sender=decision.sender,
        fingerprint=decision.fingerprint,
        undone_at__isnull=True,
    )
    return decision.kind == Decision.Kind.NEVER and standing.exclude(kind=Decision.Kind.NEVER).exists()


def _why_it_stays(rows: list[Row], wrote: tuple[Row, ...]) -> str:
    for row in rows:
        if row.batch.state == Batch.State.APPLYING:
            return f"List {row.batch.number} is being applied. Try again when it is done."
    together = [row.pk for row in wrote]
    for row in wrote:
        if why := why_row_stays(row, together):
            return f"{why} {PUT_RIGHT}"
    return ""
