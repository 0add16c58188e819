"""One building of a month's return, what is wrong with it, its sign-off, and its uploads."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Run(models.Model):
    """
    One return as it was built: for a month, as known at an instant, with the lists that `standards_version` names.

    The file is kept as bytes. `counts` says how many records, of which statuses, what was filled or not sent, and how
    many problems of each code; never whose.
    """

    class State(models.TextChoices):
        BUILT = "built"
        """Kept, but NCCIS would turn the whole file away."""
        CHECKED = "checked"
        """Nothing in it would cost the whole file; it may be signed."""
        SIGNED = "signed"
        SUPERSEDED = "superseded"
        """A later one of the same month stands in its place."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="return_runs")
    period_end = models.DateField()
    known_at = models.DateTimeField()
    edition = models.CharField(max_length=16)
    standards_version = models.CharField(max_length=12)
    records = models.PositiveIntegerField()
    counts = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices)
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "period_end": "operational",
        "known_at": "operational",
        "edition": "public",
        "standards_version": "operational",
        "records": "operational",
        "counts": "operational",
        "file": "operational",
        "sha256": "operational",
        "state": "operational",
        "built_at": "operational",
        "built_by": "operational",
    }

    class Meta:
        db_table = "returns_run"
        constraints = (
            models.CheckConstraint(condition=Q(known_at__lte=F("built_at")), name="run_is_built_after_it_was_known"),
            models.UniqueConstraint(
                fields=("organisation", "period_end"), condition=Q(state="signed"), name="run_is_signed_once_a_month"
            ),
        )
        indexes = (models.Index(fields=("organisation", "period_end", "built_at"), name="run_of_month"),)

    def __str__(self) -> str:
        return f"return {self.period_end} {self.pk}"


class RunProblem(models.Model):
    """
    One thing that a check found, or that was filled, left out or not sent, with the record it is about.

    The words are made when asked for, from the check's own; `other` is what the value was held against.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="problems")
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    young_persons_id = models.CharField(max_length=32, blank=True)
    element = models.CharField(max_length=64, blank=True)
    value = models.TextField(blank=True)
    other = models.TextField(blank=True)
    line = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "run": "operational",
        "code": "operational",
        "severity": "operational",
        "person": "operational",
        "young_persons_id": "identifying",
        "element": "operational",
        "value": "identifying",
        "other": "identifying",
        "line": "operational",
    }

    class Meta:
        db_table = "returns_run_problem"
        indexes = (
            models.Index(fields=("run", "code"), name="run_problem_code"),
            models.Index(fields=("person",), name="run_problem_person"),
        )

    def __str__(self) -> str:
        return f"{self.code} in {self.run_id}"


class SignOff(models.Model):
    """
    Somebody other than whoever built a run saying that it may be sent.

    `version` counts the month's signed returns; every one after the first says what it was signed anew for.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="sign_off")
    signed_by = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    signed_at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    why_anew = models.CharField(max_length=400, blank=True)

    privacy: ClassVar = {
        "run": "operational",
        "signed_by": "operational",
        "role": "operational",
        "signed_at": "operational",
        "note": "sensitive",
        "version": "operational",
        "why_anew": "sensitive",
    }

    class Meta:
        db_table = "returns_sign_off"
        constraints = (
            models.CheckConstraint(
                condition=Q(version=1) | (Q(version__gt=1) & ~Q(why_anew="")), name="sign_off_anew_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"sign-off of {self.run_id}"


class Upload(models.Model):
    """
    One upload as somebody tells of it: Towpath submits nothing. A later row of the same run is a later answer.

    `answer` is DfE's, empty while there is none.
    """

    class Answer(models.TextChoices):
        WAITING = ""
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        PARTLY = "partly"

    run = models.ForeignKey(Run, models.PROTECT, related_name="uploads")
    uploaded_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default="")
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "run": "operational",
        "uploaded_at": "operational",
        "answer": "operational",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "returns_upload"
        constraints = (
            models.CheckConstraint(
                condition=Q(uploaded_at__lte=F("recorded_at")), name="upload_is_recorded_after_it_was_made"
            ),
        )

    def __str__(self) -> str:
        return f"upload of {self.run_id}"
