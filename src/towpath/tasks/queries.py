"""What there is to do."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access import Viewer
from towpath.people.models import Person
from towpath.people.queries import list_dead, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.tasks.models import Task

WITH_THEM = (Task.Kind.NEXT_STEP, Task.Kind.REVIEW, Task.Kind.ALERT)
"""What is done with a young person themselves. Money, an objection and a complaint still have to be answered."""


class TaskNotFoundError(LookupError):
    """There is no task of that id that the viewer may see."""


def list_tasks(viewer: Viewer, on: date) -> QuerySet[Task]:
    """
    Return the open tasks that a viewer may see on a day, the longest due first.

    Those about nobody, and those about people the viewer may see; to somebody who may see no person, none. With whoever
    has died nothing is left to do.
    """
    if not viewer.may("contact.record"):
        return Task.objects.none()
    return (
        Task.objects.filter(
            Q(person__isnull=True) | Q(person__in=_records_of(viewer, on)),
            organisation_id=viewer.organisation_id,
            state=Task.State.OPEN,
        )
        .exclude(person__in=list_dead(viewer, on), kind__in=WITH_THEM)
        .select_related("person", "owner", "team")
        .order_by("due_date", "pk")
    )


def list_own_tasks(viewer: Viewer, on: date) -> QuerySet[Task]:
    """Return the open tasks of the viewer and of their teams, the longest due first."""
    return list_tasks(viewer, on).filter(Q(owner_id=viewer.user_id) | Q(team__in=viewer.team_ids))


def list_tasks_of(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, list[Task]]:
    """Return the open tasks about each of these people, by the id asked for, merges resolved. Four queries at most."""
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    of_leader: dict[int, list[Task]] = defaultdict(list)
    for task in list_tasks(viewer, on).filter(person__in=sameness.everyone):
        if task.person_id is not None:
            of_leader[sameness.leading(task.person_id)].append(task)
    return {person_id: of_leader[sameness.leading(person_id)] for person_id in person_ids}


def get_task(viewer: Viewer, task_id: int, on: date) -> Task:
    """
    Return one open task.

    :raises TaskNotFoundError: there is none that the viewer may see
    """
    task = list_tasks(viewer, on).filter(pk=task_id).first()
    if task is None:
        raise TaskNotFoundError("There is no such task here. It may be done already.")
    return task


def count_overdue(viewer: Viewer, on: date) -> int:
    """Return how many of the viewer's own tasks were due before a day. What is due that day is not late."""
    return list_own_tasks(viewer, on).filter(due_date__lt=on).count()


def _records_of(viewer: Viewer, on: date) -> QuerySet[Person]:
    # A task hangs on the record it was given for, which may since have been merged into another.
    return visible_to(viewer, on, merged_too=True)
