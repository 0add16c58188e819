"""What a person said that the columns of a sender's lists are, in versions; and which contacts a row brought."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.contact.models import ContactEvent
from towpath.imports.models.sender import Sender
from towpath.organisation.models import Organisation


class Layout(models.Model):
    """
    The columns of a sender's lists as somebody said on a day what they are. It is never changed: a correction is the
    next version, and `withdrawn_…` are set once, together, when lists are not to be read by it any more.

    `signature` is the same for all lists with these headings. `columns` are in the order of the file: heading, field,
    words, date order. `constants` hold for every row.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="layouts")
    version = models.PositiveIntegerField()
    format = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    heading_rows = models.PositiveSmallIntegerField()
    columns = models.JSONField()
    constants = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "sender": "operational",
        "version": "operational",
        "format": "operational",
        "signature": "operational",
        "heading_rows": "operational",
        # Words of a column that is translated are a list's own codes; no column of names may have any.
        "columns": "operational",
        "constants": "operational",
        "saved_at": "operational",
        "saved_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
    }

    class Meta:
        db_table = "imports_layout"
        constraints = (
            models.UniqueConstraint(fields=("sender", "version"), name="layout_version_is_saved_once"),
            models.CheckConstraint(
                condition=Q(heading_rows__gte=1, heading_rows__lte=2), name="layout_has_one_heading_row_or_two"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="layout_withdrawal_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"layout {self.version} of {self.sender_id}"


class ImportedContact(models.Model):
    """That a contact in the log came by a row of a list, so that an undo of the list strikes it out."""

    row = models.ForeignKey("imports.Row", models.PROTECT, related_name="contacts")
    event = models.ForeignKey(ContactEvent, models.PROTECT, related_name="+")

    privacy: ClassVar = {"row": "operational", "event": "operational"}

    class Meta:
        db_table = "imports_contact"
        constraints = (models.UniqueConstraint(fields=("event",), name="imported_contact_came_by_one_row"),)

    def __str__(self) -> str:
        return f"contact {self.event_id} by row {self.row_id}"
