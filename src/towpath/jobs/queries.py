"""How a job is getting on."""

from collections.abc import Mapping
from dataclasses import dataclass

from towpath.jobs.models import Job


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
    if job is None:
        return None
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
