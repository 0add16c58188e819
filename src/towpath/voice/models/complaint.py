"""A complaint, for managers alone: what was sent, by when it is answered, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.tasks.models import Task
from towpath.voice.models.entry import VoiceEntry


class Complaint(models.Model):
    """
    Somebody saying that we did wrong, in words that are never changed. Whoever sends it need not say who they are.

    `is_about_data` says that it is about what we hold or did with it. `task` is what a manager has to do next, and
    `entry` what was put in the register because of it.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld"
        PARTLY = "partly"
        NOT_UPHELD = "not_upheld"
        TAKEN_BACK = "taken_back"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=8)
    sending = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    words = models.TextField()
    wanted = models.TextField(blank=True)
    is_about_data = models.BooleanField(default=False)
    complainant_name = models.CharField(max_length=200, blank=True)
    complainant_contact = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="complaints")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_how = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    answer_words = models.TextField(blank=True)
    entry = models.ForeignKey(VoiceEntry, models.PROTECT, null=True, blank=True, related_name="complaints")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "reference": "operational",
        "sending": "operational",
        "received_at": "operational",
        "received_by": "operational",
        "words": "sensitive",
        "wanted": "sensitive",
        "is_about_data": "operational",
        "complainant_name": "identifying",
        "complainant_contact": "identifying",
        "owner": "operational",
        "task": "operational",
        "acknowledged_at": "operational",
        "acknowledged_how": "sensitive",
        "answered_at": "operational",
        "outcome": "operational",
        "answer_words": "sensitive",
        "entry": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "voice_complaint"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "reference"), name="complaint_reference_is_one"),
            models.UniqueConstraint(fields=("organisation", "sending"), name="complaint_is_sent_once"),
            models.CheckConstraint(condition=~Q(words=""), name="complaint_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="", answer_words="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer_words="")),
                name="complaint_answer_has_outcome_and_words",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_how="")
                | (Q(acknowledged_at__isnull=False) & ~Q(acknowledged_how="")),
                name="complaint_acknowledged_says_how",
            ),
        )
        indexes = (models.Index(fields=("organisation", "answered_at", "received_at"), name="complaint_waiting"),)

    def __str__(self) -> str:
        return f"complaint {self.pk}"
