"""Other councils' published figures, as loaded from DfE's own files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

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
