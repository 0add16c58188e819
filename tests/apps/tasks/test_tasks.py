"""What is to be done, by whom, by when, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.actions import make_team
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.people.actions import merge_people
from towpath.people.models import Person
from towpath.tasks.actions import TaskRefusedError, add_task, drop_task, finish_task, hand_over_task, move_task
from towpath.tasks.queries import (
    TaskNotFoundError,
    count_overdue,
    get_task,
    list_own_tasks,
    list_tasks,
    list_tasks_of,
)

HOW = {"by": SETUP, "at": MORNING}


def make_task(organisation, viewer, *, due_date=DAY, **how):
    how = {"kind": "next_step", "words": "Ring the college", "owner": User.objects.get(pk=viewer.user_id), **how}
    return add_task(organisation=organisation, due_date=due_date, **how, **HOW)


def test_own_tasks_are_listed_the_longest_due_first(saltmarsh, adviser, manager):
    later = make_task(saltmarsh, adviser, due_date=DAY + timedelta(days=3))
    sooner = make_task(saltmarsh, adviser, due_date=DAY - timedelta(days=3))
    make_task(saltmarsh, manager)

    assert list(list_own_tasks(adviser, DAY)) == [sooner, later]


@pytest.mark.parametrize(("due_in", "overdue"), [(-1, 1), (0, 0), (1, 0)])
def test_a_task_is_overdue_from_the_day_after_it_was_due(saltmarsh, adviser, due_in, overdue):
    make_task(saltmarsh, adviser, due_date=DAY + timedelta(days=due_in))

    assert count_overdue(adviser, DAY) == overdue


def test_a_task_of_a_team_is_a_task_of_each_in_it(saltmarsh, adviser):
    team = make_team(organisation=saltmarsh, name="Post-16", **HOW)
    task = make_task(saltmarsh, adviser, owner=None, team=team)

    assert list(list_own_tasks(adviser, DAY)) == []
    assert list(list_own_tasks(replace(adviser, team_ids=frozenset({team.pk})), DAY)) == [task]


def test_the_next_borough_and_a_commissioner_see_no_task(saltmarsh, adviser, stranger):
    task = make_task(saltmarsh, adviser)

    assert list(list_tasks(stranger, DAY)) == []
    assert list(list_tasks(make_viewer(saltmarsh, "commissioner"), DAY)) == []
    with pytest.raises(TaskNotFoundError):
        get_task(stranger, task.pk, DAY)


def test_a_task_done_is_open_no_more_and_cannot_be_done_twice(saltmarsh, adviser):
    task = make_task(saltmarsh, adviser)

    finish_task(task=task, **HOW)

    assert list(list_tasks(adviser, DAY)) == []
    with pytest.raises(TaskRefusedError):
        finish_task(task=task, **HOW)
    with pytest.raises(TaskRefusedError):
        move_task(task=task, due_date=DAY, **HOW)


def test_a_task_is_dropped_only_with_a_reason(saltmarsh, adviser):
    task = make_task(saltmarsh, adviser)

    with pytest.raises(TaskRefusedError):
        drop_task(task=task, reason=" ", **HOW)
    drop_task(task=task, reason="They have enrolled", **HOW)

    task.refresh_from_db()
    assert (task.state, task.settled_at, task.reason) == ("dropped", MORNING, "They have enrolled")


def test_a_task_handed_over_is_somebody_else_s(saltmarsh, adviser, manager):
    task = make_task(saltmarsh, adviser)

    hand_over_task(task=task, owner=User.objects.get(pk=manager.user_id), **HOW)

    assert list(list_own_tasks(manager, DAY)) == [task]
    assert list(list_own_tasks(adviser, DAY)) == []


@pytest.mark.parametrize("wrong", [{"words": " "}, {"kind": "wish"}, {"owner": None}])
def test_a_task_that_says_nothing_or_belongs_to_nobody_is_refused(saltmarsh, adviser, wrong):
    with pytest.raises(TaskRefusedError):
        make_task(saltmarsh, adviser, **wrong)


def test_a_task_about_a_person_of_another_council_is_refused(saltmarsh, farbank, adviser):
    with pytest.raises(TaskRefusedError):
        make_task(saltmarsh, adviser, person=make_person(farbank))


def test_a_task_follows_its_person_through_a_merge(saltmarsh, adviser):
    double, wren = (Person.objects.get(pk=each) for each in make_pupils(saltmarsh, 2))
    task = make_task(saltmarsh, adviser, person=double)
    merge_people(person=double, same_as=wren, **HOW)

    with CaptureQueriesContext(connection) as captured:
        found = list_tasks_of(adviser, [wren.pk, double.pk], DAY)

    assert found == {wren.pk: [task], double.pk: [task]}
    # Who is joined to them, who has died, and the tasks.
    assert len(captured) == 3


def test_the_log_holds_no_word_of_a_task(saltmarsh, adviser):
    make_task(saltmarsh, adviser, words="Ask about the baby")

    assert "baby" not in Event.objects.latest("sequence").facts
