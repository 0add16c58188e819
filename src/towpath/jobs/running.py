"""What a handler is given: what to do, for whom, and how to say how far it has got."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from towpath import clock
from towpath.audit import Actor
from towpath.jobs.models import Job


class JobTakenAwayError(Exception):
    """This try was given up for dead and another has begun; it must stop without writing."""


class JobRefusedError(Exception):
    """The work can never be done as asked, so trying again is no use. `code` says why, without names."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Running:
    """
    One try at one job.

    A handler may be tried more than once, and a try may die at any line, so it must be idempotent: do what is not yet
    done, in transactions small enough that a page need not wait for them.
    """

    job_id: int
    attempt: int
    organisation_id: int
    arguments: Mapping[str, object]
    by: Actor
    at: datetime

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """
        Say how far the work has got; `words` are shown to the person waiting and hold no names.

        :raises JobTakenAwayError: another try has begun
        """
        values = {"done": done, "total": total, "words": words, "heartbeat_at": timezone.now()}
        if not self.mine().update(**values):
            raise JobTakenAwayError

    def now(self) -> datetime:
        """Return the instant it is now, for long work whose parts are each written at their own."""
        return clock.now()

    def mine(self) -> QuerySet[Job]:
        """Return this job's row while this try is the latest, else nothing."""
        return Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING)


Outcome = Mapping[str, object] | None
Handler = Callable[[Running], Outcome]
