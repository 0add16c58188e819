"""Who sends us lists, and when each list is due."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment


class Sender(models.Model):
    """
    Somebody who sends lists of one format. `owner` is who of ours chases them; `is_active` ends when they no longer
    send.

    `code` is how the ledger knows whose word a statement is.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="senders")
    code = models.SlugField(max_length=64)
    name = models.CharField(max_length=200)
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    format = models.CharField(max_length=40)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "code": "operational",
        "name": "public",
        "establishment": "public",
        "format": "operational",
        "owner": "operational",
        "is_active": "operational",
        "created_at": "operational",
    }

    class Meta:
        db_table = "imports_sender"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "code", "format"), name="sender_is_held_once_a_format"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.format}"


class ExpectedList(models.Model):
    """
    A list that a sender owes us by a day. `batch` is the one that answered it.

    `expected_at` is when somebody said so, and empty in what was written before it was kept.
    """

    sender = models.ForeignKey(Sender, models.PROTECT, related_name="expected")
    due_date = models.DateField()
    expected_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey("imports.Batch", models.PROTECT, null=True, blank=True, related_name="answers")
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "sender": "operational",
        "due_date": "operational",
        "expected_at": "operational",
        "batch": "operational",
        "answered_at": "operational",
    }

    class Meta:
        db_table = "imports_expected_list"
        constraints = (
            models.UniqueConstraint(fields=("sender", "due_date"), name="expected_list_is_due_once_a_day"),
            models.CheckConstraint(
                condition=Q(batch__isnull=True, answered_at__isnull=True)
                | Q(batch__isnull=False, answered_at__isnull=False),
                name="expected_list_answer_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sender_id} due {self.due_date}"
