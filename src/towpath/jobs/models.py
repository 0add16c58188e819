"""One row a job: what is to be done, how far it has got, and how it ended; and one row a night of what recurs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation


class Job(models.Model):
    """
    One piece of work for one organisation.

    `handler` is the dotted path of a function and `arguments` are ids and codes, so the queue knows nobody.
    `heartbeat_at` moves while a worker is alive; `attempt` is the number of the try under way, and a try that is not
    the latest may write nothing.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="jobs")
    handler = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=128, blank=True)
    user = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField()
    enqueued_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    words = models.CharField(max_length=120, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "handler": "operational",
        "arguments": "operational",
        "key": "operational",
        "user": "operational",
        "role": "operational",
        "state": "operational",
        "attempt": "operational",
        "attempts_allowed": "operational",
        "enqueued_at": "operational",
        "heartbeat_at": "operational",
        "finished_at": "operational",
        "done": "operational",
        "total": "operational",
        "words": "operational",
        "outcome": "operational",
        "failure": "operational",
    }

    class Meta:
        db_table = "jobs_job"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("done", "failed"), finished_at__isnull=False)
                | Q(state__in=("waiting", "running"), finished_at__isnull=True),
                name="job_is_finished_when_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(heartbeat_at__isnull=False), name="job_that_runs_has_a_heartbeat"
            ),
            models.UniqueConstraint(
                fields=("organisation", "key"),
                condition=~Q(key="") & Q(state__in=("waiting", "running")),
                name="job_of_one_key_is_queued_once",
            ),
        )
        indexes = (models.Index(fields=("state", "heartbeat_at"), name="jobs_job_state"),)

    def __str__(self) -> str:
        return f"{self.handler} {self.pk}"


class Night(models.Model):
    """
    One night's turn of one piece of nightly work for one organisation; its job says how it ended.

    The row is what makes it run once a night, however many workers look.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=64)
    night_date = models.DateField()
    job = models.ForeignKey(Job, models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "night_date": "operational",
        "job": "operational",
        "queued_at": "operational",
    }

    class Meta:
        db_table = "jobs_night"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name", "night_date"), name="night_is_worked_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.night_date}"
