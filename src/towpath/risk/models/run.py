"""One scoring of many people under one version of a scheme, frozen, and what it made of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment


class Run(models.Model):
    """
    One scoring: who was scored, as things stood on `as_at_date` and were known at `known_at`.

    `digest` names the scheme's exact content. `bands` counts people by band and `missing` by factor not known;
    `unreadable` counts pieces of evidence that could not be read. `result_digest` is the SHA-256 of everything that it
    made of anybody; runs of before it was kept have none. `finished_at`, the counts and the digest are set once, at its
    end; a run without it was interrupted and is shown to nobody.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=40)
    version = models.CharField(max_length=16)
    digest = models.CharField(max_length=12)
    as_at_date = models.DateField()
    known_at = models.DateTimeField()
    year_groups = models.JSONField()
    population = models.CharField(max_length=200)
    people = models.PositiveIntegerField(default=0)
    limited = models.PositiveIntegerField(default=0)
    objected = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    result_digest = models.CharField(max_length=64, blank=True)
    bands = models.JSONField(default=dict)
    missing = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "scheme": "operational",
        "version": "operational",
        "digest": "operational",
        "as_at_date": "operational",
        "known_at": "operational",
        "year_groups": "operational",
        "population": "operational",
        "people": "operational",
        "limited": "operational",
        "objected": "operational",
        "unreadable": "operational",
        "result_digest": "operational",
        "bands": "operational",
        "missing": "operational",
        "started_at": "operational",
        "finished_at": "operational",
        "by": "operational",
    }

    class Meta:
        db_table = "risk_run"
        indexes = (models.Index(fields=("organisation", "as_at_date"), name="risk_run_day"),)

    def __str__(self) -> str:
        return f"run {self.pk} of {self.scheme}-{self.version}"

    @property
    def scheme_name(self) -> str:
        """Return the name by which the scheme is chosen."""
        return f"{self.scheme}-{self.version}"


class Assessment(models.Model):
    """
    What one run made of one person; never changed. `establishment` is where they were taught at the run, and `person`
    the record they went by then.

    `reasons` are codes and values, most points first; `missing` are factors and the points that each could add. Both
    become words when asked for. Somebody not scored has no points, and `not_scored` says why.
    """

    class NotScored(models.TextChoices):
        SHARING_LIMITED = "sharing_limited"
        OBJECTED = "objected"

    run = models.ForeignKey(Run, models.PROTECT, related_name="assessments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    place_kind = models.CharField(max_length=24, blank=True)
    year_group = models.SmallIntegerField()
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.CharField(max_length=16, blank=True)
    possible = models.PositiveSmallIntegerField(null=True, blank=True)
    possible_band = models.CharField(max_length=16, blank=True)
    reasons = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    not_scored = models.CharField(max_length=24, choices=NotScored.choices, blank=True)

    privacy: ClassVar = {
        "run": "operational",
        "organisation": "operational",
        "person": "operational",
        "establishment": "operational",
        "place_kind": "sensitive",
        "year_group": "operational",
        "points": "sensitive",
        "band": "sensitive",
        "possible": "sensitive",
        "possible_band": "sensitive",
        "reasons": "sensitive",
        "missing": "operational",
        "not_scored": "sensitive",
    }

    class Meta:
        db_table = "risk_assessment"
        constraints = (
            models.UniqueConstraint(fields=("run", "person"), name="assessment_of_a_run_is_one"),
            models.CheckConstraint(
                condition=(Q(points__isnull=False) & Q(not_scored="")) | (Q(points__isnull=True) & ~Q(not_scored="")),
                name="assessment_scores_or_says_why_not",
            ),
        )
        indexes = (models.Index(fields=("run", "establishment"), name="assessment_school"),)

    def __str__(self) -> str:
        return f"assessment {self.pk} of {self.person_id}"
