"""The contact log."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class ContactEvent(models.Model):
    """
    One time that somebody was reached, or was tried, or wrote.

    `outcome` is a code of `outcomes.csv`. `next_action` is empty where none is needed; `next_date` is then the day to
    look again. `withdrawn_…` are the only columns ever set later, together, once: what was written by mistake is struck
    out, with who struck it out and why.
    """

    class Kind(models.TextChoices):
        ATTEMPT = "attempt"
        CONVERSATION = "conversation"
        VISIT = "visit"
        MESSAGE = "message"
        NOTE = "note"

    class Direction(models.TextChoices):
        OUT = "out"
        IN = "in"

    class Audience(models.TextChoices):
        TEAM = "team"
        NEED_TO_KNOW = "need_to_know"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_events", db_index=False)
    happened_at = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    channel = models.CharField(max_length=16)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUT)
    outcome = models.CharField(max_length=32)
    who_was_present = models.CharField(max_length=200, blank=True)
    with_family = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.TEAM)
    next_action = models.CharField(max_length=300, blank=True)
    next_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "happened_at": "operational",
        "kind": "operational",
        "channel": "operational",
        "direction": "operational",
        "outcome": "operational",
        "who_was_present": "identifying",
        "with_family": "operational",
        "minutes": "operational",
        "place": "sensitive",
        "words": "sensitive",
        "audience": "operational",
        "next_action": "sensitive",
        "next_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
        "withdrawn_because": "sensitive",
    }

    class Meta:
        db_table = "contact_event"
        constraints = (
            models.CheckConstraint(
                condition=Q(next_action="") | Q(next_date__isnull=False), name="contact_next_action_has_a_date"
            ),
        )
        indexes = (models.Index(fields=("person", "happened_at"), name="contact_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
