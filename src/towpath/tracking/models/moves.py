"""Young people who moved between councils, and what went with them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.moves import Direction


class CouncilMove(models.Model):
    """
    One move out to another council or in from it. `withdrawn_…` are the only columns set later, together, once.

    Of a move out, `to_whom` is who there is told, `ground` by what law or agreement, `parts` what went, `sheet` the
    file of it and `letter` the same to be read.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=[(each.value, each.name.title()) for each in Direction])
    la_code = models.CharField(max_length=3)
    moved_date = models.DateField()
    to_whom = models.CharField(max_length=120, blank=True)
    ground = models.CharField(max_length=64, blank=True)
    parts = models.CharField(max_length=100, blank=True)
    sheet = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "direction": "operational",
        "la_code": "operational",
        "moved_date": "operational",
        "to_whom": "identifying",
        "ground": "operational",
        "parts": "operational",
        "sheet": "operational",
        "letter": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
        "withdrawn_because": "sensitive",
    }

    class Meta:
        db_table = "tracking_council_move"
        constraints = (
            models.CheckConstraint(condition=Q(direction__in=("out", "in")), name="council_move_has_a_direction"),
            models.CheckConstraint(
                condition=(
                    Q(direction="out", sheet__isnull=False, letter__isnull=False) & ~Q(to_whom="") & ~Q(ground="")
                )
                | Q(direction="in", sheet__isnull=True, letter__isnull=True, to_whom="", ground="", parts=""),
                name="council_move_out_is_whole",
            ),
            models.UniqueConstraint(
                fields=("person", "direction", "la_code", "moved_date"),
                condition=Q(withdrawn_at__isnull=True),
                name="council_move_is_written_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_because="")),
                name="council_move_withdrawn_says_why",
            ),
        )
        indexes = (models.Index(fields=("organisation", "recorded_at"), name="council_move_latest"),)

    def __str__(self) -> str:
        return f"move {self.pk} {self.direction}"
