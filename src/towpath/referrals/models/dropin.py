"""Where and when an adviser sits, so that anybody can come without an appointment."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.provision.models import Site


class DropIn(models.Model):
    """One adviser at one site on one day of the week, from a date until another or for good. Monday is 0."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="drop_ins")
    adviser = models.ForeignKey(User, models.PROTECT, related_name="drop_ins")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "site": "public",
        "adviser": "operational",
        "weekday": "public",
        "opens_at": "public",
        "closes_at": "public",
        "from_date": "public",
        "to_date": "public",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "referrals_drop_in"
        constraints = (
            models.CheckConstraint(condition=Q(weekday__lte=6), name="drop_in_is_on_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="drop_in_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="drop_in_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=("site", "adviser", "weekday", "opens_at"),
                condition=Q(to_date__isnull=True),
                name="drop_in_is_listed_once",
            ),
        )

    def __str__(self) -> str:
        return f"drop-in {self.pk}"
