"""Worries about somebody's safety, apart from all notes. Both tables only grow: the database refuses a change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.caseload.models.plans import WRITTEN_PRIVACY
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Concern(models.Model):
    """
    What somebody saw or heard that makes them fear for a young person, as they wrote it then.

    `public_id` is in its address, which therefore says nothing. `told` is whom the writer had told before writing.
    """

    class Told(models.TextChoices):
        EMERGENCY = "emergency"
        FRONT_DOOR = "front_door"
        LEAD = "lead"
        NOBODY_YET = "nobody_yet"

    public_id = models.CharField(max_length=32, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="concerns")
    seen_date = models.DateField()
    words = models.TextField()
    their_words = models.TextField(blank=True)
    told = models.CharField(max_length=16, choices=Told.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "public_id": "operational",
        # Even that there was one is nobody else's to know, so the log holds no more than that something was written.
        "seen_date": "identifying",
        "words": "sensitive",
        "their_words": "sensitive",
        "told": "identifying",
    }

    class Meta:
        db_table = "caseload_concern"
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="concern_says_what_was_seen"),)

    def __str__(self) -> str:
        return f"concern {self.pk}"


class ConcernEntry(models.Model):
    """What was added to a concern: what more is known, that the lead read it, what was decided, or that it ended."""

    class Kind(models.TextChoices):
        ADDED = "added"
        READ = "read"
        DECIDED = "decided"
        CLOSED = "closed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    words = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "concern": "operational",
        "kind": "operational",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "caseload_concern_entry"
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="concern_entry_says_something"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
