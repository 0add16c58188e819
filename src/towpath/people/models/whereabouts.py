"""Where somebody lives, how they are reached, and where they learn."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.people.models.fact import DATED_PRIVACY, FACT_PRIVACY, DatedFact, Fact
from towpath.provision.models import Establishment


class Address(DatedFact):
    """
    Where somebody lives. A protected one is shown only to those who may see it; others are given `care_of`.
    """

    address_line_1 = models.CharField(max_length=120, blank=True)
    address_line_2 = models.CharField(max_length=120, blank=True)
    address_line_3 = models.CharField(max_length=120, blank=True)
    address_line_4 = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    is_protected = models.BooleanField(default=False)
    care_of = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        **DATED_PRIVACY,
        "address_line_1": "identifying",
        "address_line_2": "identifying",
        "address_line_3": "identifying",
        "address_line_4": "identifying",
        "town": "identifying",
        "county": "identifying",
        "postcode": "identifying",
        "is_protected": "sensitive",
        "care_of": "identifying",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_address"
        indexes = (models.Index(fields=("organisation", "postcode"), name="address_postcode"),)


class ReturnedPost(Fact):
    """
    Post to an address came back on a day. It says nothing of any address that is recorded later.

    It counts while somebody is held to live there; a new address, or a word that they do live there, ends it.
    """

    address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    came_back_date = models.DateField()

    slot: ClassVar = ("address_id",)
    privacy: ClassVar = {**FACT_PRIVACY, "address": "operational", "came_back_date": "operational"}

    class Meta:
        db_table = "people_returned_post"
        constraints = (
            models.UniqueConstraint(
                fields=("address",), condition=Q(withdrawn_at__isnull=True), name="returned_post_is_marked_once"
            ),
        )


class VisitCaution(DatedFact):
    """What whoever knocks at somebody's door must know first, and whether two go together."""

    words = models.CharField(max_length=300, blank=True)
    needs_two = models.BooleanField(default=False)

    privacy: ClassVar = {**DATED_PRIVACY, "words": "sensitive", "needs_two": "sensitive"}

    class Meta(DatedFact.Meta):
        db_table = "people_visit_caution"
        constraints = (
            *DatedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(words="") | Q(needs_two=True), name="visitcaution_says_something"),
        )


class ContactRoute(DatedFact):
    """One way to reach somebody, whose it is, and whether it is safe to use."""

    class Kind(models.TextChoices):
        PHONE = "phone"
        EMAIL = "email"
        POST = "post"

    class BelongsTo(models.TextChoices):
        SELF = "self"
        PARENT = "parent"
        CARER = "carer"
        OTHER = "other"

    class Safe(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    value = models.CharField(max_length=254)
    belongs_to = models.CharField(max_length=8, choices=BelongsTo.choices)
    owner_name = models.CharField(max_length=200, blank=True)
    is_safe = models.CharField(max_length=8, choices=Safe.choices, default=Safe.UNKNOWN)

    slot: ClassVar = ("kind", "value", "belongs_to")
    privacy: ClassVar = {
        **DATED_PRIVACY,
        "kind": "operational",
        "value": "identifying",
        "belongs_to": "operational",
        "owner_name": "identifying",
        "is_safe": "sensitive",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_contact_route"
        indexes = (models.Index(fields=("organisation", "value"), name="contact_route_value"),)


class SchoolPlace(DatedFact):
    """
    Where somebody of school age is taught, as a school or council says. Home education has no establishment.

    `year_group` is the one last told, which is not always the one their birth date gives.
    """

    class Kind(models.TextChoices):
        ON_ROLL = "on_roll"
        HOME_EDUCATED = "home_educated"
        ALTERNATIVE = "alternative_provision"
        OUT_OF_AREA = "out_of_area"

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="school_places", null=True, blank=True
    )
    kind = models.CharField(max_length=24, choices=Kind.choices, default=Kind.ON_ROLL)
    year_group = models.SmallIntegerField(null=True, blank=True)

    slot: ClassVar = ("establishment_id", "kind")
    privacy: ClassVar = {
        **DATED_PRIVACY,
        "establishment": "operational",
        "kind": "sensitive",
        "year_group": "operational",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_school_place"
        constraints = (
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="home_educated") | Q(establishment__isnull=False),
                name="schoolplace_names_an_establishment",
            ),
        )
