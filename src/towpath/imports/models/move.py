"""What the system before this one says that it holds, so that a council sees nothing was lost on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation


class MoveTotal(models.Model):
    """
    A total of one kind that somebody read off the old system and typed in. The latest stands; a corrected one stays.

    `sender_code` is the old system's on the sender board, whichever of its lists the total is of.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender_code = models.SlugField(max_length=64)
    kind = models.CharField(max_length=20)
    total = models.PositiveIntegerField()
    typed_at = models.DateTimeField()
    typed_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "sender_code": "operational",
        "kind": "operational",
        "total": "operational",
        "typed_at": "operational",
        "typed_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "imports_move_total"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "sender_code", "kind"),
                condition=Q(withdrawn_at__isnull=True),
                name="move_total_stands_once_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.sender_code}"
