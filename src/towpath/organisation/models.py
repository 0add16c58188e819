"""Organisations, and the dated things each has chosen for itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Organisation(models.Model):
    """
    A council as data controller, or a partner that runs the service for one.

    `code` is short and never changes: the log, folders and the command line know an organisation by it. `la_code` is
    the local authority's three digits where it is a council; `database_id` is the three digits that start its NCCIS
    identifiers.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council"
        CHARITY = "charity"
        COMPANY = "company"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    la_code = models.CharField(max_length=3, blank=True)
    database_id = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField()
    closed_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "code": "public",
        "name": "public",
        "kind": "public",
        "la_code": "public",
        "database_id": "public",
        "created_at": "operational",
        "closed_date": "operational",
    }

    class Meta:
        db_table = "organisation_organisation"
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="council") | Q(la_code__regex=r"^[0-9]{3}$"),
                name="organisation_council_has_three_digit_la_code",
            ),
            models.CheckConstraint(
                condition=Q(database_id="") | Q(database_id__regex=r"^[0-9]{3}$"),
                name="organisation_database_id_is_three_digits",
            ),
            models.UniqueConstraint(
                fields=("la_code",), condition=~Q(la_code=""), name="organisation_la_code_is_held_once"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Setting(models.Model):
    """
    One choice of a council, in force between two dates.

    Of several in force on a day, the one recorded last speaks. `withdrawn_at` is the only column ever set later, once.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="settings")
    key = models.CharField(max_length=64)
    value = models.JSONField()
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "key": "public",
        "value": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
        "by": "operational",
    }

    class Meta:
        db_table = "organisation_setting"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="organisation_setting_ends_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=("organisation", "key", "from_date"), name="organisation_setting_key"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.key} from {self.from_date}"


class Overlay(models.Model):
    """
    A council's own corrections of published facts, as the text of a standards overlay, which dates each correction.

    Of two with one name, the one recorded last speaks. `withdrawn_at` is the only column ever set later, once.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="overlays")
    name = models.SlugField(max_length=64)
    text = models.TextField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "text": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
        "by": "operational",
    }

    class Meta:
        db_table = "organisation_overlay"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.name}"


class ListEntry(models.Model):
    """
    One entry of a council's own list, laid over what the house comes with (`organisation/lists.py`).

    The latest row of a code speaks. With `is_offered` false it is offered no more; what was chosen keeps its words.
    `means` holds the codes of what the house does with it, with a space between them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=32)
    code = models.CharField(max_length=32)
    words = models.CharField(max_length=120)
    hint = models.CharField(max_length=200, blank=True)
    means = models.CharField(max_length=400, blank=True)
    is_offered = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "code": "operational",
        "words": "public",
        "hint": "public",
        "means": "operational",
        "is_offered": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "organisation_list_entry"
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="choice_has_words"),)
        indexes = (models.Index(fields=("organisation", "name", "code"), name="choice_of_council"),)

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class WardLookup(models.Model):
    """
    One look-up of which postcode lies in which ward, as a council loaded it from a file.

    The one loaded last speaks. `withdrawn_at` is the only column ever set later, once.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ward_lookups")
    file_name = models.CharField(max_length=200)
    postcodes = models.PositiveIntegerField()
    wards = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "file_name": "operational",
        "postcodes": "operational",
        "wards": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "organisation_ward_lookup"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.file_name}"


class WardPostcode(models.Model):
    """The ward of one postcode, as one look-up has it. `code` is the ward's GSS code, empty where it gave none."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    lookup = models.ForeignKey(WardLookup, models.PROTECT, related_name="rows", db_index=False)
    postcode = models.CharField(max_length=8)
    code = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "organisation": "operational",
        "lookup": "operational",
        "postcode": "public",
        "code": "public",
        "name": "public",
    }

    class Meta:
        db_table = "organisation_ward_postcode"
        constraints = (
            models.UniqueConstraint(fields=("lookup", "postcode"), name="ward_postcode_is_held_once"),
            models.CheckConstraint(condition=~Q(name=""), name="ward_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.postcode} in {self.name}"
