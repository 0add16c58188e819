"""What every fact has: whose it is, where it came from, when it was recorded and when it stopped being believed."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models.person import Person

FACT_PRIVACY = {
    "organisation": "operational",
    "person": "operational",
    "source": "operational",
    "recorded_at": "operational",
    "recorded_by": "operational",
    "withdrawn_at": "operational",
    "withdrawn_by": "operational",
    "withdrawn_for": "operational",
}
DATED_PRIVACY = {**FACT_PRIVACY, "from_date": "operational", "to_date": "operational"}


class FactQuerySet(models.QuerySet):
    """Facts as they were known at an instant, and as they held on a day."""

    def known_at(self, instant: datetime | None) -> Self:
        """Return the facts known at that instant; None is now."""
        if instant is None:
            return self.filter(withdrawn_at__isnull=True)
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=instant), recorded_at__lte=instant)

    def in_force(self, on: date) -> Self:
        """Return the facts that hold on that day; a date that is not known does not end or start them."""
        return self.filter(
            Q(from_date__isnull=True) | Q(from_date__lte=on), Q(to_date__isnull=True) | Q(to_date__gte=on)
        )


class Fact(models.Model):
    """
    One thing said of a person. `withdrawn_…` are the only columns ever set later, together, once.

    `source` names the batch or page it came from; `withdrawn_for` names the one that took its place, so that an undo
    can put it back.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_for = models.CharField(max_length=128, blank=True)

    objects = FactQuerySet.as_manager()

    slot: ClassVar[tuple[str, ...]] = ()
    """The columns that say which facts of one person cannot both be believed: a new one takes the old one's place."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class DatedFact(Fact):
    """A fact that holds between two dates, both included; a date that is not known is empty."""

    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="%(class)s_ends_after_it_starts",
            ),
        )
