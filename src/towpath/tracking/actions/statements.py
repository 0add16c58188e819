"""Writing in the ledger: one door, for one statement or for a list of hundreds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.rows import insert_numbered
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.among import among
from towpath.people.births import birth_dates_of
from towpath.people.deaths import deaths_of
from towpath.people.sameness import Sameness
from towpath.people.standing import public_ids_of
from towpath.rules.ledger import Death, Refusal, Told, contradicted, is_outranked, refusals
from towpath.rules.resolving import bears_out, is_answer
from towpath.standards import Standards
from towpath.tracking.actions.projection import CHUNK, rebuild_spells
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.models.statement import UNDONE
from towpath.tracking.values import NewStatement, Outcome, Recorded, content_of, told_from

# A statement not yet written is the last in the book; its real id is given when it is.
NOT_YET_WRITTEN = 2**62
DECISION = ("state", "statement", "gave_way", "decided_at", "decided_by")
"""What is written of a conflict when it is decided."""
NO_BIRTHS: Mapping[int, date] = {}


class StatementRefusedError(Exception):
    """A statement may not be written; `refusals` say why, each with its field."""

    def __init__(self, refused: Sequence[Refusal]) -> None:
        super().__init__(" ".join(refusal.words for refusal in refused))
        self.refusals = tuple(refused)


def record_statement(*, organisation: Organisation, new: NewStatement, by: Actor, at: datetime) -> Recorded:
    """
    Record what somebody of ours was told of one young person; it may be held as a conflict.

    Unlike the row of a list, what somebody says who was asked decides the conflicts that wait.

    :raises StatementRefusedError: it may not be written
    """
    # What waits is read under a lock, so the log is told of what we knew already too.
    with transaction(by=by, at=at) as events:
        desk, [one] = _settled(organisation, [new], at, by=by.user, is_list=False)
        if one.row is None:
            raise StatementRefusedError(one.refusals)
        if desk.statements or desk.conflicts:
            _put_down(desk, events, at=at)
        else:
            of_what = "conflict" if isinstance(one.row, Conflict) else "statement"
            record_each(events, f"tracking.{of_what}_told_again", [one.row])
    return one.recorded()


def record_statements(
    *, organisation: Organisation, incoming: Sequence[NewStatement], by: Actor, at: datetime
) -> list[Recorded]:
    """
    Record what a list says young people are doing, and return what became of each in the order given.

    News already in the ledger word for word is unchanged; news that contradicts another sender's recent word is held as
    a conflict for a person. One transaction; the number of queries does not grow with the number of statements.
    """
    desk, settled = _settled(organisation, incoming, at, by=by.user)
    if desk.statements or desk.conflicts:
        with transaction(by=by, at=at) as events:
            _put_down(desk, events, at=at)
    return [each.recorded() for each in settled]


def _put_down(desk: "_Desk", events: Events, *, at: datetime) -> None:
    """Write what was settled."""
    _write(desk.statements)
    Conflict.objects.bulk_create(desk.conflicts, batch_size=CHUNK)
    lost = _answer(desk, at=at)
    rebuild_spells(desk.organisation, {row.person_id for row in desk.statements}, standards=desk.standards)
    record_each(events, "tracking.statement_recorded", desk.statements)
    record_each(events, "tracking.conflict_held", desk.conflicts)
    record_each(events, "tracking.conflict_answered", [each.conflict for each in desk.answered])
    record_each(events, "tracking.statement_withdrawn", lost, because="conflict answered")


def _answer(desk: "_Desk", *, at: datetime) -> list[Statement]:
    """
    Let what was told decide the conflicts that it answers, and return what it took back.

    What it says was wrong may not go on speaking over it.
    """
    over = [each.conflict.contradicts_id for each in desk.answered if each.is_outranked]
    lost = {row.pk: row for row in Statement.objects.filter(pk__in=over, withdrawn_at__isnull=True)}
    Statement.objects.filter(pk__in=lost).update(withdrawn_at=at)
    for each in desk.answered:
        conflict = each.conflict
        conflict.state = Conflict.State.TAKEN if each.bears_news_out else Conflict.State.REFUSED
        conflict.statement, conflict.gave_way = each.by, lost.get(conflict.contradicts_id)
        conflict.decided_at, conflict.decided_by = at, desk.by
    Conflict.objects.bulk_update([each.conflict for each in desk.answered], DECISION, batch_size=CHUNK)
    return list(lost.values())


def _write(statements: Sequence[Statement]) -> None:
    columns = [column.attname for column in Statement._meta.concrete_fields if not column.primary_key]
    rows = [[getattr(row, column) for column in columns] for row in statements]
    for row, pk in zip(statements, insert_numbered(Statement, columns, rows), strict=True):
        row.pk = pk


def plan_statements(
    *, organisation: Organisation, incoming: Sequence[NewStatement], births: Mapping[int, date], at: datetime
) -> list[Recorded]:
    """
    Return what `record_statements` would make of each, writing nothing.

    :param births: birth dates that will have been recorded by then, of people not yet written too
    """
    return [each.recorded() for each in _settled(organisation, incoming, at, births)[1]]


@dataclass(frozen=True, slots=True)
class _Settled:
    outcome: Outcome
    row: Statement | Conflict | None = None
    refusals: tuple[Refusal, ...] = ()
    is_late: bool = False
    answered: tuple[Conflict, ...] = ()

    def recorded(self) -> Recorded:
        """Return it for the caller, once the database has given ids."""
        return Recorded(
            outcome=self.outcome,
            is_late=self.is_late,
            statement_id=self.row.pk if isinstance(self.row, Statement) else None,
            conflict_id=self.row.pk if isinstance(self.row, Conflict) else None,
            refusals=self.refusals,
            answered=tuple(conflict.source for conflict in self.answered),
        )


@dataclass(frozen=True, slots=True)
class _Answered:
    """
    A conflict that waited, and what was told that decides it.

    `is_outranked` says that what the news contradicts would outrank what was told, though the news is borne out.
    """

    conflict: Conflict
    by: Statement
    bears_news_out: bool
    is_outranked: bool


@dataclass(slots=True)
class _Desk:
    """What the ledger holds of the people on one list, and what is to be written of them."""

    organisation: Organisation
    at: datetime
    on: date
    standards: Standards
    conflict_days: int
    sameness: Sameness
    births: Mapping[int, date]
    deaths: Mapping[int, date | None]
    kept: dict[int, list[Statement]]
    held: dict[int, list[Conflict]]
    by: str = ""
    is_list: bool = True
    statements: list[Statement] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    answered: list[_Answered] = field(default_factory=list)

    def settle(self, new: NewStatement, *, number: int) -> _Settled:
        """Decide what becomes of one new statement, and put what is to be written on the desk."""
        leader = self.sameness.leading(new.person_id)
        told = told_from(new, number=number, recorded_at=self.at)
        born, death = self.births.get(leader), Death(self.deaths[leader]) if leader in self.deaths else None
        refused = tuple(refusals(told, birth_date=born, on=self.on, standards=self.standards, death=death))
        if refused:
            return _Settled(Outcome.REFUSED, refusals=refused)
        content = new.content
        same = next((row for row in self.kept[leader] if content_of(row) == content), None)
        if same is not None:
            return _Settled(Outcome.UNCHANGED, same)
        # A conflict once decided stays decided: the same list next month does not ask again.
        asked = next((row for row in self.held[leader] if content_of(row) == content), None)
        if asked is not None:
            return _Settled(Outcome.HELD if asked.state == Conflict.State.OPEN else Outcome.UNCHANGED, asked)
        answered = self._answered_by(told, leader)
        rows = {told_from(row, number=row.pk or number, recorded_at=row.recorded_at): row for row in self.kept[leader]}
        # Whoever was asked because two disagree is not held to disagree with them.
        against = (
            None if answered else contradicted(told, rows, within_days=self.conflict_days, standards=self.standards)
        )
        if against is not None and rows[against].pk is not None:
            conflict = Conflict(
                organisation=self.organisation, received_at=self.at, contradicts=rows[against], **new.columns()
            )
            self.conflicts.append(conflict)
            self.held[leader].append(conflict)
            return _Settled(Outcome.HELD, conflict)
        statement = Statement(organisation=self.organisation, recorded_at=self.at, recorded_by=self.by, **new.columns())
        self.statements.append(statement)
        self.kept[leader].append(statement)
        over = {row.pk for said, row in rows.items() if said.statement.rank > told.statement.rank}
        for news, row in answered.items():
            is_borne_out = bears_out(news, told)
            self.answered.append(_Answered(row, statement, is_borne_out, is_borne_out and row.contradicts_id in over))
        is_late = is_outranked(told, rows, on=self.on)
        return _Settled(Outcome.CREATED, statement, is_late=is_late, answered=tuple(answered.values()))

    def _answered_by(self, told: Told, leader: int) -> dict[Told, Conflict]:
        """Return the conflicts of somebody that wait and that this answers, each with its news."""
        waiting = [row for row in self.held[leader] if row.pk is not None and row.state == Conflict.State.OPEN]
        taken = {each.conflict.pk for each in self.answered}
        news = {
            told_from(row, number=row.pk, recorded_at=row.received_at): row for row in waiting if row.pk not in taken
        }
        return {said: row for said, row in news.items() if is_answer(said, told, is_list=self.is_list)}


def _settled(
    organisation: Organisation,
    incoming: Sequence[NewStatement],
    at: datetime,
    births: Mapping[int, date] = NO_BIRTHS,
    *,
    by: str = "",
    is_list: bool = True,
) -> tuple[_Desk, list[_Settled]]:
    desk = _desk(organisation, {new.person_id for new in incoming}, at, births, decides=not is_list)
    desk.by, desk.is_list = by, is_list
    return desk, [desk.settle(new, number=NOT_YET_WRITTEN + place) for place, new in enumerate(incoming)]


def _desk(
    organisation: Organisation,
    person_ids: Collection[int],
    at: datetime,
    births: Mapping[int, date],
    *,
    decides: bool,
) -> _Desk:
    on = at.date()
    sameness = Sameness.around(organisation, person_ids)
    kept: dict[int, list[Statement]] = defaultdict(list)
    held: dict[int, list[Conflict]] = defaultdict(list)
    everyone = among(sameness.everyone)
    # Of a list that was undone nothing is remembered: sent again, it is asked about again.
    conflicts = Conflict.objects.filter(person_id__in=everyone).exclude(decided_by=UNDONE).order_by("id")
    # Before the statements: whoever is just deciding one of these changes what we hold.
    for conflict in conflicts.select_for_update(no_key=True) if decides else conflicts:
        held[sameness.leading(conflict.person_id)].append(conflict)
    for statement in Statement.objects.filter(person_id__in=everyone, withdrawn_at__isnull=True).order_by("id"):
        kept[sameness.leading(statement.person_id)].append(statement)
    return _Desk(
        organisation=organisation,
        at=at,
        on=on,
        standards=standards_for(organisation),
        conflict_days=int(settings_on(organisation, on)["ledger.conflict_days"]),
        sameness=sameness,
        births={**birth_dates_of(organisation, sameness.everyone), **births},
        deaths=deaths_of(organisation, sameness.everyone),
        kept=kept,
        held=held,
    )


def record_each(events: Events, kind: str, rows: Iterable[Statement | Conflict], **about: str) -> None:
    """Record one event a person, naming the rows written and how many; codes are sensitive and stay in the ledger."""
    by_person: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row.pk)
    public_ids = public_ids_of(by_person)
    for person_id, ids in sorted(by_person.items()):
        table = "tracking_conflict" if "conflict" in kind else "tracking_statement"
        events.record(kind, person=public_ids[person_id], subject=f"{table}:{ids[0]}", after={"rows": ids, **about})
