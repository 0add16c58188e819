"""Two records that may be one person, as the scoring of everybody held found them, and what somebody said of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Pair(models.Model):
    """
    Two records of one council that are alike. `score` is from 0 to 1, and `reasons` say field by field what agrees.

    `apart_at` is set when somebody says that they are two people; finding them alike again does not ask again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    apart_at = models.DateTimeField(null=True, blank=True)
    apart_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "first": "operational",
        "second": "operational",
        "score": "operational",
        "reasons": "operational",
        "found_at": "operational",
        "apart_at": "operational",
        "apart_by": "operational",
    }

    class Meta:
        db_table = "matching_pair"
        constraints = (
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_is_written_one_way_round"),
            models.UniqueConstraint(fields=("first", "second"), name="pair_is_written_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="pair_score_is_a_share"),
            models.CheckConstraint(
                condition=Q(apart_at__isnull=True, apart_by="") | (Q(apart_at__isnull=False) & ~Q(apart_by="")),
                name="pair_apart_is_whole",
            ),
        )
        indexes = (models.Index(fields=("organisation", "-score"), name="pair_alike"),)

    def __str__(self) -> str:
        return f"pair {self.pk}"
