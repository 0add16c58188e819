"""Work is done after the page has answered: once, visibly, and in spite of dying workers."""

import json
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.separate import separate_site
from towpath.access.models import Team
from towpath.audit.actions import transaction
from towpath.audit.models import Event as AuditEvent
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.queries import find_job
from towpath.jobs.running import JobTakenAwayError, Running
from towpath.jobs.work import reap, run_job
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation

# A worker closes and opens connections as it goes, so what it is to find must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

HANDLERS = "tests.factories.job_handlers"
MINUTE = timedelta(minutes=1)
LOOP = "from threading import Event\nfrom datetime import timedelta\nfrom towpath.jobs.worker import run_worker\n"


def ask_for(saltmarsh: Organisation, name: str, *, attempts: int = 3, key: str = "", **arguments: object) -> Job:
    return enqueue(
        f"{HANDLERS}.{name}",
        organisation=saltmarsh,
        arguments=arguments,
        by=SETUP,
        at=MORNING,
        attempts=attempts,
        key=key,
    )


def work_until_empty() -> None:
    run_worker(Event(), until_empty=True)


def hurry_retries() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


def test_job_is_done_and_its_progress_can_be_seen(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "make_teams", count=3)

    work_until_empty()

    progress = find_job(saltmarsh.pk, job.pk)
    assert progress is not None
    assert (progress.state, progress.done, progress.total, progress.words) == ("done", 3, 3, "Making teams")
    assert progress.outcome == {"teams": 3}
    assert progress.is_finished


def test_job_of_another_organisation_is_not_found(saltmarsh: Organisation, farbank: Organisation):
    job = ask_for(saltmarsh, "make_teams", count=1)

    assert find_job(farbank.pk, job.pk) is None


def test_job_asked_for_in_a_transaction_that_is_undone_is_never_queued(saltmarsh: Organisation):
    def ask_and_fail() -> None:
        with transaction(by=SETUP, at=MORNING) as events:
            events.record("batch.applied")
            ask_for(saltmarsh, "make_teams", count=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_fail()

    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_job_of_one_key_is_queued_once_and_both_askings_are_audited(saltmarsh: Organisation):
    asked = ask_for(saltmarsh, "make_teams", key="batch:4", count=1)
    pressed_again = ask_for(saltmarsh, "make_teams", key="batch:4", count=1)

    assert pressed_again == asked
    assert DBTaskResult.objects.count() == 1
    kinds = AuditEvent.objects.filter(subject=f"jobs_job:{asked.pk}").order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["job.enqueued", "job.asked_again"]

    work_until_empty()
    assert ask_for(saltmarsh, "make_teams", key="batch:4", count=1) != asked


def test_unknown_handler_is_refused_when_asked_for(saltmarsh: Organisation):
    with pytest.raises(ImportError):
        ask_for(saltmarsh, "no_such_thing")


def test_job_that_falls_over_is_tried_again_later(saltmarsh: Organisation, tmp_path: Path):
    job = ask_for(saltmarsh, "fall_over_once", mark=str(tmp_path / "mark"))

    work_until_empty()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("waiting", 1)
    assert DBTaskResult.objects.filter(run_after__gt=timezone.now(), run_after__year__lt=9999).count() == 1

    hurry_retries()
    work_until_empty()
    job.refresh_from_db()
    assert (job.state, job.attempt, job.outcome) == ("done", 2, {"attempt": 2})


def test_job_is_given_up_after_its_last_try_and_keeps_no_words(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "fall_over", attempts=2)

    work_until_empty()
    hurry_retries()
    work_until_empty()

    job.refresh_from_db()
    assert (job.state, job.attempt, job.failure) == ("failed", 2, "builtins.ValueError")
    kept = json.dumps([*Job.objects.values(), *DBTaskResult.objects.values()], default=str)
    assert "Ann Example" not in kept


def test_job_that_can_never_be_done_is_not_tried_again(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "refuse")

    work_until_empty()

    job.refresh_from_db()
    assert (job.state, job.attempt, job.failure) == ("failed", 1, "test.never")


def test_job_whose_worker_died_is_queued_again(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "make_teams", count=2)
    Job.objects.update(state="running", attempt=1, heartbeat_at=timezone.now() - 2 * MINUTE)
    DBTaskResult.objects.update(status="RUNNING")

    assert reap(stale_after=MINUTE) == 1
    work_until_empty()

    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"FAILED", "SUCCESSFUL"}


