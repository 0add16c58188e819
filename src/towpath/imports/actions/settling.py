"""Settling one held row: a person says who it is about, it is remembered for the sender, and the row is applied."""

from contextlib import suppress
from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.imports.actions.desk import description_of, meaning_of, open_desk
from towpath.imports.actions.doing import CONFLICT, Became, Doing, do_chunk, note_on
from towpath.imports.actions.states import NotReadyError
from towpath.imports.models import Batch, Row
from towpath.matching.actions import decide
from towpath.matching.register import fingerprint
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.people.sameness import Sameness

DECIDABLE = (Batch.State.STAGED, Batch.State.STOPPED, Batch.State.APPLIED)


class NotHeldError(Exception):
    """A row does not wait for anybody: somebody settled it before, or it never was held."""


def settle_row(row: Row, *, decision: str, person: Person | None, by: Actor, at: datetime) -> Row:
    """
    Decide who a held row is about, remember it for the sender, and do what the row says; return it as it then stands.

    In a list not yet applied the row is shown anew, and done when the list is. A row that is still held afterwards,
    as when somebody is only said not to be its subject, goes on waiting.

    :param decision: a `Decision.Kind`: `same` and `never` name a person, `new` and `parked` nobody
    :raises NotHeldError: the row is not held, or what it waits for is no question of who it is about
    :raises NotReadyError: its list is refused, half applied or undone
    """
    with transaction(by=by, at=at) as events:
        row, batch = _held(row)
        decide(
            organisation=batch.organisation,
            sender=batch.sender.code,
            fingerprint=fingerprint(description_of(row, meaning_of(batch))),
            kind=decision,
            person=person,
            by=by,
            at=at,
            source=row.source,
        )
        do_again(batch, row, events, by=by, at=at)
    return row


def look_again(row: Row, *, by: Actor, at: datetime) -> Row:
    """
    Do what a held row says as things stand now, as after its conflict was decided or its rival merged; return it.

    :raises NotHeldError: the row is not held
    :raises NotReadyError: its list is refused, half applied or undone
    """
    with transaction(by=by, at=at) as events:
        row, batch = _held(row)
        do_again(batch, row, events, by=by, at=at)
    return row


def let_rows_go_on(*, organisation: Organisation, person_id: int, by: Actor, at: datetime) -> None:
    """
    Let the rows of applied lists go on that wait for a conflict about somebody, because one has just been decided.

    Whoever decides a conflict calls this, by what somebody told them too. A row whose own conflict is open waits on.
    """
    around = Sameness.around(organisation, [person_id]).everyone
    rows = Row.objects.filter(
        batch__organisation=organisation,
        batch__state=Batch.State.APPLIED,
        person_id__in=around,
        outcome=Row.Outcome.HELD,
        because=CONFLICT,
    )
    for row in rows.order_by("batch__number", "number"):
        # Somebody else has settled it, or undone its list, meanwhile.
        with suppress(NotHeldError, NotReadyError):
            look_again(row, by=by, at=at)


def locked(row: Row) -> tuple[Row, Batch]:
    """Return the row and its batch, locked, where its rows may be settled."""
    batch = (
        Batch.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "sender")
        .get(pk=row.batch_id)
    )
    if batch.state not in DECIDABLE:
        raise NotReadyError(f"Batch {batch.number} is {batch.state}. Its rows can be settled once it is applied.")
    return Row.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk), batch


def _held(row: Row) -> tuple[Row, Batch]:
    """Return the row and its batch, locked."""
    row, batch = locked(row)
    if (row.outcome or row.planned) != Row.Outcome.HELD:
        raise NotHeldError(
            f"Row {row.number} of batch {batch.number} is {row.outcome or row.planned}. Look at it again."
        )
    return row, batch


def do_again(batch: Batch, row: Row, events: Events, *, by: Actor, at: datetime) -> None:
    """Do what a row of a locked list says as things stand now, or show it where the list is not applied yet."""
    for_good = batch.state == Batch.State.APPLIED
    desk = open_desk(batch, [row])
    # Of this row alone: the others of its list keep what they were scored when they were shown.
    desk.look_at([row])
    [became] = do_chunk(desk, [row], Doing(batch=batch, by=by, at=at, for_good=for_good))
    note_on(row, became)
    if for_good:
        row.outcome = became.outcome
    else:
        row.planned = became.outcome
        if row.outcome == Row.Outcome.HELD and became.outcome != Row.Outcome.HELD:
            # What reading held back waits with the rest now that somebody has looked at it.
            row.outcome = Row.Outcome.WAITING
    row.save(update_fields=["outcome", "planned", "because", "rivals", "likenesses", "problems", "person"])
    events.record(
        "imports.row_settled",
        subject=f"imports_row:{row.pk}",
        person=_public_id(became),
        after={"outcome": became.outcome},
    )


def _public_id(became: Became) -> str | None:
    if became.person_id is None or became.person_id < 0:
        return None
    return Person.objects.values_list("public_id", flat=True).get(pk=became.person_id)
