"""Who signed the Charter, what they pledged, and each time that a pledge was used."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment


class CharterTerm(models.Model):
    """
    One word of a council's own lists, on top of those shipped in `terms.csv`; the latest row of a code speaks.

    `rule` is what the house does with it: for a pledge what counts as using it, for a check when it is due.
    """

    class Kind(models.TextChoices):
        SECTOR = "sector"
        PLEDGE = "pledge"
        CHECK = "check"
        REASON = "reason"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=32)
    words = models.CharField(max_length=80)
    rule = models.CharField(max_length=12, blank=True)
    expires = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "kind": "operational",
        "code": "public",
        "words": "public",
        "rule": "operational",
        "expires": "operational",
        "is_offered": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "charter_term"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("sector", "reason"), rule="")
                | Q(kind="pledge", rule__in=("interview", "placement", "hand"))
                | Q(kind="check", rule__in=("always", "under_18", "dbs")),
                name="charter_term_rule_fits_its_kind",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="charter_term_has_words"),
        )
        indexes = (models.Index(fields=("organisation", "kind", "code"), name="charter_term_code"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Signing(models.Model):
    """
    One stretch in which an organisation stands by the Charter, from the day it signed; `ended_date` is its last day.

    `ended_at` is when its end was written down, so that a count as it was known then can be made again; `ended_how` is
    what kind of end it was, and `ended_because` says more.
    """

    class Ended(models.TextChoices):
        ASKED = "asked", "asked to leave"
        CLOSED = "closed", "closed"
        LAPSED = "lapsed", "was not renewed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="signings")
    sector = models.CharField(max_length=32)
    signed_date = models.DateField()
    renew_date = models.DateField(null=True, blank=True)
    ended_date = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=8, choices=Ended.choices, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "public",
        "sector": "public",
        "signed_date": "public",
        "renew_date": "operational",
        "ended_date": "public",
        "ended_how": "operational",
        "ended_because": "operational",
        "ended_at": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "charter_signing"
        constraints = (
            models.UniqueConstraint(
                fields=("establishment",), condition=Q(ended_date__isnull=True), name="signing_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_date__isnull=True) | Q(ended_date__gte=F("signed_date")),
                name="signing_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_date__isnull=True, ended_at__isnull=True, ended_because="", ended_how="")
                | (Q(ended_date__isnull=False, ended_at__isnull=False) & ~Q(ended_because="") & ~Q(ended_how="")),
                name="signing_end_says_how_when_and_why",
            ),
        )
        indexes = (models.Index(fields=("organisation", "signed_date"), name="signing_date"),)

    def __str__(self) -> str:
        return f"signing {self.pk}"


class Pledge(models.Model):
    """What an organisation promised: how many of one kind, between two dates. `withdrawn_…` are set together."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    signing = models.ForeignKey(Signing, models.PROTECT, related_name="pledges")
    kind = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField()
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    criteria = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "signing": "operational",
        "kind": "public",
        "quantity": "public",
        "from_date": "public",
        "to_date": "public",
        "criteria": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_because": "operational",
    }

    class Meta:
        db_table = "charter_pledge"
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gte=1), name="pledge_is_of_something"),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="pledge_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="pledge_withdrawn_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class PledgeUse(models.Model):
    """
    One time that a pledge was used: an interview held, a placement started, or what somebody wrote by hand.

    `source` is the row it came of, counted once. A use by hand may name nobody, as a visit for a group does. One that
    turned out not to be is withdrawn.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="uses")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="pledge_uses")
    used_date = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "pledge": "operational",
        "person": "operational",
        "used_date": "operational",
        "words": "sensitive",
        "source": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "charter_pledge_use"
        constraints = (
            models.UniqueConstraint(
                fields=("pledge", "source"),
                condition=Q(withdrawn_at__isnull=True),
                name="pledge_use_counts_its_source_once",
            ),
        )

    def __str__(self) -> str:
        return f"use {self.pk} of pledge {self.pledge_id}"
