"""How good the records were on a night: how many have what the return and finding somebody rest on."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.returns.models.rehearsal import Rehearsal


class QualityCount(models.Model):
    """
    How many of those a measure applies to have what it asks for: of everybody, of one school, or by one sender's word.

    `key` tells the school or the sender; empty is everybody, or those who have none.
    """

    class Scope(models.TextChoices):
        ALL = "all"
        SCHOOL = "school"
        SENDER = "sender"

    rehearsal = models.ForeignKey(Rehearsal, models.PROTECT, related_name="quality")
    scope = models.CharField(max_length=8, choices=Scope.choices)
    key = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=32)
    part = models.PositiveIntegerField()
    base = models.PositiveIntegerField()

    privacy: ClassVar = {
        "rehearsal": "operational",
        "scope": "operational",
        "key": "operational",
        "measure": "operational",
        "part": "operational",
        "base": "operational",
    }

    class Meta:
        db_table = "returns_quality_count"
        constraints = (
            models.UniqueConstraint(fields=("rehearsal", "scope", "key", "measure"), name="quality_is_counted_once"),
            models.CheckConstraint(condition=Q(part__lte=F("base")), name="quality_part_is_of_its_base"),
        )

    def __str__(self) -> str:
        return f"{self.measure} of {self.scope} {self.key}"
