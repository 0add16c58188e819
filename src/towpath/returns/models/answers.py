"""What DfE says of a return that was sent, line by line, and what was done about each line."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.returns.models.run import Run


class DfeReport(models.Model):
    """
    One report of errors or of duplicates, kept as the bytes that came.

    `run` is the signed return that it answers, where there is one. `columns` says which column each field was read
    from; `loaded_at` is None while somebody has yet to say that.
    """

    class Kind(models.TextChoices):
        ERRORS = "errors"
        DUPLICATES = "duplicates"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="dfe_reports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(null=True, blank=True)
    columns = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    privacy: ClassVar = {
        "organisation": "operational",
        "kind": "operational",
        "run": "operational",
        "file": "operational",
        "sha256": "operational",
        "received_at": "operational",
        "received_by": "operational",
        "loaded_at": "operational",
        "columns": "operational",
        "counts": "operational",
    }

    class Meta:
        db_table = "returns_dfe_report"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "kind", "sha256"), name="dfe_report_is_loaded_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} report {self.pk}"


class DfeLine(models.Model):
    """
    One line of a report: whom it names and what it says as given, who that is, and whose turn it is.

    `standing` says how it agrees with ours. A line that says again what an earlier one says is not another thing to do:
    `repeats` is that one.
    """

    class Standing(models.TextChoices):
        KNOWN = "known"
        """Our own checks found the same of them in that return."""
        NEW = "new"
        """Ours did not find it."""
        NOT_SENT = "not_sent"
        """It names nobody whom we sent, or nobody at all that we know."""

    class Turn(models.TextChoices):
        OURS = "ours"
        THEIRS = "theirs"
        ASKED = "asked"
        SETTLED = "settled"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    report = models.ForeignKey(DfeReport, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    young_persons_id = models.CharField(max_length=64, blank=True)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    code = models.CharField(max_length=64, blank=True)
    words = models.TextField(blank=True)
    other_la = models.CharField(max_length=200, blank=True)
    other_number = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing.choices)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="said_again")
    turn = models.CharField(max_length=8, choices=Turn.choices)
    due_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "report": "operational",
        "row": "operational",
        "young_persons_id": "identifying",
        "given_name": "identifying",
        "family_name": "identifying",
        "birth_date": "identifying",
        "code": "operational",
        "words": "sensitive",
        "other_la": "operational",
        "other_number": "identifying",
        "person": "operational",
        "standing": "operational",
        "repeats": "operational",
        "turn": "operational",
        "due_date": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "returns_dfe_line"
        constraints = (
            models.UniqueConstraint(fields=("report", "row"), name="dfe_line_is_read_once"),
            models.CheckConstraint(
                condition=Q(turn="settled") | Q(due_date__isnull=False) | Q(repeats__isnull=False),
                name="dfe_line_to_do_has_a_day",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "turn", "due_date"), name="dfe_line_to_do"),
            models.Index(fields=("person",), name="dfe_line_person"),
        )

    def __str__(self) -> str:
        return f"line {self.row} of {self.report_id}"


class DfeNote(models.Model):
    """One thing done about a line, in words, with whose turn it then was and by when; never changed."""

    line = models.ForeignKey(DfeLine, models.PROTECT, related_name="notes")
    words = models.TextField()
    turn = models.CharField(max_length=8, choices=DfeLine.Turn.choices)
    due_date = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "line": "operational",
        "words": "sensitive",
        "turn": "operational",
        "due_date": "operational",
        "noted_at": "operational",
        "noted_by": "operational",
    }

    class Meta:
        db_table = "returns_dfe_note"

    def __str__(self) -> str:
        return f"note on {self.line_id}"
