"""A return built and checked to learn what is wrong with it, kept as counts and as the problems it found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Rehearsal(models.Model):
    """
    One rehearsal: a month's return as it would be now. Nothing of it can be signed or sent.

    `night_date` is the night it was made in, None where somebody asked for it by day. `counts` are as a `Run` keeps
    them, with `severities`, and `since`: how many problems are new and how many mended since the night before.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    period_end = models.DateField()
    night_date = models.DateField(null=True, blank=True)
    rehearsed_at = models.DateTimeField()
    rehearsed_by = models.CharField(max_length=64)
    edition = models.CharField(max_length=16)
    standards_version = models.CharField(max_length=12)
    records = models.PositiveIntegerField()
    counts = models.JSONField()

    privacy: ClassVar = {
        "organisation": "operational",
        "period_end": "operational",
        "night_date": "operational",
        "rehearsed_at": "operational",
        "rehearsed_by": "operational",
        "edition": "public",
        "standards_version": "operational",
        "records": "operational",
        "counts": "operational",
    }

    class Meta:
        db_table = "returns_rehearsal"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "night_date"),
                condition=Q(night_date__isnull=False),
                name="rehearsal_is_once_a_night",
            ),
        )
        indexes = (models.Index(fields=("organisation", "rehearsed_at"), name="rehearsal_of_night"),)

    def __str__(self) -> str:
        return f"rehearsal {self.pk} of {self.period_end}"


class RehearsalProblem(models.Model):
    """
    One problem for as long as rehearsals find it: from `first`, until `gone` no longer does.

    A night writes down what has changed and nothing else. `value` and `other` are as the check was given them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first = models.ForeignKey(Rehearsal, models.PROTECT, related_name="found")
    gone = models.ForeignKey(Rehearsal, models.PROTECT, null=True, blank=True, related_name="mended")
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    element = models.CharField(max_length=64, blank=True)
    value = models.TextField(blank=True)
    other = models.TextField(blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "first": "operational",
        "gone": "operational",
        "code": "operational",
        "severity": "operational",
        "person": "operational",
        "element": "operational",
        "value": "identifying",
        "other": "identifying",
    }

    class Meta:
        db_table = "returns_rehearsal_problem"
        constraints = (
            models.CheckConstraint(
                condition=Q(gone__isnull=True) | Q(gone__gt=F("first")), name="rehearsal_problem_is_gone_after_found"
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "gone", "code"), name="rehearsal_problem_open"),
            models.Index(fields=("person",), name="rehearsal_problem_person"),
        )

    def __str__(self) -> str:
        return f"{self.code} since {self.first_id}"
