"""Other councils' published figures, as loaded from DfE's own files."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation


class BenchmarkFile(models.Model):
    """
    One published file that was loaded. Of two that speak of one year, the one loaded last speaks.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "sha256": "operational",
        "loaded_at": "operational",
        "loaded_by": "operational",
    }

    class Meta:
        db_table = "insight_benchmark_file"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "sha256"), name="benchmark_file_is_loaded_once"),
        )

    def __str__(self) -> str:
        return f"benchmark file {self.pk}"


class BenchmarkValue(models.Model):
    """
    One published value of one place, measure and year, as the file has it.

    `value_text` is what was published and `value` its number, empty where a symbol stands in its place. `cohort` is the
    number of young people that the measure is a percentage of, where the file says.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(BenchmarkFile, models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=16)
    area_code = models.CharField(max_length=3, blank=True)
    ons_code = models.CharField(max_length=9, blank=True)
    area_name = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=16)
    value_text = models.CharField(max_length=32, blank=True)
    value = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    symbol = models.CharField(max_length=8, blank=True)
    cohort = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    quintile = models.PositiveSmallIntegerField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "file": "operational",
        "year": "public",
        "level": "public",
        "area_code": "public",
        "ons_code": "public",
        "area_name": "public",
        "region": "public",
        "measure": "public",
        "value_text": "public",
        "value": "public",
        "symbol": "public",
        "cohort": "public",
        "quintile": "public",
    }

    class Meta:
        db_table = "insight_benchmark_value"
        constraints = (
            models.UniqueConstraint(
                fields=("file", "year", "level", "area_code", "area_name", "measure"), name="benchmark_value_is_one"
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & ~Q(symbol="")) | Q(value__isnull=False, symbol=""),
                name="benchmark_value_or_symbol",
            ),
        )
        indexes = (models.Index(fields=("organisation", "year", "measure"), name="benchmark_year_measure"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.year} of {self.area_code or self.ons_code or self.area_name}"


class BenchmarkNeighbour(models.Model):
    """One of the councils that DfE calls most like another, from nearest (1) on, in one published model."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(BenchmarkFile, models.PROTECT, related_name="neighbours")
    area_code = models.CharField(max_length=3)
    place = models.PositiveSmallIntegerField()
    neighbour_code = models.CharField(max_length=3)
    neighbour_name = models.CharField(max_length=100)
    closeness = models.CharField(max_length=32, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "file": "operational",
        "area_code": "public",
        "place": "public",
        "neighbour_code": "public",
        "neighbour_name": "public",
        "closeness": "public",
    }

    class Meta:
        db_table = "insight_benchmark_neighbour"
        constraints = (
            models.UniqueConstraint(fields=("file", "area_code", "place"), name="benchmark_neighbour_has_one_place"),
        )
        indexes = (models.Index(fields=("organisation", "area_code"), name="benchmark_neighbours_of"),)

    def __str__(self) -> str:
        return f"neighbour {self.place} of {self.area_code}"


class Study(models.Model):
    """
    One question about what support changed, written down and frozen before anybody sees an answer.

    The young people are those who left Year 11 in the summer of `leavers_year`. Support is a case opened after
    `facts_date`, on which the two groups are compared, and by `support_to_date`. Once frozen nothing of it changes.
    """

    class NotKnown(models.TextChoices):
        EXCLUDE = "exclude"
        NEET = "neet"
        NOT_NEET = "not-neet"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=300)
    leavers_year = models.PositiveSmallIntegerField()
    facts_date = models.DateField()
    support_to_date = models.DateField()
    window_from_date = models.DateField()
    window_to_date = models.DateField()
    status_date = models.DateField()
    not_known = models.CharField(max_length=8, choices=NotKnown.choices)
    scheme_name = models.CharField(max_length=64)
    scheme_digest = models.CharField(max_length=64)
    factors = models.JSONField()
    caliper = models.DecimalField(max_digits=4, decimal_places=2)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=64)
    frozen_by_name = models.CharField(max_length=150)

    privacy: ClassVar = {
        "organisation": "operational",
        "question": "operational",
        "leavers_year": "operational",
        "facts_date": "operational",
        "support_to_date": "operational",
        "window_from_date": "operational",
        "window_to_date": "operational",
        "status_date": "operational",
        "not_known": "operational",
        "scheme_name": "operational",
        "scheme_digest": "operational",
        "factors": "operational",
        "caliper": "operational",
        "frozen_at": "operational",
        "frozen_by": "operational",
        "frozen_by_name": "operational",
    }

    class Meta:
        db_table = "insight_study"
        constraints = (
            models.CheckConstraint(
                condition=Q(facts_date__lt=F("support_to_date"))
                & Q(support_to_date__lt=F("window_from_date"))
                & Q(window_from_date__lte=F("window_to_date")),
                name="study_support_is_after_facts_and_before_outcomes",
            ),
            models.CheckConstraint(condition=Q(caliper__gt=0), name="study_caliper_is_above_nothing"),
        )
        indexes = (models.Index(fields=("organisation", "frozen_at"), name="study_of_organisation"),)

    def __str__(self) -> str:
        return f"study {self.pk}"


class StudyRun(models.Model):
    """One answer to a study: from what was known at the end of a day, with the published lists in force then."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="runs")
    known_on = models.DateField()
    standards_version = models.CharField(max_length=64)
    found = models.JSONField()
    run_at = models.DateTimeField()
    run_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "study": "operational",
        "known_on": "operational",
        "standards_version": "operational",
        "found": "operational",
        "run_at": "operational",
        "run_by": "operational",
    }

    class Meta:
        db_table = "insight_study_run"

    def __str__(self) -> str:
        return f"run {self.pk} of study {self.study_id}"
