"""Somebody's no to being scored, from the young person or a parent."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Objection(models.Model):
    """
    One objection to being scored. It stands from the moment it is recorded until it is decided against or taken back.

    Source: UK GDPR, article 21. `decision` is empty until a manager decides; `ended_…` are set once, together.
    """

    class ObjectedBy(models.TextChoices):
        YOUNG_PERSON = "young_person"
        PARENT = "parent"

    class Decision(models.TextChoices):
        UPHELD = "upheld"
        REFUSED = "refused"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    objected_by = models.CharField(max_length=16, choices=ObjectedBy.choices)
    objected_date = models.DateField()
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    decision = models.CharField(max_length=16, choices=Decision.choices, blank=True)
    decided_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True)
    ended_because = models.TextField(blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "objected_by": "sensitive",
        "objected_date": "operational",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "decision": "sensitive",
        "decided_because": "sensitive",
        "decided_at": "operational",
        "decided_by": "operational",
        "ended_at": "operational",
        "ended_by": "operational",
        "ended_because": "sensitive",
    }

    class Meta:
        db_table = "risk_objection"
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(ended_at__isnull=True) & ~Q(decision="refused"),
                name="objection_stands_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by="", decided_because="")
                | (~Q(decision="") & Q(decided_at__gte=F("recorded_at")) & ~Q(decided_by="") & ~Q(decided_because="")),
                name="objection_decision_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", ended_because="")
                | (Q(ended_at__gte=F("recorded_at")) & ~Q(ended_by="") & ~Q(ended_because="")),
                name="objection_ending_says_who_and_why",
            ),
        )
        indexes = (models.Index(fields=("organisation", "recorded_at"), name="objection_recorded"),)

    def __str__(self) -> str:
        return f"objection {self.pk} of {self.person_id}"
