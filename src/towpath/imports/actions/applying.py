"""
Applying a list in chunks, each its own transaction, so that a killed batch goes on or is undone and its sum always
holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.queries import last_sequence, was_done_since
from towpath.imports.actions.desk import AROUND, Desk, open_desk
from towpath.imports.actions.doing import Doing, do_chunk, note_on
from towpath.imports.actions.openings import apply_openings
from towpath.imports.actions.places import apply_places
from towpath.imports.actions.senders import answer_expected
from towpath.imports.actions.states import NotReadyError
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Row
from towpath.jobs.collecting import seldom_collecting
from towpath.matching.register import CHANGES

CHUNK = 500
MOST_SCORED = 3
"""How often rows are scored before they are written, where somebody is always there first."""
DIRECTORY = {"establishments": apply_places, "openings": apply_openings}
"""What applies each kind of list that is about nobody."""

Progress = Callable[[int, int], None]


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
def apply_batch(
    batch: Batch,
    *,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    clock: Callable[[], datetime] | None = None,
) -> None:
    """
    Do what every waiting row of a batch says, or go on where a killed one stopped.

    Each row is looked at again as things stand when its chunk is reached.

    :param progress: called with rows done and rows in all after each chunk
    :param clock: gives the instant of each chunk, so that nothing is known before it was written; `at` where absent
    :raises NotReadyError: it is refused, stopped by an alarm, applied or undone
    """
    now = clock or (lambda: at)
    _begin(batch, by=by, at=at)
    total = batch.rows.count()
    desks = Desks(batch, by.user)
    while rows := list(_waiting(batch)[: AROUND + 1]):
        for start in range(0, len(rows), CHUNK):
            desks.to_come = rows[start:] if len(rows) <= AROUND else rows
            _apply_chunk(batch, desks, rows[start : start + CHUNK], by=by, at=now())
            if progress is not None:
                progress(total - _waiting(batch).count(), total)
    if total >= CHUNK:
        # Many are looked up otherwise than few. Before the end, so that a list is not done and yet told to have failed.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    finished_at = now()
    with transaction(by=by, at=finished_at) as events:
        batch.state, batch.applied_at = Batch.State.APPLIED, finished_at
        batch.save(update_fields=["state", "applied_at"])
        answer_expected(batch, events=events, at=finished_at)
        events.record("imports.applied", subject=f"imports_batch:{batch.pk}", after={"rows": total})


def _waiting(batch: Batch) -> QuerySet[Row]:
    # What was given is long, and nothing is done with it any more.
    return batch.rows.filter(outcome=Row.Outcome.WAITING).order_by("number").defer("as_given")


class Desks:
    """
    The desk of a batch that is being applied, opened again where somebody else changed who we hold.

    What the batch itself writes its desk learns; the log tells of everything else. `to_come` are the rows still to be
    applied, or more of them than a desk is opened around.
    """

    def __init__(self, batch: Batch, user: str) -> None:
        self.to_come: Sequence[Row] = ()
        self._batch = batch
        self._user = user
        self._desk: Desk | None = None
        self._seen = 0
        self._wrote_at = batch.received_at

    def open(self, *, at: datetime) -> Desk:
        """Return a desk that knows whoever is held now, for rows that will be written at an instant."""
        code = self._batch.organisation.code
        last = last_sequence(code)
        own = (self._user, self._wrote_at)
        if self._desk is None or was_done_since(code, self._seen, CHANGES, other_than=own):
            self._desk = open_desk(self._batch, self.to_come)
        self._seen, self._wrote_at = last, at
        return self._desk

    def make_ready(self, rows: Sequence[Row], *, at: datetime) -> None:
        """
        Score these rows, and again where somebody came while they were scored.

        Whoever comes between this and the writing is known all the same: the desk is then opened, and scores, there.
        """
        for _ in range(MOST_SCORED):
            if not self.open(at=at).look_ahead(rows):
                return


def _apply_chunk(batch: Batch, desks: Desks, rows: list[Row], *, by: Actor, at: datetime) -> None:
    apply_directory = DIRECTORY.get(format_named(batch.format).kind)
    if apply_directory is None:
        # Loading everybody and scoring rows against them would keep others waiting.
        desks.make_ready(rows, at=at)
    with transaction(by=by, at=at) as events:
        # Two may be applying one batch, where a worker was taken for dead: what the other did is done.
        Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        still = set(_waiting(batch).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        if len(still) != len(rows):
            events.record("imports.rows_done_by_another", subject=f"imports_batch:{batch.pk}")
            return
        shown = {row.pk: _shown(row) for row in rows}
        if apply_directory is not None:
            apply_directory(batch, rows, by=by, at=at)
        else:
            for became in do_chunk(desks.open(at=at), rows, Doing(batch=batch, by=by, at=at, for_good=True)):
                became.place.row.outcome = became.outcome
                note_on(became.place.row, became)
        _save(batch, rows, shown)
        told = {"from": rows[0].number, "to": rows[-1].number}
        events.record("imports.rows_applied", subject=f"imports_batch:{batch.pk}", after=told)


def _begin(batch: Batch, *, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        row = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if row.state == Batch.State.STOPPED:
            raise NotReadyError(f"Batch {batch.number} is stopped by an alarm. Look at it and accept it, or undo it.")
        if row.state not in (Batch.State.STAGED, Batch.State.APPLYING):
            raise NotReadyError(f"Batch {batch.number} is {row.state}, so there is nothing to apply.")
        again = row.state == Batch.State.APPLYING
        row.state = Batch.State.APPLYING
        row.save(update_fields=["state"])
        events.record("imports.resumed" if again else "imports.applying", subject=f"imports_batch:{batch.pk}")
    batch.state = row.state


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was shown of a row, which is written again only where it comes to something else."""

    outcome: str
    person_id: int | None
    note: tuple[object, ...]


def _shown(row: Row) -> _Shown:
    return _Shown(row.planned, row.person_id, _note(row))


def _note(row: Row) -> tuple[object, ...]:
    return (row.because, tuple(row.rivals), len(row.problems), row.likenesses)


def _save(batch: Batch, rows: Sequence[Row], shown: Mapping[int, _Shown]) -> None:
    """Write what each row came to: in one statement those that came to what was shown, as most do."""
    waiting = batch.rows.filter(number__range=(rows[0].number, rows[-1].number), outcome=Row.Outcome.WAITING)
    waiting.update(outcome=F("planned"))
    otherwise = [
        (row.outcome, row.person_id, row.pk)
        for row in rows
        if (row.outcome, row.person_id) != (shown[row.pk].outcome, shown[row.pk].person_id)
    ]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE imports_row SET outcome = %s, person_id = %s WHERE id = %s", otherwise)
    noted = [row for row in rows if _note(row) != shown[row.pk].note]
    Row.objects.bulk_update(noted, ["because", "rivals", "likenesses", "problems"], batch_size=CHUNK)
