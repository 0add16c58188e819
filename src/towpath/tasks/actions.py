"""Give somebody something to do, move it, and settle it."""

from datetime import date, datetime

from towpath.access.models import Team, User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import Facts, facts
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tasks.models import Task


class TaskRefusedError(ValueError):
    """A task cannot be given or settled as asked."""


def add_task(
    *,
    organisation: Organisation,
    kind: str,
    words: str,
    due_date: date,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    owner: User | None = None,
    team: Team | None = None,
    source: str = "",
) -> Task:
    """
    Give somebody, or a team, something to do by a date.

    :raises TaskRefusedError: it says nothing, is of no known kind, or belongs to nobody
    """
    if kind not in Task.Kind.values:
        raise TaskRefusedError(f"There is no kind of task {kind!r}. Choose one of: {', '.join(Task.Kind.values)}.")
    if not words.strip():
        raise TaskRefusedError("The task says nothing. Say in a few words what is to be done.")
    if owner is None and team is None:
        raise TaskRefusedError("The task belongs to nobody. Choose who is to do it, or a team.")
    if person is not None and person.organisation_id != organisation.pk:
        raise TaskRefusedError("There is no such person here.")
    with transaction(by=by, at=at) as events:
        task = Task.objects.create(
            organisation=organisation,
            person=person,
            kind=kind,
            words=words.strip(),
            due_date=due_date,
            owner=owner,
            team=team,
            source=source,
            recorded_at=at,
            recorded_by=by.user,
        )
        events.record("task.added", person=_public_id(task), subject=_subject(task), after=facts(task))
    return task


def move_task(*, task: Task, due_date: date, by: Actor, at: datetime) -> None:
    """
    Give a task another date.

    :raises TaskRefusedError: it is settled
    """
    before = facts(task)
    task.due_date = due_date
    _change(task, "task.moved", before, ("due_date",), by=by, at=at)


def hand_over_task(*, task: Task, by: Actor, at: datetime, owner: User | None = None, team: Team | None = None) -> None:
    """
    Give a task to somebody else.

    :raises TaskRefusedError: it is settled, or would belong to nobody
    """
    if owner is None and team is None:
        raise TaskRefusedError("The task would belong to nobody. Choose who is to do it, or a team.")
    before = facts(task)
    task.owner, task.team = owner, team
    _change(task, "task.handed_over", before, ("owner", "team"), by=by, at=at)


def finish_task(*, task: Task, by: Actor, at: datetime) -> None:
    """
    Say that a task is done.

    :raises TaskRefusedError: it is settled
    """
    _settle(task, Task.State.DONE, "", by=by, at=at)


def drop_task(*, task: Task, reason: str, by: Actor, at: datetime) -> None:
    """
    Say that a task need not be done, and why.

    :raises TaskRefusedError: it is settled, or no reason is given
    """
    if not reason.strip():
        raise TaskRefusedError("Say why it need not be done.")
    _settle(task, Task.State.DROPPED, reason.strip(), by=by, at=at)


def _settle(task: Task, state: Task.State, reason: str, *, by: Actor, at: datetime) -> None:
    before = facts(task)
    task.state, task.reason, task.settled_at, task.settled_by = state, reason, at, by.user
    _change(task, f"task.{state}", before, ("state", "reason", "settled_at", "settled_by"), by=by, at=at)


def _change(task: Task, kind: str, before: Facts, columns: tuple[str, ...], *, by: Actor, at: datetime) -> None:
    with transaction(by=by, at=at) as events:
        still_open = Task.objects.filter(pk=task.pk, state=Task.State.OPEN)
        if not still_open.update(**{column: getattr(task, column) for column in columns}):
            task.refresh_from_db()
            raise TaskRefusedError("Somebody has already settled this task. Look at the list again.")
        events.record(kind, person=_public_id(task), subject=_subject(task), before=before, after=facts(task))


def _public_id(task: Task) -> str | None:
    return task.person.public_id if task.person is not None else None


def _subject(task: Task) -> str:
    return f"tasks_task:{task.pk}"
