"""
Applying a list in chunks, each its own transaction, so that a killed batch goes on or is undone and its sum always
holds.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.imports.actions.desk import AROUND, Desk, open_desk
from towpath.imports.actions.doing import Doing, do_chunk, note_on
from towpath.imports.actions.places import apply_places
from towpath.imports.actions.senders import answer_expected
from towpath.imports.collecting import seldom_collecting
from towpath.imports.models import Batch, Row
from towpath.matching.register import Register

CHUNK = 500

Progress = Callable[[int, int], None]


class NotReadyError(Exception):
    """A batch is not in a state in which this can be done; the words say what it is and what to do."""


def accept_alarm(batch: Batch, *, by: Actor, at: datetime) -> None:
    """
    Accept that a list drops or changes unusually many, so that it may be applied.

    :raises NotReadyError: the batch is not stopped by an alarm
    """
    with transaction(by=by, at=at) as events:
        accepted = Batch.objects.filter(pk=batch.pk, state=Batch.State.STOPPED).update(
            state=Batch.State.STAGED, alarm_accepted_by=by.user
        )
        if not accepted:
            raise NotReadyError(f"Batch {batch.number} is not waiting for anybody to accept an alarm.")
        told = {"alarms": [alarm["code"] for alarm in batch.alarm]}
        events.record("imports.alarm_accepted", subject=f"imports_batch:{batch.pk}", after=told)
    batch.refresh_from_db()


@seldom_collecting()
def apply_batch(batch: Batch, *, by: Actor, at: datetime, progress: Progress | None = None) -> None:
    """
    Do what every waiting row of a batch says, or go on where a killed one stopped.

    Each row is looked at again as things stand when its chunk is reached.

    :param progress: called with rows done and rows in all after each chunk
    :raises NotReadyError: it is refused, stopped by an alarm, applied or undone
    """
    _begin(batch, by=by, at=at)
    total = batch.rows.count()
    # What was given is long, and nothing is done with it any more.
    waiting = batch.rows.filter(outcome=Row.Outcome.WAITING).order_by("number").defer("as_given")
    desk: Desk | None = None
    seen: object = None
    while rows := list(waiting[:CHUNK]):
        if batch.format != "gias":
            # Somebody else may have changed who we hold since the last chunk; our own changes the desk has learnt.
            now = Register.stamp(batch.organisation)
            if desk is None or now != seen:
                desk = open_desk(batch, list(waiting[: AROUND + 1]))
        with transaction(by=by, at=at) as events:
            _apply_rows(batch, desk, rows, events, by=by, at=at)
        seen = None if desk is None else Register.stamp(batch.organisation)
        if progress is not None:
            progress(total - batch.rows.filter(outcome=Row.Outcome.WAITING).count(), total)
    with transaction(by=by, at=at) as events:
        batch.state, batch.applied_at = Batch.State.APPLIED, at
        batch.save(update_fields=["state", "applied_at"])
        answer_expected(batch, events=events, at=at)
        events.record("imports.applied", subject=f"imports_batch:{batch.pk}", after={"rows": total})


def _begin(batch: Batch, *, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        row = Batch.objects.select_for_update().get(pk=batch.pk)
        if row.state == Batch.State.STOPPED:
            raise NotReadyError(f"Batch {batch.number} is stopped by an alarm. Look at it and accept it, or undo it.")
        if row.state not in (Batch.State.STAGED, Batch.State.APPLYING):
            raise NotReadyError(f"Batch {batch.number} is {row.state}, so there is nothing to apply.")
        again = row.state == Batch.State.APPLYING
        row.state = Batch.State.APPLYING
        row.save(update_fields=["state"])
        events.record("imports.resumed" if again else "imports.applying", subject=f"imports_batch:{batch.pk}")
    batch.refresh_from_db()


def _apply_rows(batch: Batch, desk: Desk | None, rows: list[Row], events: Events, *, by: Actor, at: datetime) -> None:
    already = {row.pk: _noted(row) for row in rows}
    if desk is None:
        apply_places(batch, rows, by=by, at=at)
    else:
        for became in do_chunk(desk, rows, Doing(batch=batch, by=by, at=at, for_good=True)):
            became.place.row.outcome = became.outcome
            note_on(became.place.row, became)
    _save(rows, already)
    subject = f"imports_batch:{batch.pk}"
    events.record("imports.rows_applied", subject=subject, after={"from": rows[0].number, "to": rows[-1].number})


def _noted(row: Row) -> tuple[object, ...]:
    return (row.because, tuple(row.rivals), len(row.problems))


def _save(rows: list[Row], already: Mapping[int, tuple[object, ...]]) -> None:
    """
    Write each row's outcome and person, and the rest only where it is not as planned: most rows come to what was
    shown.
    """
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE imports_row SET outcome = %s, person_id = %s WHERE id = %s",
            [(row.outcome, row.person_id, row.pk) for row in rows],
        )
    otherwise = [row for row in rows if _noted(row) != already[row.pk]]
    Row.objects.bulk_update(otherwise, ["because", "rivals", "problems"], batch_size=CHUNK)
