"""The contact log."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class ContactEvent(models.Model):
    """
    One version of one time that somebody was reached, or was tried, or wrote.

    `outcome` is a code of the council's list, and `kind` and `reached` are what it made of the event when it was
    written. `next_action` is empty where none is needed; `next_date` is then the day to look again.

    A change is another row: `first` is the version that it began with, none in that one itself, and `version` counts
    up. `withdrawn_…` are the only columns ever set later, together, once: when the next version took its place, or when
    it was struck out, by whom and why. The last version of all, where it is withdrawn, was struck out.
    """

    class Reached(models.TextChoices):
        YOUNG_PERSON = "Y", "the young person"
        FAMILY = "F", "a parent or carer"
        NEITHER = "N", "neither"

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
    channel = models.CharField(max_length=32)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUT)
    outcome = models.CharField(max_length=32)
    reached = models.CharField(max_length=1, choices=Reached.choices)
    who_was_present = models.CharField(max_length=200, blank=True)
    with_family = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.TEAM)
    next_action = models.CharField(max_length=300, blank=True)
    next_date = models.DateField(null=True, blank=True)
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later_versions")
    version = models.PositiveSmallIntegerField(default=1)
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
        "reached": "operational",
        "who_was_present": "identifying",
        "with_family": "operational",
        "minutes": "operational",
        "place": "sensitive",
        "words": "sensitive",
        "audience": "operational",
        "next_action": "sensitive",
        "next_date": "operational",
        "first": "operational",
        "version": "operational",
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
            models.CheckConstraint(
                condition=Q(first__isnull=True, version=1) | Q(first__isnull=False, version__gt=1),
                name="contact_later_version_has_a_first",
            ),
            models.UniqueConstraint(fields=("first", "version"), name="contact_version_is_written_once"),
        )
        indexes = (models.Index(fields=("person", "happened_at"), name="contact_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def thread(self) -> int:
        """Return the id that all versions of this contact go by: that of the first."""
        return self.first_id or self.pk
