"""What a person decided about a description that a sender sends, so that nobody is asked again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Decision(models.Model):
    """
    One decision about one description from one sender. It may be undone, once, and is then as if never made.

    `fingerprint` is a digest of the description, so that the same row next month is known without keeping it here.
    `source` is the row that was decided about, as a statement names where it came from: `import:12:345`.
    """

    class Kind(models.TextChoices):
        SAME = "same"
        """The description is of this person."""
        NEVER = "never"
        """The description is not of this person, whatever else agrees."""
        SOMEBODY_NEW = "new"
        """The description is of somebody we do not hold; make them a record."""
        PARKED = "parked"
        """Leave the row out, and do not ask again."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=128, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "sender": "operational",
        "fingerprint": "operational",
        "kind": "operational",
        "person": "operational",
        "source": "operational",
        "made_at": "operational",
        "made_by": "operational",
        "undone_at": "operational",
        "undone_by": "operational",
    }

    class Meta:
        db_table = "matching_decision"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("same", "never"), person__isnull=False)
                | Q(kind__in=("new", "parked"), person__isnull=True),
                name="decision_names_a_person_where_it_must",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="decision_undoing_is_whole",
            ),
            models.UniqueConstraint(
                fields=("organisation", "sender", "fingerprint"),
                condition=Q(undone_at__isnull=True) & ~Q(kind="never"),
                name="decision_is_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=("organisation", "fingerprint"), name="decision_fingerprint"),)

    def __str__(self) -> str:
        return f"decision {self.pk}"
