"""The plan of a programme: its stages, what it asks of whoever joins, its questions, and a council's own reasons."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation

ENTRY_PRIVACY = {
    "least_age": "operational",
    "most_age": "operational",
    "asks_residence": "operational",
    "asks_no_maths": "operational",
}


class EntryConditions(models.Model):
    """What is asked of whoever joins; a run keeps what its plan asked on the day it was planned."""

    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(null=True, blank=True)
    asks_residence = models.BooleanField(default=False)
    asks_no_maths = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(least_age__isnull=True) | Q(most_age__isnull=True) | Q(most_age__gte=F("least_age")),
                name="%(class)s_ages_are_in_order",
            ),
        )


class StagePlan(models.Model):
    """
    One stretch of a programme: `weeks` long, taught on `weekdays` (1 is Monday; empty where nobody is taught).

    `completes` marks the one stage whose completion counts as completing the programme.
    """

    class Kind(models.TextChoices):
        CLASSROOM = "classroom"
        PLACEMENT = "placement"
        INTERVIEW = "interview"
        OTHER = "other"

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    weeks = models.PositiveSmallIntegerField()
    weekdays = models.CharField(max_length=7, blank=True)
    starts_time = models.TimeField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    is_paid = models.BooleanField(default=False)
    completes = models.BooleanField(default=False)

    privacy: ClassVar = {
        "position": "operational",
        "name": "public",
        "kind": "public",
        "weeks": "public",
        "weekdays": "public",
        "starts_time": "public",
        "hours": "public",
        "is_paid": "public",
        "completes": "operational",
    }

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=52), name="%(class)s_lasts_1_to_52_weeks"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=12), name="%(class)s_hours_are_of_a_day"),
        )


class Programme(EntryConditions):
    """
    A plan that can be run again and again. `family_may_join` lets members of a young person's family take part.

    `progressed_words` say what it leads to, as "Into full-time work"; whatever else people go on to is counted apart.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    family_may_join = models.BooleanField(default=False)
    progressed_words = models.CharField(max_length=80)
    funder = models.CharField(max_length=120, blank=True)
    closed_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "organisation": "operational",
        "name": "public",
        "words": "public",
        "family_may_join": "operational",
        "progressed_words": "public",
        "funder": "operational",
        "closed_date": "operational",
        "version": "operational",
    }

    class Meta(EntryConditions.Meta):
        abstract = False
        db_table = "programmes_programme"
        constraints = (
            *EntryConditions.Meta.constraints,
            models.UniqueConstraint(fields=("organisation", "name"), name="programme_name_is_used_once"),
        )

    def __str__(self) -> str:
        return self.name


class ProgrammeStage(StagePlan):
    """One stage of a plan."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="stages")

    privacy: ClassVar = {**StagePlan.privacy, "organisation": "operational", "programme": "operational"}

    class Meta(StagePlan.Meta):
        abstract = False
        db_table = "programmes_stage"
        constraints = (
            *StagePlan.Meta.constraints,
            models.UniqueConstraint(fields=("programme", "position"), name="programme_stage_has_its_place"),
            models.UniqueConstraint(
                fields=("programme",), condition=Q(completes=True), name="programme_is_completed_by_one_stage"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProgrammeQuestion(models.Model):
    """One question asked before and after, answered from 1 to 10. One no longer asked keeps its answers."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    short_words = models.CharField(max_length=40)
    closed_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "programme": "operational",
        "position": "operational",
        "words": "public",
        "short_words": "public",
        "closed_date": "operational",
    }

    class Meta:
        db_table = "programmes_question"
        constraints = (
            models.UniqueConstraint(fields=("programme", "position"), name="programme_question_has_its_place"),
        )

    def __str__(self) -> str:
        return self.short_words


class ProgrammeReason(models.Model):
    """A council's own reason for an absence or for leaving early, in the words that a tutor chooses from."""

    class Use(models.TextChoices):
        ABSENCE = "absence"
        LEAVING = "leaving"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    use = models.CharField(max_length=8, choices=Use.choices)
    words = models.CharField(max_length=80)
    closed_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "use": "operational",
        "words": "operational",
        "closed_date": "operational",
    }

    class Meta:
        db_table = "programmes_reason"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "use", "words"), name="programme_reason_is_held_once"),
        )

    def __str__(self) -> str:
        return self.words
