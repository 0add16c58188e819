"""Do one job: claim it, keep its heart beating, and write down how it ended."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.db import transaction as database
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from towpath import clock
from towpath.audit import Actor
from towpath.jobs.models import Job
from towpath.jobs.running import Handler, JobRefusedError, JobTakenAwayError, Running

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=5)
WAIT_BEFORE_RETRY = timedelta(seconds=30)


@task()
def run_job(job_id: int) -> None:
    """
    Do a job that is waiting; one that is not is left alone.

    Nothing the handler raises leaves here: the queue would keep its words, and words may hold names.
    """
    job = _claim(job_id)
    if job is None:
        log.info("jobs.nothing_to_claim", extra={"ids": {"job": job_id}})
        return
    running = _running(job)
    handler: Handler = import_string(job.handler)
    try:
        with _heartbeat(running):
            outcome = handler(running)
    except JobTakenAwayError:
        log.warning("jobs.taken_away", extra={"ids": {"job": job_id, "attempt": running.attempt}})
    except JobRefusedError as refused:
        _fail(running, refused.code)
    # Whatever a handler may raise, the job must end in a state that somebody can see.
    except Exception as raised:
        log.exception("jobs.handler_raised", extra={"ids": {"job": job_id, "attempt": running.attempt}})
        retry_or_fail(running, f"{type(raised).__module__}.{type(raised).__qualname__}", last=job.attempts_allowed)
    else:
        ended = {"state": Job.State.DONE, "finished_at": timezone.now(), "outcome": dict(outcome) if outcome else None}
        running.mine().update(**ended)


def retry_or_fail(running: Running, failure: str, *, last: int) -> None:
    """Put a job that fell over back in the queue after a while, or give it up after its last try."""
    if running.attempt >= last:
        _fail(running, failure)
        return
    with database.atomic():
        again = {"state": Job.State.WAITING, "failure": failure}
        if running.mine().update(**again):
            run_job.using(run_after=timezone.now() + WAIT_BEFORE_RETRY * running.attempt).enqueue(running.job_id)


def reap(*, stale_after: timedelta) -> int:
    """Queue again, or give up, every job whose worker died; return how many."""
    dead_since = timezone.now() - stale_after
    stale = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=dead_since).order_by("id")
    reaped = 0
    for job in stale.select_related("organisation"):
        reaped += _bury(job, dead_since)
    return reaped


def _bury(job: Job, dead_since: datetime) -> bool:
    running = _running(job)
    with database.atomic():
        # Asked again inside the transaction: another worker may have buried it, or its own may have come back to life.
        mine = running.mine().filter(heartbeat_at__lt=dead_since)
        if job.attempt >= job.attempts_allowed:
            ended = {"state": Job.State.FAILED, "failure": "worker_died", "finished_at": timezone.now()}
            is_buried = bool(mine.update(**ended))
        else:
            is_buried = bool(mine.update(state=Job.State.WAITING, failure="worker_died"))
            if is_buried:
                run_job.enqueue(job.pk)
        if is_buried:
            # Left alone, the dead worker's row in the queue would say RUNNING for ever.
            orphan = DBTaskResult.objects.running().filter(args_kwargs={"args": [job.pk], "kwargs": {}})
            orphan.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    if is_buried:
        log.warning("jobs.worker_died", extra={"ids": {"job": job.pk, "attempt": job.attempt}})
    return is_buried


def _claim(job_id: int) -> Job | None:
    claimed = Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, attempt=F("attempt") + 1, heartbeat_at=timezone.now(), failure=""
    )
    return Job.objects.select_related("organisation").get(pk=job_id) if claimed else None


def _running(job: Job) -> Running:
    return Running(
        job_id=job.pk,
        attempt=job.attempt,
        organisation_id=job.organisation_id,
        arguments=job.arguments,
        by=Actor(organisation=job.organisation.code, user=job.user, role=job.role),
        at=clock.now(),
    )


def _fail(running: Running, failure: str) -> None:
    running.mine().update(state=Job.State.FAILED, failure=failure[:200], finished_at=timezone.now())


@contextmanager
def _heartbeat(running: Running) -> Iterator[None]:
    """Keep the job's heartbeat moving while the block runs, whether or not it reports progress."""
    stop = Event()
    thread = Thread(target=_beat, args=(running, stop), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(running: Running, stop: Event) -> None:
    try:
        while not stop.wait(HEARTBEAT.total_seconds()):
            try:
                running.mine().update(heartbeat_at=timezone.now())
            except DatabaseError:
                # One beat missed is no death: the next one may get through.
                log.warning("jobs.heartbeat_missed", extra={"ids": {"job": running.job_id}})
    finally:
        # A thread has a database connection of its own, which nobody else would close.
        connection.close()
