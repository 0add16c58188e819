"""Which of the staff has which skill."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.organisation.models import Organisation


class StaffSkill(models.Model):
    """A skill that a member of staff brings between two days, by a code of the council's list."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="skills")
    code = models.CharField(max_length=32)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "user": "operational",
        "code": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "caseload_staff_skill"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "user", "code"),
                condition=Q(to_date__isnull=True),
                name="staff_skill_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="staff_skill_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.user_id}"
