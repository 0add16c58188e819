"""Holds: what must not be deleted of somebody, whatever its time."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class RecordHold(models.Model):
    """Nothing of one person is deleted until this is lifted. `lifted_…` are the only columns ever set later, once."""

    class Reason(models.TextChoices):
        COMPLAINT = "complaint"
        COURT = "court"
        INQUIRY = "inquiry"
        OTHER = "other"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    words = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=64)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=64, blank=True)
    lifted_because = models.TextField(blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "reason": "operational",
        "words": "sensitive",
        "placed_at": "operational",
        "placed_by": "operational",
        "lifted_at": "operational",
        "lifted_by": "operational",
        "lifted_because": "sensitive",
    }

    class Meta:
        db_table = "privacy_hold"
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by="", lifted_because="")
                | (Q(lifted_at__gte=F("placed_at")) & ~Q(lifted_by="") & ~Q(lifted_because="")),
                name="hold_lifting_has_who_when_and_why",
            ),
        )
        indexes = (models.Index(fields=("organisation", "lifted_at"), name="hold_standing"),)

    def __str__(self) -> str:
        return f"hold {self.pk}"
