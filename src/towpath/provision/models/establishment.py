"""Establishments and what is kept about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.organisation.models import Organisation


class Establishment(models.Model):
    """
    One outside organisation, as one council knows it. It may be several kinds at once: a college is often an employer.

    `establishment_number` is the council's three digits and the establishment's four; `la_code` is the council it
    lies in. An identifier that is not known is empty.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="establishments")
    name = models.CharField(max_length=200)
    is_school = models.BooleanField(default=False)
    is_college = models.BooleanField(default=False)
    is_training_provider = models.BooleanField(default=False)
    is_employer = models.BooleanField(default=False)
    is_agency = models.BooleanField(default=False)
    urn = models.CharField(max_length=6, blank=True)
    establishment_number = models.CharField(max_length=7, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    la_code = models.CharField(max_length=3, blank=True)
    establishment_type = models.CharField(max_length=80, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    opened_date = models.DateField(null=True, blank=True)
    closed_date = models.DateField(null=True, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=128)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "public",
        "is_school": "public",
        "is_college": "public",
        "is_training_provider": "public",
        "is_employer": "public",
        "is_agency": "public",
        "urn": "public",
        "establishment_number": "public",
        "ukprn": "public",
        "la_code": "public",
        "establishment_type": "public",
        "phase": "public",
        "opened_date": "public",
        "closed_date": "public",
        "postcode": "public",
        "easting": "public",
        "northing": "public",
        "recorded_at": "operational",
        "source": "operational",
    }

    class Meta:
        db_table = "provision_establishment"
        constraints = (
            models.CheckConstraint(
                condition=Q(is_school=True)
                | Q(is_college=True)
                | Q(is_training_provider=True)
                | Q(is_employer=True)
                | Q(is_agency=True),
                name="establishment_is_of_some_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True)
                | Q(opened_date__isnull=True)
                | Q(closed_date__gte=F("opened_date")),
                name="establishment_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(easting__isnull=False, northing__isnull=False),
                name="establishment_point_is_whole",
            ),
            models.UniqueConstraint(
                fields=("organisation", "urn"), condition=~Q(urn=""), name="establishment_urn_is_held_once"
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "establishment_number"), name="establishment_number"),
            models.Index(fields=("organisation", "ukprn"), name="establishment_ukprn"),
            models.Index(fields=("organisation", "name"), name="establishment_name"),
        )

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One place where an establishment works: a campus, a unit, a shop."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    opened_date = models.DateField(null=True, blank=True)
    closed_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "public",
        "name": "public",
        "address": "public",
        "postcode": "public",
        "opened_date": "public",
        "closed_date": "public",
    }

    class Meta:
        db_table = "provision_site"
        constraints = (
            models.UniqueConstraint(fields=("establishment", "name"), name="site_name_is_used_once"),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True)
                | Q(opened_date__isnull=True)
                | Q(closed_date__gte=F("opened_date")),
                name="site_closes_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProvisionContact(models.Model):
    """Somebody at an establishment whom the service talks to, and what about."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="provision_contacts")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "operational",
        "name": "identifying",
        "job": "operational",
        "email": "identifying",
        "phone": "identifying",
        "from_date": "operational",
        "to_date": "operational",
    }

    class Meta:
        db_table = "provision_contact"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="provision_contact_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.pk} at {self.establishment_id}"


class SharingAgreement(models.Model):
    """
    What a council and an outside organisation have agreed to share, between two dates.

    `covers` lists items by code, as `school_roll`; without a live agreement that covers an item, it does not leave.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sharing_agreements")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="sharing_agreements")
    title = models.CharField(max_length=200)
    covers = models.JSONField()
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "operational",
        "title": "operational",
        "covers": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "ended_at": "operational",
    }

    class Meta:
        db_table = "provision_sharing_agreement"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="sharing_agreement_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.title


class UserEstablishment(models.Model):
    """A user who speaks for an establishment between two dates, both included; it narrows what they may see."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="user_establishments")
    user = models.ForeignKey(User, models.PROTECT, related_name="establishments")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="users")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "user": "operational",
        "establishment": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "ended_at": "operational",
    }

    class Meta:
        db_table = "provision_user_establishment"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="user_establishment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=("user", "establishment"),
                condition=Q(to_date__isnull=True, ended_at__isnull=True),
                name="user_establishment_is_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.establishment_id}"
