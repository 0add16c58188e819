"""A school's list of pupils to look at, what people said to each, and who signed it off."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.risk.models.run import Assessment, Run


class SchoolList(models.Model):
    """
    The pupils of one school whom one run suggests, opened for people to decide; without a school, of those who have
    none. `listed_band` is the lowest band that put a pupil on it. Every change of a line counts `version` up.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="school_lists")
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    listed_band = models.CharField(max_length=16)
    due_date = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "run": "operational",
        "establishment": "operational",
        "listed_band": "operational",
        "due_date": "operational",
        "opened_at": "operational",
        "opened_by": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "risk_school_list"
        constraints = (
            models.UniqueConstraint(fields=("run", "establishment"), name="school_list_of_a_run_is_one"),
            models.UniqueConstraint(
                fields=("run",), condition=Q(establishment__isnull=True), name="list_without_a_school_is_one"
            ),
        )
        indexes = (models.Index(fields=("organisation", "opened_at"), name="school_list_opened"),)

    def __str__(self) -> str:
        return f"school list {self.pk} of run {self.run_id}"


class ListLine(models.Model):
    """
    One pupil on one list. The run's assessment stays what it was; `standing` is what people last said.

    A line suggested by the run stays on the list until somebody takes it off.
    """

    class Origin(models.TextChoices):
        SUGGESTED = "suggested"
        ADDED = "added"

    class Standing(models.TextChoices):
        UNDECIDED = "undecided"
        KEPT = "kept"
        TAKEN_OFF = "taken_off"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    school_list = models.ForeignKey(SchoolList, models.PROTECT, related_name="lines", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=16, choices=Origin.choices)
    standing = models.CharField(max_length=16, choices=Standing.choices, default=Standing.UNDECIDED)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "school_list": "operational",
        "person": "operational",
        "assessment": "operational",
        "origin": "sensitive",
        "standing": "sensitive",
        "version": "operational",
    }

    class Meta:
        db_table = "risk_list_line"
        constraints = (
            models.UniqueConstraint(fields=("school_list", "person"), name="pupil_is_on_a_list_once"),
            models.CheckConstraint(
                condition=Q(assessment__isnull=False) | Q(origin="added"), name="suggested_line_names_its_assessment"
            ),
            models.CheckConstraint(
                condition=Q(origin="suggested") | ~Q(standing="undecided"), name="added_line_is_decided"
            ),
        )

    def __str__(self) -> str:
        return f"line {self.pk} of school list {self.school_list_id}"


class LineEntry(models.Model):
    """
    One thing said to a line: kept, taken off, added, or a comment. Nothing is changed later.

    `reason` is a code of the list of reasons; taking off and adding need one.
    """

    class Kind(models.TextChoices):
        KEPT = "kept"
        TAKEN_OFF = "taken_off"
        ADDED = "added"
        COMMENTED = "commented"

    line = models.ForeignKey(ListLine, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    reason = models.CharField(max_length=32, blank=True)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "line": "operational",
        "kind": "sensitive",
        "reason": "sensitive",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "risk_line_entry"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("kept", "commented"), reason="")
                | (Q(kind__in=("taken_off", "added")) & ~Q(reason="")),
                name="taking_off_and_adding_say_why",
            ),
            models.CheckConstraint(condition=~Q(kind="commented") | ~Q(words=""), name="comment_says_something"),
        )

    def __str__(self) -> str:
        return f"entry {self.pk} of line {self.line_id}"


class ListSignOff(models.Model):
    """
    One signing off of a list: who, when, and how many were on it then. `reopened_…` are set once, together, where the
    council opens it again.
    """

    school_list = models.ForeignKey(SchoolList, models.PROTECT, related_name="sign_offs")
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=64)
    pupils = models.PositiveIntegerField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=64, blank=True)
    reopened_because = models.TextField(blank=True)

    privacy: ClassVar = {
        "school_list": "operational",
        "signed_at": "operational",
        "signed_by": "operational",
        "pupils": "operational",
        "reopened_at": "operational",
        "reopened_by": "operational",
        "reopened_because": "sensitive",
    }

    class Meta:
        db_table = "risk_list_sign_off"
        constraints = (
            models.UniqueConstraint(
                fields=("school_list",), condition=Q(reopened_at__isnull=True), name="list_is_signed_off_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by="", reopened_because="")
                | (Q(reopened_at__gte=F("signed_at")) & ~Q(reopened_by="") & ~Q(reopened_because="")),
                name="reopening_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"sign-off {self.pk} of school list {self.school_list_id}"
