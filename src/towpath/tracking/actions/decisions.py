"""A person decides what waits: a conflict between two senders, or somebody's proposal."""

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.deaths import deaths_of
from towpath.rules.ledger import Death, after_death
from towpath.tracking.actions.projection import rebuild_spells
from towpath.tracking.actions.statements import StatementRefusedError
from towpath.tracking.models import Conflict, Proposal, Statement
from towpath.tracking.models.statement import Activity, Waiting
from towpath.tracking.values import NewStatement, told_from

Row = TypeVar("Row", Conflict, Proposal)


class AlreadyDecidedError(Exception):
    """Somebody decided this before; look at it again."""


def propose_statement(*, organisation: Organisation, new: NewStatement, by: Actor, at: datetime) -> Proposal:
    """Keep somebody's word as a proposal, for a person to make a statement of or to refuse."""
    with transaction(by=by, at=at) as events:
        proposal = Proposal.objects.create(organisation=organisation, received_at=at, **new.columns())
        events.record("tracking.proposed", person=proposal.person.public_id, subject=f"tracking_proposal:{proposal.pk}")
    return proposal


def decide_conflict(*, organisation: Organisation, conflict_id: int, take: bool, by: Actor, at: datetime) -> Conflict:
    """
    Take what a conflict says into the ledger, in place of what it contradicts, or refuse it.

    :raises AlreadyDecidedError: it is not open here
    :raises StatementRefusedError: it says what somebody did after they died, and may only be refused
    """
    with transaction(by=by, at=at) as events:
        conflict = _open_row(Conflict.objects.select_for_update(no_key=True), organisation, conflict_id)
        replaces = conflict.contradicts if take else None
        # What lost would otherwise go on speaking where it outranks what was taken.
        if replaces is not None and _in_force(replaces).update(withdrawn_at=at):
            conflict.gave_way = replaces
            events.record(
                "tracking.statement_withdrawn",
                person=replaces.person.public_id,
                subject=f"tracking_statement:{replaces.pk}",
                after={"rows": [replaces.pk], "because": "conflict taken"},
            )
        _decide(conflict, take=take, replaces=replaces, by=by, at=at)
        events.record(
            "tracking.conflict_taken" if take else "tracking.conflict_refused",
            person=conflict.person.public_id,
            subject=f"tracking_conflict:{conflict.pk}",
            after={"statement": conflict.statement_id},
        )
    return conflict


def decide_proposal(*, organisation: Organisation, proposal_id: int, take: bool, by: Actor, at: datetime) -> Proposal:
    """
    Make a statement of a proposal, or refuse it.

    :raises AlreadyDecidedError: it is not open here
    :raises StatementRefusedError: it says what somebody did after they died, and may only be refused
    """
    with transaction(by=by, at=at) as events:
        proposal = _open_row(Proposal.objects.select_for_update(no_key=True), organisation, proposal_id)
        _decide(proposal, take=take, replaces=None, by=by, at=at)
        events.record(
            "tracking.proposal_taken" if take else "tracking.proposal_refused",
            person=proposal.person.public_id,
            subject=f"tracking_proposal:{proposal.pk}",
            after={"statement": proposal.statement_id},
        )
    return proposal


def _open_row(rows: QuerySet[Row], organisation: Organisation, pk: int) -> Row:
    row = rows.filter(organisation=organisation, pk=pk, state=Waiting.State.OPEN).first()
    if row is None:
        raise AlreadyDecidedError("This has been decided already. Look at the record again.")
    return row


def _in_force(statement: Statement) -> QuerySet[Statement]:
    return Statement.objects.filter(pk=statement.pk, withdrawn_at__isnull=True)


def _decide(row: Waiting, *, take: bool, replaces: Statement | None, by: Actor, at: datetime) -> None:
    if take:
        _refuse_after_death(row, at)
        activity = {column.attname: getattr(row, column.attname) for column in Activity._meta.fields}
        row.statement = Statement.objects.create(**activity, recorded_at=at, recorded_by=by.user, replaces=replaces)
    row.state = Waiting.State.TAKEN if take else Waiting.State.REFUSED
    row.decided_at, row.decided_by = at, by.user
    row.save()
    if take:
        rebuild_spells(row.organisation, {row.person_id})


def _refuse_after_death(row: Waiting, at: datetime) -> None:
    """Refuse what would be written of somebody whose death was recorded while it waited."""
    deaths = deaths_of(row.organisation, [row.person_id])
    if row.person_id in deaths:
        told = told_from(row, number=row.pk, recorded_at=at)
        if refused := after_death(told.statement, Death(deaths[row.person_id])):
            raise StatementRefusedError([refused])
