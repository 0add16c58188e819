"""Where young people stand in the September Guarantee, and what they meant to do next."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment


class GuaranteeFact(models.Model):
    """
    A September Guarantee status for one year's cohort. The last recorded and not withdrawn speaks.

    `cohort_year` is the year of that September; `year_group` is 11 or 12, as it was in that summer; `la_code` is the
    council responsible: where the young person was educated in Year 11, or where they live.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cohort_year = models.PositiveSmallIntegerField()
    year_group = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=3)
    la_code = models.CharField(max_length=3)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "cohort_year": "operational",
        "year_group": "operational",
        "status": "operational",
        "la_code": "operational",
        "source": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "tracking_guarantee_fact"
        constraints = (
            models.CheckConstraint(condition=Q(year_group__in=(11, 12)), name="guarantee_is_for_year_11_or_12"),
            models.UniqueConstraint(
                fields=("person", "cohort_year", "year_group"),
                condition=Q(withdrawn_at__isnull=True),
                name="guarantee_status_is_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=("organisation", "source"), name="guarantee_source"),)

    def __str__(self) -> str:
        return f"guarantee {self.cohort_year} of {self.person_id}"


class IntendedDestinationFact(models.Model):
    """
    What a Year 11 pupil meant to do next, for the year of that September. The last recorded and not withdrawn speaks.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cohort_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=3)
    words = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "cohort_year": "operational",
        "code": "sensitive",
        "words": "sensitive",
        "source": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "tracking_intended_destination_fact"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "cohort_year"),
                condition=Q(withdrawn_at__isnull=True),
                name="intended_destination_is_one_at_a_time",
            ),
        )
        indexes = (models.Index(fields=("organisation", "source"), name="destination_source"),)

    def __str__(self) -> str:
        return f"destination {self.cohort_year} of {self.person_id}"


class GuaranteeCohort(models.Model):
    """
    The cohort of one September, fixed once from how things stood at the end of May, and never changed since.

    `fixed_at` is when that was done: later than June, it was fixed from what was known by then.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    cohort_year = models.PositiveSmallIntegerField()
    fixed_date = models.DateField()
    fixed_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "cohort_year": "operational",
        "fixed_date": "operational",
        "fixed_at": "operational",
        "fixed_by": "operational",
    }

    class Meta:
        db_table = "tracking_guarantee_cohort"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "cohort_year"), name="guarantee_cohort_is_fixed_once"),
            models.CheckConstraint(
                condition=Q(fixed_date__year=models.F("cohort_year")), name="guarantee_cohort_is_of_its_year"
            ),
        )

    def __str__(self) -> str:
        return f"cohort of September {self.cohort_year}"


class GuaranteeMember(models.Model):
    """
    One young person of a fixed cohort: their year group, the council that answers for them, and where they were taught.
    """

    cohort = models.ForeignKey(GuaranteeCohort, models.PROTECT, related_name="members", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    year_group = models.PositiveSmallIntegerField()
    la_code = models.CharField(max_length=3)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    privacy: ClassVar = {
        "cohort": "operational",
        "person": "operational",
        "year_group": "operational",
        "la_code": "operational",
        "establishment": "operational",
    }

    class Meta:
        db_table = "tracking_guarantee_member"
        constraints = (
            models.UniqueConstraint(fields=("cohort", "person"), name="guarantee_member_is_there_once"),
            models.CheckConstraint(condition=Q(year_group__in=(11, 12)), name="guarantee_member_is_in_year_11_or_12"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in the cohort of {self.cohort_id}"
