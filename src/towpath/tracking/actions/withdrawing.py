"""Withdrawing what should not have been written, and with it what it decided between two sources."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.organisation.models import Organisation
from towpath.people.actions.undo import came_by
from towpath.tracking.actions.projection import CHUNK, rebuild_spells
from towpath.tracking.actions.statements import DECISION, record_each
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.models.statement import UNDONE, Activity

OPEN, REFUSED = Conflict.State.OPEN, Conflict.State.REFUSED


class AlreadyWithdrawnError(Exception):
    """A statement to be withdrawn was withdrawn before, or is not this organisation's."""


def withdraw_statements(
    *, organisation: Organisation, statement_ids: Collection[int], by: Actor, at: datetime, reason: str
) -> int:
    """
    Withdraw statements that should not have been written, rebuild the spells they made, and return how many.

    What had given way to them is put back, and the conflicts that they answered wait again.

    :param reason: a short code or words without anybody's name, kept in the log
    :raises AlreadyWithdrawnError: one of them is not in force here; nothing is withdrawn
    """
    rows = list(
        Statement.objects.filter(organisation=organisation, pk__in=statement_ids, withdrawn_at__isnull=True).order_by(
            "pk"
        )
    )
    if len(rows) != len(set(statement_ids)):
        raise AlreadyWithdrawnError(
            "A statement to withdraw is not in force. Look at the record again before you go on."
        )
    if rows:
        with transaction(by=by, at=at) as events:
            # First, as whoever decides one does, so that neither waits for the other without end.
            decided = _decided_by(rows)
            Statement.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=at)
            record_each(events, "tracking.statement_withdrawn", rows, because=reason)
            put_back = _take_decisions_back(decided, events, by=by, at=at)
            rebuild_spells(organisation, {row.person_id for row in (*rows, *put_back)})
    return len(rows)


def _decided_by(rows: Iterable[Statement]) -> list[Conflict]:
    """Return the conflicts that these statements decided, locked."""
    decided = Conflict.objects.filter(statement__in=[row.pk for row in rows]).select_related("statement", "gave_way")
    return list(decided.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _take_decisions_back(
    conflicts: Collection[Conflict], events: Events, *, by: Actor, at: datetime
) -> Collection[Statement]:
    """Take back what was decided of these conflicts, and return what is put back for it."""
    gave_way = [conflict.gave_way for conflict in conflicts if conflict.gave_way is not None]
    for conflict in conflicts:
        # News that was taken is its own sender's; an answer is somebody else's.
        is_news = conflict.statement is not None and conflict.statement.sender == conflict.sender
        if conflict.decided_by == UNDONE:
            conflict.state = REFUSED
        elif is_news:
            conflict.state, conflict.decided_at, conflict.decided_by = REFUSED, at, by.user
        else:
            conflict.state, conflict.decided_at, conflict.decided_by = OPEN, None, ""
        conflict.statement = conflict.gave_way = None
    Conflict.objects.bulk_update(conflicts, DECISION, batch_size=CHUNK)
    record_each(events, "tracking.conflict_reopened", [each for each in conflicts if each.state == OPEN])
    record_each(events, "tracking.conflict_refused", [each for each in conflicts if each.state == REFUSED])
    put_back = [_put_back(lost, by=by, at=at) for lost in gave_way]
    record_each(events, "tracking.statement_put_back", put_back)
    return put_back


def _put_back(lost: Statement, *, by: Actor, at: datetime) -> Statement:
    """Write once more what had given way: a statement that was withdrawn stays so, known until then."""
    activity = {column.attname: getattr(lost, column.attname) for column in Activity._meta.fields}
    again = Statement.objects.create(**activity, recorded_at=at, recorded_by=by.user)
    Conflict.objects.filter(contradicts=lost, state=OPEN).update(contradicts=again)
    # Where it had itself been taken, what gave way to it comes back with the one that stands now.
    Conflict.objects.filter(statement=lost).update(statement=again)
    return again


def withdraw_source(*, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
    """
    Withdraw every statement still in force that came by a source, or by a part of it, and forget its conflicts.

    `import:12` also withdraws `import:12:345`. What was written since stays; what had given way to it is put back.
    """
    ours = Statement.objects.filter(came_by(source), organisation=organisation)
    statement_ids = list(ours.filter(withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    of_ours = Conflict.objects.filter(came_by(source), organisation=organisation).exclude(decided_by=UNDONE)
    # One that somebody refused stays as it was decided.
    conflicts = list(of_ours.filter(Q(state=OPEN) | Q(statement__isnull=False)).order_by("pk"))
    given_way = list(Conflict.objects.filter(gave_way__in=ours).order_by("pk"))
    if not statement_ids and not conflicts and not given_way:
        return 0
    with transaction(by=by, at=at) as events:
        opened = [conflict.pk for conflict in conflicts if conflict.state == OPEN]
        Conflict.objects.filter(pk__in=opened).update(state=REFUSED, decided_at=at, decided_by=UNDONE)
        decided = [conflict.pk for conflict in conflicts if conflict.state != OPEN]
        Conflict.objects.filter(pk__in=decided).update(decided_at=at, decided_by=UNDONE)
        record_each(events, "tracking.conflict_refused", conflicts, because=UNDONE)
        # What gave way never comes back once its own list is undone.
        Conflict.objects.filter(pk__in=[conflict.pk for conflict in given_way]).update(gave_way=None)
        record_each(events, "tracking.conflict_stands", given_way)
        return withdraw_statements(organisation=organisation, statement_ids=statement_ids, by=by, at=at, reason=UNDONE)
