"""Nightly work: once a night for each organisation, whoever looks, and caught up with after a machine was off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.clock import LONDON
from towpath.jobs.models import Job, Night
from towpath.jobs.queries import list_nights
from towpath.jobs.schedule import night_of, queue_nightly
from towpath.jobs.worker import run_worker
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TONIGHT = datetime(2026, 1, 31, 2, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _one_piece_of_work(settings):
    settings.NIGHTLY = (("teams", "tests.factories.job_handlers.make_teams"),)


@pytest.mark.parametrize(
    ("at", "hour", "night"),
    [
        (datetime(2026, 1, 31, 1, 59, tzinfo=LONDON), 2, date(2026, 1, 30)),
        (datetime(2026, 1, 31, 2, 0, tzinfo=LONDON), 2, date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 59, tzinfo=LONDON), 2, date(2026, 1, 31)),
        # The clocks go forward at one: two strikes as three, and the work is due all the same.
        (datetime(2026, 3, 29, 3, 0, tzinfo=LONDON), 2, date(2026, 3, 29)),
        (datetime(2026, 1, 31, 0, 0, tzinfo=LONDON), 0, date(2026, 1, 31)),
    ],
)
def test_the_night_begins_at_its_hour_in_london(at, hour, night):
    assert night_of(at, hour) == night


def test_each_organisation_has_its_turn_once_however_often_anybody_looks(saltmarsh, farbank):
    first = queue_nightly(TONIGHT)
    again = [queue_nightly(TONIGHT + timedelta(hours=hours)) for hours in (0, 1, 20)]

    assert (first, again) == (2, [0, 0, 0])
    assert {each.organisation for each in Night.objects.all()} == {saltmarsh, farbank}
    assert set(Job.objects.values_list("user", "role")) == {("schedule", "schedule")}


def test_a_council_that_is_no_more_has_no_nights(saltmarsh, farbank):
    Organisation.objects.filter(pk=farbank.pk).update(closed_date=TONIGHT.date() - timedelta(days=1))

    assert queue_nightly(TONIGHT) == 1
    assert Night.objects.get().organisation == saltmarsh


def test_the_next_night_has_its_own(saltmarsh):
    queue_nightly(TONIGHT)
    queue_nightly(TONIGHT + timedelta(days=1))

    assert list(Night.objects.order_by("pk").values_list("night_date", flat=True)) == [
        date(2026, 1, 31),
        date(2026, 2, 1),
    ]


def test_after_a_machine_was_off_the_latest_night_is_caught_up_with_and_no_other(saltmarsh):
    queue_nightly(TONIGHT)
    queue_nightly(TONIGHT + timedelta(days=5, hours=9))

    assert list(Night.objects.order_by("pk").values_list("night_date", flat=True)) == [
        date(2026, 1, 31),
        date(2026, 2, 5),
    ]


def test_an_hour_that_is_moved_does_not_work_a_night_twice(saltmarsh):
    queue_nightly(TONIGHT)
    change_setting(saltmarsh, key="work.night_hour", value=5, from_date=date(2026, 1, 1), by=SETUP, at=MORNING)

    assert queue_nightly(TONIGHT + timedelta(hours=1)) == 0


def test_another_worker_that_was_first_leaves_nothing_half_done(saltmarsh, monkeypatch):
    queue_nightly(TONIGHT)
    Job.objects.update(state=Job.State.DONE, finished_at=TONIGHT)
    # Both have looked before either writes.
    monkeypatch.setattr("towpath.jobs.schedule.Night.objects.filter", lambda **asked: Night.objects.none())

    assert queue_nightly(TONIGHT) == 0
    assert Job.objects.count() == Night.objects.count() == 1


def test_what_ran_can_be_seen_with_how_it_ended_by_its_own_organisation(saltmarsh, farbank):
    queue_nightly(TONIGHT)

    [turn] = list_nights(saltmarsh.pk)
    assert (turn.name, turn.night_date, turn.progress.state, turn.finished_at) == (
        "teams", date(2026, 1, 31), "waiting", None,
    )  # fmt: skip
    assert [each.progress.job_id for each in list_nights(farbank.pk)] != [turn.progress.job_id]


@pytest.mark.django_db(transaction=True)
def test_a_worker_looks_before_it_works_and_a_schedule_that_fails_stops_nobody(saltmarsh, monkeypatch):
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    looks = []

    def look(at):
        looks.append(at)
        queue_nightly(at)
        raise ZeroDivisionError

    run_worker(Event(), until_empty=True, schedule=look)

    assert len(looks) == 1
    assert Night.objects.get().job.state == Job.State.FAILED or Job.objects.get().attempt == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_look_at_once_one_queues_the_night(saltmarsh):
    # SQLite takes one writer at a time, and its database in memory has one connection: there they come one by one.
    at_once = connection.vendor == "postgresql"
    both = Barrier(2 if at_once else 1)

    def look() -> int:
        both.wait(10)
        try:
            return queue_nightly(TONIGHT)
        finally:
            if at_once:
                connection.close()

    if at_once:
        with ThreadPoolExecutor(2) as workers:
            queued = [work.result() for work in [workers.submit(look) for _ in "ab"]]
    else:
        queued = [look(), look()]

    assert sorted(queued) == [0, 1]
    assert Night.objects.count() == Job.objects.count() == 1