def test_job_whose_heart_beats_is_left_alone(saltmarsh: Organisation):
    ask_for(saltmarsh, "make_teams", count=2)
    Job.objects.update(state="running", attempt=1, heartbeat_at=timezone.now() - MINUTE / 2)

    assert reap(stale_after=MINUTE) == 0


def test_job_whose_worker_died_at_its_last_try_is_given_up(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "make_teams", attempts=1, count=2)
    Job.objects.update(state="running", attempt=1, heartbeat_at=timezone.now() - 2 * MINUTE)

    reap(stale_after=MINUTE)

    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "worker_died")


def test_try_that_was_given_up_for_dead_may_write_nothing_more(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "make_teams", count=2)
    Job.objects.update(state="running", attempt=2, heartbeat_at=timezone.now())
    revived = Running(job_id=job.pk, attempt=1, organisation_id=saltmarsh.pk, arguments={}, by=SETUP, at=MORNING)

    with pytest.raises(JobTakenAwayError):
        revived.progress(1)


def test_queue_row_of_a_job_already_done_does_nothing(saltmarsh: Organisation):
    job = ask_for(saltmarsh, "make_teams", count=1)
    run_job.enqueue(job.pk)

    work_until_empty()

    assert Job.objects.get().attempt == 1
    assert Team.objects.count() == 1


@pytest.mark.slow
def test_worker_killed_halfway_leaves_a_job_that_another_finishes_exactly_once(saltmarsh: Organisation, tmp_path: Path):
    reached = tmp_path / "third team made"
    job = ask_for(saltmarsh, "make_teams", count=8, hang=str(reached))
    site = separate_site(tmp_path)

    doomed = site.start(LOOP + "run_worker(Event(), until_empty=True)")
    deadline = time.monotonic() + 120
    while not reached.exists() and time.monotonic() < deadline:
        assert doomed.poll() is None, doomed.communicate()
        time.sleep(0.02)
    doomed.kill()
    doomed.communicate()

    ended = site.ask(
        LOOP + "import json\nfrom towpath.access.models import Team\nfrom towpath.jobs.models import Job\n"
        "from towpath.audit.models import Event as Audited\nfrom towpath.audit.queries import verify\n"
        "by_the_first = Team.objects.count()\n"
        "run_worker(Event(), until_empty=True, stale_after=timedelta(0))\n"
        f"job = Job.objects.get(pk={job.pk})\n"
        "made = Audited.objects.filter(kind='team.made').count()\n"
        "print(json.dumps([by_the_first, job.state, job.attempt, Team.objects.count(), made, verify()['ok']]))"
    )
    # 3 teams by the first worker + 5 by the second = 8, each with its one event.
    assert ended == [3, "done", 2, 8, 8, True]


@pytest.mark.slow
def test_heart_beats_while_a_handler_says_nothing(saltmarsh: Organisation, tmp_path: Path):
    ask_for(saltmarsh, "say_nothing")

    told = separate_site(tmp_path).ask(
        "import json\nfrom towpath.jobs import work\nfrom towpath.jobs.models import Job\n"
        + LOOP
        + "work.HEARTBEAT = timedelta(milliseconds=20)\n"
        "from django.utils import timezone\nbefore = timezone.now()\nrun_worker(Event(), until_empty=True)\n"
        "from datetime import datetime\n"
        "last = datetime.fromisoformat(Job.objects.get().outcome['heartbeat_at'])\n"
        "print(json.dumps((last - before).total_seconds()))"
    )

    # The heart beat at the claim, at once, and then only in its own thread.
    assert isinstance(told, float)
    assert told > 0.3
