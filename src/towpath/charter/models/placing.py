"""Placements, the checks that they need, and whether they lasted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.charter.models.brokerage import Submission
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.tasks.models import Task


class Placement(models.Model):
    """
    One young person's time with one employer. It is planned, then started, then ended; `ended_date` is its last day.

    `weekly_pay` is in pounds. `permanent_date` is the day on which it became a job without an end.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="placements")
    submission = models.OneToOneField(Submission, models.PROTECT, null=True, blank=True, related_name="placement")
    title = models.CharField(max_length=120)
    planned_date = models.DateField()
    started_date = models.DateField(null=True, blank=True)
    ended_date = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=32, blank=True)
    permanent_date = models.DateField(null=True, blank=True)
    is_paid = models.BooleanField()
    weekly_pay = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_dbs = models.BooleanField(default=False)
    supervisor = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "establishment": "operational",
        "submission": "operational",
        "title": "operational",
        "planned_date": "operational",
        "started_date": "operational",
        "ended_date": "operational",
        "ended_because": "operational",
        "permanent_date": "operational",
        "is_paid": "operational",
        "weekly_pay": "sensitive",
        "hours": "operational",
        "needs_dbs": "operational",
        "supervisor": "identifying",
        "version": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "charter_placement"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_date__isnull=True, ended_because="")
                | (Q(started_date__isnull=False, ended_date__gte=F("started_date")) & ~Q(ended_because="")),
                name="placement_ends_after_it_starts_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(weekly_pay__isnull=True) | Q(weekly_pay__gte=0, is_paid=True),
                name="placement_pay_is_not_negative_and_is_of_paid_work",
            ),
            models.CheckConstraint(
                condition=Q(permanent_date__isnull=True)
                | Q(started_date__isnull=False, permanent_date__gte=F("started_date")),
                name="placement_is_permanent_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=("organisation", "started_date"), name="placement_started"),)

    def __str__(self) -> str:
        return f"placement {self.pk}"


class PlacementCheck(models.Model):
    """
    One check as it was seen: of an employer, and good for all its placements, or of one placement alone.

    `expires_date` is its last day. What was recorded by mistake is withdrawn, and counts for nothing.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="placement_checks")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="checks")
    kind = models.CharField(max_length=32)
    checked_date = models.DateField()
    expires_date = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "operational",
        "placement": "operational",
        "kind": "operational",
        "checked_date": "operational",
        "expires_date": "operational",
        "words": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "charter_placement_check"
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_date__isnull=True) | Q(expires_date__gte=F("checked_date")),
                name="placement_check_ends_after_it_was_seen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class StayCheck(models.Model):
    """Whether somebody is still there after so many weeks: asked by a task, answered once, with the day it was said."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="stays")
    weeks = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    is_still_there = models.BooleanField(null=True, blank=True)
    said_date = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "placement": "operational",
        "weeks": "operational",
        "due_date": "operational",
        "task": "operational",
        "is_still_there": "operational",
        "said_date": "operational",
        "said_by": "operational",
    }

    class Meta:
        db_table = "charter_stay_check"
        constraints = (
            models.UniqueConstraint(fields=("placement", "weeks"), name="stay_check_is_asked_once"),
            models.CheckConstraint(
                condition=Q(is_still_there__isnull=True, said_date__isnull=True)
                | Q(is_still_there__isnull=False, said_date__isnull=False),
                name="stay_check_answer_has_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"stay check {self.pk}"
