"""Who somebody is: the numbers and names they go by, and when they were born."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.people.models.fact import FACT_PRIVACY, Fact


class Identifier(Fact):
    """
    A number somebody goes by. `issuer` is who numbered them, for numbers that two issuers may both use.

    Nobody else of the same organisation may hold the same one at the same time.
    """

    class Kind(models.TextChoices):
        UPN = "upn"
        TEMPORARY_UPN = "temporary_upn"
        FORMER_UPN = "former_upn"
        ULN = "uln"
        LOCAL = "local"
        NCCIS = "nccis"
        FORMER_NCCIS = "former_nccis"
        NHS = "nhs"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    issuer = models.CharField(max_length=64, blank=True)
    value = models.CharField(max_length=64)

    slot: ClassVar = ("kind", "issuer")
    privacy: ClassVar = {**FACT_PRIVACY, "kind": "operational", "issuer": "operational", "value": "identifying"}

    class Meta:
        db_table = "people_identifier"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind", "issuer", "value"),
                # Two people may once have been given one UPN by mistake; that is how it came to be a former one.
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind__in=("former_upn", "former_nccis")),
                name="identifier_is_held_by_one_person",
            ),
        )
        indexes = (models.Index(fields=("organisation", "value"), name="identifier_value"),)


class Name(Fact):
    """A name somebody has, wishes for, or had."""

    class Kind(models.TextChoices):
        LEGAL = "legal"
        PREFERRED = "preferred"
        FORMER = "former"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    given_name = models.CharField(max_length=100, blank=True)
    middle_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)

    slot: ClassVar = ("kind",)
    privacy: ClassVar = {
        **FACT_PRIVACY,
        "kind": "operational",
        "given_name": "identifying",
        "middle_names": "identifying",
        "family_name": "identifying",
    }

    class Meta:
        db_table = "people_name"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind"),
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind="former"),
                name="name_of_a_kind_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(given_name="", middle_names="", family_name=""), name="name_says_something"
            ),
        )


class BirthDate(Fact):
    """When somebody was born. `because` is what a correction rests on, as a birth certificate."""

    birth_date = models.DateField()
    because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {**FACT_PRIVACY, "birth_date": "identifying", "because": "operational"}

    class Meta:
        db_table = "people_birth_date"
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(withdrawn_at__isnull=True), name="birth_date_is_one"
            ),
        )
        indexes = (models.Index(fields=("organisation", "birth_date"), name="birth_date_of_organisation"),)


class NameKey(models.Model):
    """
    One key under which a person may be found when a name is misspelt. Rebuilt from the names believed now; no history.
    """

    organisation = models.ForeignKey("organisation.Organisation", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="name_keys")
    key = models.CharField(max_length=16)

    privacy: ClassVar = {"organisation": "operational", "person": "operational", "key": "identifying"}

    class Meta:
        db_table = "people_name_key"
        indexes = (models.Index(fields=("organisation", "key", "person"), name="name_key"),)

    def __str__(self) -> str:
        return f"name key {self.pk}"
