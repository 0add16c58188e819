"""Ask for work to be done."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.module_loading import import_string

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.jobs.models import Job
from towpath.jobs.work import run_job
from towpath.organisation.models import Organisation

ATTEMPTS = 3


def enqueue(
    handler: str,
    *,
    organisation: Organisation,
    arguments: Mapping[str, object],
    by: Actor,
    at: datetime,
    key: str = "",
    attempts: int = ATTEMPTS,
    not_before: datetime | None = None,
) -> Job:
    """
    Queue a piece of work; it can be picked up once the transaction around this commits, and not if it is undone.

    :param handler: the dotted path of a function that takes a `Running`
    :param arguments: ids and codes, never names
    :param key: of jobs with one key only one waits or runs at a time; asking again returns that one
    :param not_before: the instant before which nobody picks it up
    :raises ImportError: there is no such function
    """
    import_string(handler)
    with transaction(by=by, at=at) as events:
        waiting = _same(organisation, key) if key else None
        if waiting:
            events.record("job.asked_again", subject=f"jobs_job:{waiting.pk}")
            return waiting
        job = Job.objects.create(
            organisation=organisation,
            handler=handler,
            arguments=dict(arguments),
            key=key,
            user=by.user,
            role=by.role,
            attempts_allowed=attempts,
            enqueued_at=at,
        )
        # The queue is a table of the same database, so this row and ours stand or fall together.
        task = run_job.using(run_after=not_before) if not_before else run_job
        task.enqueue(job.pk)
        events.record("job.enqueued", subject=f"jobs_job:{job.pk}", after={"handler": handler})
    return job


def _same(organisation: Organisation, key: str) -> Job | None:
    queued = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(organisation=organisation, key=key, state__in=queued).first()
