"""Undoing a list: what it brought and still stands is withdrawn; what has since been built on stays and is listed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from towpath.applications.models import Application
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.history import UNDONE, strike_out_history
from towpath.imports.actions.states import NotReadyError
from towpath.imports.models import Batch, ExpectedList, ImportedContact, Row
from towpath.people.actions import withdraw_source as withdraw_facts
from towpath.people.actions.undo import came_by, would_stay
from towpath.people.models import Person
from towpath.provision.actions import withdraw_source as withdraw_openings
from towpath.risk.actions import EVIDENCE
from towpath.risk.models import Evidence
from towpath.tracking.actions import DESTINATIONS, GUARANTEES, withdraw_source
from towpath.tracking.actions.proposed import refuse_proposals_of
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact, Statement

UNDOABLE = (Batch.State.STAGED, Batch.State.STOPPED, Batch.State.APPLYING, Batch.State.APPLIED)
STANDING = (GUARANTEES, DESTINATIONS, EVIDENCE)
BUILT_WITH = (Statement, Evidence, GuaranteeFact, IntendedDestinationFact)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchUndone:
    """
    How much an undo withdrew and put back. `built_on` are people it brought who stay, because more is known of them
    since.
    """

    statements: int
    facts: int
    evidence: int
    plans: int
    openings: int
    contacts: int
    restored: int
    removed: tuple[int, ...]
    built_on: tuple[int, ...]


def undo_batch(batch: Batch, *, by: Actor, at: datetime, clock: Callable[[], datetime] | None = None) -> BatchUndone:
    """
    Undo a batch, applied or half applied.

    It goes by parts, each its own transaction, so that pages do not wait for it; one that is killed is run again.

    :param clock: gives the instant of each part, so that nothing is known before it was written; `at` where absent
    :raises NotReadyError: the batch was refused, or is undone already
    """
    now = clock or (lambda: at)
    batch.refresh_from_db()
    if batch.state not in UNDOABLE:
        raise NotReadyError(f"Batch {batch.number} is {batch.state}, so there is nothing to undo.")
    organisation, source = batch.organisation, batch.source
    statements = withdraw_source(organisation=organisation, source=source, by=by, at=now())
    refuse_proposals_of(organisation=organisation, source=source, by=by, at=now())
    brought = ImportedContact.objects.filter(row__batch=batch).order_by("event_id").values_list("event_id", flat=True)
    contacts = strike_out_history(organisation=organisation, event_ids=list(brought), because=UNDONE, by=by, at=now())
    guarantees, destinations, evidence = (
        table.withdraw(organisation=organisation, source=source, by=by, at=now()) for table in STANDING
    )
    applied_for = Application.objects.filter(opening__changes__source=source).values_list("opening_id", flat=True)
    openings = withdraw_openings(organisation=organisation, source=source, by=by, at=now(), keep=set(applied_for))
    facts = withdraw_facts(organisation=organisation, source=source, by=by, at=at, keep=_built_on(batch), clock=clock)
    undone = BatchUndone(
        statements=statements,
        facts=facts.withdrawn,
        evidence=evidence,
        plans=guarantees + destinations,
        openings=openings.removed + openings.restored,
        contacts=contacts,
        restored=facts.restored,
        removed=facts.removed,
        built_on=facts.built_on,
    )
    finished_at = now()
    with transaction(by=by, at=finished_at) as events:
        ExpectedList.objects.filter(batch=batch).update(batch=None, answered_at=None)
        batch.state, batch.undone_at = Batch.State.UNDONE, finished_at
        batch.save(update_fields=["state", "undone_at"])
        told = {
            "statements": statements,
            "facts": facts.withdrawn,
            "people": len(facts.removed),
            "openings": openings.removed + openings.restored,
            "openings_left": openings.left,
            "contacts": contacts,
        }
        events.record("imports.undone", subject=f"imports_batch:{batch.pk}", after=told)
    return undone


def who_would_stay(batch: Batch) -> set[int]:
    """Return the people whom a batch brought and who would stay if it were undone now."""
    return _built_on(batch) | would_stay(organisation=batch.organisation, source=batch.source)


def undo_row(row: Row, *, by: Actor, at: datetime) -> None:
    """
    Withdraw what one row of an applied list wrote, and put back what it took the place of, as undoing the list would.

    The row then waits. `why_row_stays` says first whether it can be told apart from the rest of its list.
    """
    batch, organisation = row.batch, row.batch.organisation
    withdraw_source(organisation=organisation, source=row.source, by=by, at=at)
    refuse_proposals_of(organisation=organisation, source=row.source, by=by, at=at)
    brought = ImportedContact.objects.filter(row=row).order_by("event_id").values_list("event_id", flat=True)
    strike_out_history(organisation=organisation, event_ids=list(brought), because=UNDONE, by=by, at=at)
    for table in STANDING:
        table.withdraw(organisation=organisation, source=row.source, by=by, at=at)
    if row.person_id is not None:
        withdraw_facts(organisation=organisation, source=batch.source, by=by, at=at, only={row.person_id})
    row.outcome, row.person = Row.Outcome.WAITING, None
    row.save(update_fields=["outcome", "person"])


def why_row_stays(row: Row, others: Collection[int] = ()) -> str:
    """
    Return why what a row of an applied list wrote cannot be withdrawn alone, in words; nothing where it can be.

    :param others: ids of rows that would be undone with it
    """
    batch = row.batch
    named = f"Row {row.line} of list {batch.number}"
    if row.person_id is None:
        return ""
    if batch.rows.filter(person_id=row.person_id).exclude(pk__in=[row.pk, *others]).exists():
        return f"{named} is not the only one of that list about them, so what it wrote cannot be told apart."
    is_made = Person.objects.filter(came_by(batch.source), pk=row.person_id).exists()
    if is_made and row.person_id in who_would_stay(batch):
        return f"{named} made their record, and more has been recorded of them since."
    for table in STANDING:
        ours = table.model._default_manager.filter(source=row.source, withdrawn_at__isnull=True)
        for person_id, recorded_at in ours.values_list("person_id", "recorded_at"):
            replaced = table.model._default_manager.filter(person_id=person_id, withdrawn_at=recorded_at)
            if replaced.exists():
                return f"{named} told something in place of what we held, which cannot be put back by itself."
    return ""


def _built_on(batch: Batch) -> set[int]:
    """Return the people whom a batch brought and of whom the ledger, or a school, has said more since."""
    brought = Person.objects.filter(came_by(batch.source), organisation=batch.organisation).values("pk")
    built_on: set[int] = set()
    for model in BUILT_WITH:
        rows = model.objects.filter(person__in=brought, withdrawn_at__isnull=True).exclude(came_by(batch.source))
        built_on.update(rows.values_list("person_id", flat=True).distinct())
    return built_on
