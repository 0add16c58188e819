"""One table of events, one row a chain for its head."""

from typing import ClassVar, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """Somebody tried to change or remove what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet["Event"]):
    """Refuses early what the database's triggers would refuse late."""

    def update(self, **values: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Audit events are never changed.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Audit events are never deleted.")

    def bulk_update(self, *rows: object, **how: object) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Audit events are never changed.")


class Event(models.Model):
    """One thing that was done or disclosed."""

    organisation = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    kind = models.CharField(max_length=64)
    person = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=128, blank=True)
    facts = models.TextField(blank=True)
    persons = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    privacy: ClassVar = {
        "organisation": "operational",
        "sequence": "operational",
        "at": "operational",
        "user": "operational",
        "role": "operational",
        "kind": "operational",
        "person": "operational",
        "subject": "operational",
        "facts": "operational",
        "persons": "operational",
        "previous_hash": "operational",
        "hash": "operational",
    }

    class Meta:
        db_table = "audit_event"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "sequence"), name="audit_event_sequence_is_unique"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_event_sequence_starts_at_one"),
        )
        indexes = (
            models.Index(fields=("organisation", "person", "sequence"), name="audit_event_person"),
            models.Index(fields=("organisation", "user", "at"), name="audit_event_user"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.sequence} {self.kind}"


class ChainHead(models.Model):
    """Where one organisation's chain has got to; locked for the moment in which events are appended."""

    organisation = models.CharField(max_length=40, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    privacy: ClassVar = {"organisation": "operational", "sequence": "operational", "hash": "operational"}

    class Meta:
        db_table = "audit_chain_head"

    def __str__(self) -> str:
        return f"{self.organisation} {self.sequence}"
