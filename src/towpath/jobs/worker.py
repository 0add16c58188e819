"""The loop that does the work: one process, or several."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from uuid import uuid4

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from towpath import clock
from towpath.jobs.work import HEARTBEAT, reap

log = logging.getLogger(__name__)

STALE_AFTER = HEARTBEAT * 12
"""How long a heart may stand still before its worker is taken for dead; a minute outlasts any wait for a lock."""
LOOKS_EVERY = 60.0
"""Seconds between two looks at whether nightly work is due."""
KEPT = timedelta(days=7)
"""How long the queue's own rows are kept once finished. What a job did is in its `Job`."""


def run_worker(
    stop: Event,
    *,
    until_empty: bool = False,
    interval: float = 1.0,
    stale_after: timedelta = STALE_AFTER,
    schedule: Callable[[datetime], object] | None = None,
) -> None:
    """
    Do jobs one after another until `stop` is set, or with `until_empty` until none is ready.

    A job under way when `stop` is set is finished first. Jobs whose worker died are queued again as they are noticed.

    :param schedule: queues whatever is due at an instant; asked at once, and every minute after
    """
    worker = uuid4().hex
    log.info("jobs.worker_started", extra={"ids": {"worker": worker}})
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    look_at = monotonic()
    while not stop.is_set():
        close_old_connections()
        if schedule and monotonic() >= look_at:
            _look(schedule)
            look_at = monotonic() + LOOKS_EVERY
        reap(stale_after=stale_after)
        if DBTaskResult.objects.ready().exists():
            _do_one(worker)
        elif until_empty:
            break
        else:
            stop.wait(interval)
    log.info("jobs.worker_stopped", extra={"ids": {"worker": worker}})


def _look(schedule: Callable[[datetime], object]) -> None:
    try:
        schedule(clock.now())
    # Whatever is wrong with tonight's work, the work that people wait for goes on; the next look tries again.
    except Exception:
        log.exception("jobs.schedule_failed")


def _do_one(worker: str) -> None:
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=worker,
        excluded_queue_names=[],
    ).run()
