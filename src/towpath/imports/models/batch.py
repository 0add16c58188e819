"""One list that arrived, and each row of it with what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.files.models import StoredFile
from towpath.imports.models.layout import Layout
from towpath.imports.models.sender import Sender
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Batch(models.Model):
    """
    One list, from its reading to its applying or undoing.

    Counts of rows by outcome are never stored: they are counted from the rows, so that the sum holds at every moment.
    `layout` is what its columns were read by, where somebody said what they are; one that `asks_columns` is refused
    until somebody does.
    """

    class State(models.TextChoices):
        REFUSED = "refused"
        """The file could not be read at all; `problems` say why."""
        STAGED = "staged"
        """Every row was read; nothing has been applied."""
        STOPPED = "stopped"
        """It would drop or change unusually many; somebody must accept the alarm."""
        APPLYING = "applying"
        """Some rows have been applied; a killed one goes on from here or is undone."""
        APPLIED = "applied"
        UNDONE = "undone"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="batches")
    format = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    as_at_date = models.DateField()
    problems = models.JSONField(default=list)
    alarm = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    alarm_accepted_by = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    layout = models.ForeignKey(Layout, models.PROTECT, null=True, blank=True, related_name="batches")
    asks_columns = models.BooleanField(default=False)

    privacy: ClassVar = {
        "organisation": "operational",
        "number": "operational",
        "sender": "operational",
        "format": "operational",
        "file": "operational",
        "state": "operational",
        "as_at_date": "operational",
        "problems": "sensitive",
        "alarm": "operational",
        "received_at": "operational",
        "received_by": "operational",
        "alarm_accepted_by": "operational",
        "applied_at": "operational",
        "undone_at": "operational",
        "layout": "operational",
        "asks_columns": "operational",
    }

    class Meta:
        db_table = "imports_batch"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="batch_number_is_given_once"),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False), name="applied_batch_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False), name="undone_batch_says_when"
            ),
            models.CheckConstraint(
                condition=Q(asks_columns=False) | Q(state="refused"), name="batch_that_asks_is_refused"
            ),
        )

    def __str__(self) -> str:
        return f"batch {self.number}"

    @property
    def source(self) -> str:
        """Return how facts and statements of this batch name where they came from."""
        return f"import:{self.pk}"


class Row(models.Model):
    """
    One row of a list as given and as understood, with its worst outcome. Each data row counts once.

    `outcome` is empty while the row waits to be applied. `because` is what recognition said, `rivals` who it may be,
    and `likenesses` whom scoring found it like: by the id of a record, with the score and what each field adds.
    """

    class Outcome(models.TextChoices):
        WAITING = ""
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        REJECTED = "rejected"
        HELD = "held"
        SKIPPED = "skipped"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField()
    as_given = models.JSONField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True, default="")
    planned = models.CharField(max_length=9, choices=Outcome.choices, blank=True, default="")
    because = models.CharField(max_length=40, blank=True)
    rivals = models.JSONField(default=list)
    likenesses = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "batch": "operational",
        "number": "operational",
        "sheet": "operational",
        "line": "operational",
        "as_given": "identifying",
        "values": "identifying",
        "problems": "sensitive",
        "outcome": "operational",
        "planned": "operational",
        "because": "operational",
        "rivals": "operational",
        "likenesses": "operational",
        "person": "operational",
    }

    class Meta:
        db_table = "imports_row"
        constraints = (models.UniqueConstraint(fields=("batch", "number"), name="row_number_is_given_once_a_batch"),)
        indexes = (
            models.Index(fields=("batch", "outcome", "number"), name="row_outcome"),
            models.Index(fields=("person",), name="row_person"),
        )

    def __str__(self) -> str:
        return f"row {self.number} of batch {self.batch_id}"

    @property
    def source(self) -> str:
        """Return how statements, and a decision about it, name where they came from."""
        return f"import:{self.batch_id}:{self.number}"
