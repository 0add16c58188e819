"""One application of one young person to one opening, and each step of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Opening
from towpath.rules.applications import Stage
from towpath.tracking.models import Proposal

STAGES = tuple(stage.value for stage in Stage)


class Application(models.Model):
    """
    One young person and one opening. Where it has got to is its latest step; `ended_date` is set when it goes no
    further.

    `why` says in words why it was put on their list. `proposal` is the status that its start proposed.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="applications")
    why = models.TextField(blank=True)
    stage = models.CharField(max_length=12)
    ended_date = models.DateField(null=True, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "opening": "operational",
        "why": "sensitive",
        "stage": "operational",
        "ended_date": "operational",
        "proposal": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "applications_application"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "opening"), condition=Q(ended_date__isnull=True), name="application_runs_once"
            ),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="application_stage_is_known"),
        )
        indexes = (models.Index(fields=("organisation", "stage"), name="application_stage"),)

    def __str__(self) -> str:
        return f"application {self.pk}"


class Step(models.Model):
    """One stage that an application reached, on which day, and who said so. A mistake is withdrawn, never changed."""

    class SaidBy(models.TextChoices):
        """Who told us, under the codes of `towpath.rules.sources`; OURS is what our own staff did."""

        OURS = "ours"
        YOUNG_PERSON = "young_person"
        PARENT = "parent"
        PROVIDER = "provider_contact"
        EMPLOYER = "employer"
        SEEN = "seen"

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12)
    happened_date = models.DateField()
    said_by = models.CharField(max_length=16, choices=SaidBy.choices)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "application": "operational",
        "stage": "operational",
        "happened_date": "operational",
        "said_by": "operational",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "applications_step"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "stage"), condition=Q(withdrawn_at__isnull=True), name="step_is_taken_once"
            ),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="step_stage_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.stage} of application {self.application_id}"
