"""How a job is getting on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from towpath.jobs.models import Job, Night


@dataclass(frozen=True, slots=True)
class JobProgress:
    """
    What a person waiting is shown. `total` is None while it is not known how much there is to do.

    `failure` of a job that waits is why its last try failed: it will be tried again.
    """

    job_id: int
    handler: str
    state: str
    done: int
    total: int | None
    words: str
    outcome: Mapping[str, object] | None
    failure: str

    @property
    def is_finished(self) -> bool:
        """Return whether nothing more will happen."""
        return self.state in (Job.State.DONE, Job.State.FAILED)

    @property
    def has_failed(self) -> bool:
        """Return whether it was given up."""
        return self.state == Job.State.FAILED


def find_job(organisation_id: int, job_id: int) -> JobProgress | None:
    """Return how a job of this organisation is getting on."""
    job = Job.objects.filter(organisation_id=organisation_id, pk=job_id).first()
    return _told(job) if job else None


def _told(job: Job) -> JobProgress:
    return JobProgress(
        job_id=job.pk,
        handler=job.handler,
        state=job.state,
        done=job.done,
        total=job.total,
        words=job.words,
        outcome=job.outcome,
        failure=job.failure,
    )


@dataclass(frozen=True, slots=True)
class NightTurn:
    """One night's turn of one piece of nightly work; `finished_at` is None until it has ended, well or not."""

    name: str
    night_date: date
    queued_at: datetime
    finished_at: datetime | None
    attempts: int
    progress: JobProgress


def list_nights(organisation_id: int, *, most: int = 60) -> list[NightTurn]:
    """Return the latest turns of an organisation's nightly work, the latest night first. One query."""
    rows = Night.objects.filter(organisation_id=organisation_id).select_related("job")
    return [
        NightTurn(each.name, each.night_date, each.queued_at, each.job.finished_at, each.job.attempt, _told(each.job))
        for each in rows.order_by("-night_date", "name")[:most]
    ]
