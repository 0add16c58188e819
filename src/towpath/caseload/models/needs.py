"""How things are for somebody, in their own scores and words, and what stands in their way."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.caseload.models.plans import WRITTEN_PRIVACY
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class NeedsAssessment(models.Model):
    """
    One look at how things are, strengths first. The earliest that counts is the baseline; each later one a review.

    `withdrawn_…` are the only columns ever set later, together, once: what was written by mistake counts for nothing.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="needs_assessments")
    assessed_date = models.DateField()
    strengths = models.TextField()
    what_would_help = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "assessed_date": "operational",
        "strengths": "sensitive",
        "what_would_help": "sensitive",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
        "withdrawn_because": "sensitive",
    }

    class Meta:
        db_table = "caseload_needs_assessment"
        constraints = (
            models.CheckConstraint(condition=~Q(strengths=""), name="needs_assessment_starts_with_strengths"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="needs_assessment_withdrawn_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"needs assessment {self.pk}"


class NeedScore(models.Model):
    """How one part of life is, 0 (hard just now) to 10 (going well). What was not asked has no row: it is not 0."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(NeedsAssessment, models.PROTECT, related_name="scores", db_index=False)
    domain = models.CharField(max_length=32)
    score = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "assessment": "operational",
        "domain": "operational",
        "score": "sensitive",
        "words": "sensitive",
    }

    class Meta:
        db_table = "caseload_need_score"
        constraints = (
            models.UniqueConstraint(fields=("assessment", "domain"), name="need_is_scored_once_in_an_assessment"),
            models.CheckConstraint(condition=Q(score__lte=10), name="need_score_is_0_to_10"),
        )

    def __str__(self) -> str:
        return f"{self.domain} of {self.assessment_id}"


class Barrier(models.Model):
    """Something that stands in somebody's way between two days, by a code of the council's list, and how it ended."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="barriers")
    code = models.CharField(max_length=32)
    words = models.CharField(max_length=300, blank=True)
    opened_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    closed_date = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=32, blank=True)
    closed_words = models.CharField(max_length=300, blank=True)
    closed_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "code": "sensitive",
        "words": "sensitive",
        "opened_date": "operational",
        "closed_date": "operational",
        "closed_at": "operational",
        "closed_because": "operational",
        "closed_words": "sensitive",
        "closed_by": "operational",
    }

    class Meta:
        db_table = "caseload_barrier"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "code"), condition=Q(closed_date__isnull=True), name="barrier_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True, closed_at__isnull=True, closed_because="", closed_by="")
                | (Q(closed_date__isnull=False, closed_at__isnull=False) & ~Q(closed_because="") & ~Q(closed_by="")),
                name="barrier_closing_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True) | Q(closed_date__gte=F("opened_date")),
                name="barrier_closes_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"barrier {self.pk}"
