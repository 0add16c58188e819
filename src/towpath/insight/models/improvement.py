"""A plan to bring a rate down within six months: its target, its actions, and how each gets on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation


class ImprovementPlan(models.Model):
    """
    A plan for six months: one rate, where it stood at the end of the month before, and where it is to be.

    `first_month` is the end of the first month of the six.
    """

    class Measure(models.TextChoices):
        NOT_KNOWN = "not_known"
        COMBINED = "combined"
        NEET = "neet"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    measure = models.CharField(max_length=16, choices=Measure.choices)
    first_month = models.DateField()
    start_percent = models.DecimalField(max_digits=4, decimal_places=1)
    target_percent = models.DecimalField(max_digits=4, decimal_places=1)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "title": "operational",
        "measure": "public",
        "first_month": "operational",
        "start_percent": "operational",
        "target_percent": "operational",
        "started_at": "operational",
        "started_by": "operational",
    }

    class Meta:
        db_table = "insight_improvement_plan"
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    target_percent__gte=0, target_percent__lte=100, start_percent__gte=0, start_percent__lte=100
                ),
                name="improvement_is_in_percent",
            ),
            models.UniqueConstraint(
                fields=("organisation", "measure", "first_month"), name="improvement_of_a_measure_begins_once_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"plan {self.pk} from {self.first_month}"


class ImprovementAction(models.Model):
    """One thing that a plan says will be done, by whom and by when."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    plan = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="actions")
    words = models.CharField(max_length=200)
    owner = models.CharField(max_length=80)
    due_date = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "plan": "operational",
        "words": "operational",
        "owner": "operational",
        "due_date": "operational",
        "state": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "insight_improvement_action"
        indexes = (models.Index(fields=("plan", "due_date"), name="improvement_action_due"),)

    def __str__(self) -> str:
        return f"action {self.pk} of {self.plan_id}"


class ImprovementNote(models.Model):
    """How an action got on, in words, with what it was then; never changed."""

    action = models.ForeignKey(ImprovementAction, models.PROTECT, related_name="notes")
    words = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=ImprovementAction.State.choices)
    due_date = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "action": "operational",
        "words": "operational",
        "state": "operational",
        "due_date": "operational",
        "noted_at": "operational",
        "noted_by": "operational",
    }

    class Meta:
        db_table = "insight_improvement_note"

    def __str__(self) -> str:
        return f"note on {self.action_id}"
