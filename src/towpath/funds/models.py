"""Pots, what is asked of them, and the ledger of every movement of money."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.caseload.models import Plan
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Pot(models.Model):
    """
    Money from one funder, to be spent between two days on the kinds of support in `pays_for`.

    `agreement` is how the agreement is known that lets a report go to the funder; without one none goes.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pots")
    name = models.CharField(max_length=100)
    funder = models.CharField(max_length=200)
    from_date = models.DateField()
    to_date = models.DateField()
    pays_for = models.JSONField()
    agreement = models.CharField(max_length=100, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "funder": "public",
        "from_date": "operational",
        "to_date": "operational",
        "pays_for": "operational",
        "agreement": "operational",
        "opened_at": "operational",
        "opened_by": "operational",
    }

    class Meta:
        db_table = "funds_pot"
        constraints = (
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="pot_ends_after_it_begins"),
            models.UniqueConstraint(fields=("organisation", "name"), name="pot_name_is_used_once"),
        )

    def __str__(self) -> str:
        return f"pot {self.pk}"


class Account(models.Model):
    """
    What one account of a pot holds. The database itself adds each movement to `balance_pence`; nothing else does.

    Only where the money comes from may be below nought.
    """

    class Kind(models.TextChoices):
        FUNDER = "funder"
        AVAILABLE = "available"
        PROMISED = "promised"
        SPENT = "spent"

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    balance_pence = models.BigIntegerField(default=0)

    privacy: ClassVar = {"pot": "operational", "kind": "operational", "balance_pence": "operational"}

    class Meta:
        db_table = "funds_account"
        constraints = (
            models.UniqueConstraint(fields=("pot", "kind"), name="account_of_pot_is_one"),
            models.CheckConstraint(
                condition=Q(kind="funder") | Q(balance_pence__gte=0), name="account_is_never_below_nought"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of pot {self.pot_id}"


class SupportRequest(models.Model):
    """
    Money asked of a pot for one young person, as far as it has got.

    `checks` is what was found of each entitlement, as `{"bursary": {"found": "refused", "words": "…"}}`.
    `sent_back_words` is what the last one to send it back wanted to know; it stays when it is asked again. Whoever
    decides is never who asked. Taken back, the movements of money stay and are reversed. `version` grows with every
    change.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        SENT_BACK = "sent_back"
        REFUSED = "refused"
        APPROVED = "approved"
        PAID = "paid"
        TAKEN_BACK = "taken_back"

    class Method(models.TextChoices):
        CARD = "card"
        BANK = "bank"
        VOUCHER = "voucher"
        CASH = "cash"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="support_requests")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20)
    pence = models.BigIntegerField()
    why = models.TextField()
    checks = models.JSONField()
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_because = models.TextField(blank=True)
    paid_date = models.DateField(null=True, blank=True)
    paid_method = models.CharField(max_length=8, choices=Method.choices, blank=True)
    paid_reference = models.CharField(max_length=100, blank=True)
    paid_to = models.CharField(max_length=100, blank=True)
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_because = models.TextField(blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "pot": "operational",
        "kind": "sensitive",
        "pence": "operational",
        "why": "sensitive",
        "checks": "sensitive",
        "plan": "operational",
        "version": "operational",
        "state": "operational",
        "asked_at": "operational",
        "asked_by": "operational",
        "sent_back_at": "operational",
        "sent_back_by": "operational",
        "sent_back_words": "sensitive",
        "decided_at": "operational",
        "decided_by": "operational",
        "decided_because": "sensitive",
        "paid_date": "operational",
        "paid_method": "operational",
        "paid_reference": "sensitive",
        "paid_to": "sensitive",
        "receipt": "operational",
        "taken_back_at": "operational",
        "taken_back_by": "operational",
        "taken_back_because": "sensitive",
    }

    class Meta:
        db_table = "funds_support_request"
        constraints = (
            models.CheckConstraint(condition=Q(pence__gt=0), name="request_is_for_some_money"),
            models.CheckConstraint(condition=~Q(why=""), name="request_says_why"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="request_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "sent_back"), decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state__in=("asked", "sent_back")) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="request_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_by__isnull=True) | ~Q(sent_back_by=F("asked_by")),
                name="request_sent_back_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_by__isnull=True, sent_back_at__isnull=True, sent_back_words="")
                | (Q(sent_back_by__isnull=False, sent_back_at__isnull=False) & ~Q(sent_back_words="")),
                name="request_sent_back_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | Q(sent_back_by__isnull=False), name="request_sent_back_was_sent_back"
            ),
            models.CheckConstraint(
                condition=~Q(state="paid")
                | (Q(paid_date__isnull=False) & ~Q(paid_method="") & ~Q(paid_reference="") & ~Q(paid_to="")),
                name="request_payment_says_how",
            ),
            models.CheckConstraint(
                condition=(~Q(state="taken_back") & Q(taken_back_by__isnull=True, taken_back_at__isnull=True))
                | (Q(state="taken_back", taken_back_by__isnull=False, taken_back_at__isnull=False))
                & ~Q(taken_back_because=""),
                name="request_taken_back_says_who_when_and_why",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "state", "asked_at"), name="request_waiting"),
            models.Index(fields=("person", "asked_at"), name="request_of_person"),
        )

    def __str__(self) -> str:
        return f"support request {self.pk}"


class Movement(models.Model):
    """
    Pence from one account of a pot to another: both sides of the entry in one row, so they cannot differ.

    Never changed and never removed: a mistake is put right by a movement back that names what it reverses.
    """

    class Reason(models.TextChoices):
        GIVEN = "given"
        APPROVED = "approved"
        PAID = "paid"
        UNSPENT = "unspent"
        REVERSED = "reversed"

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="movements")
    request = models.ForeignKey(SupportRequest, models.PROTECT, null=True, blank=True, related_name="movements")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    pence = models.BigIntegerField()
    reason = models.CharField(max_length=8, choices=Reason.choices)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "pot": "operational",
        "request": "operational",
        "source": "operational",
        "target": "operational",
        "pence": "operational",
        "reason": "operational",
        "reverses": "operational",
        "made_at": "operational",
        "made_by": "operational",
    }

    class Meta:
        db_table = "funds_movement"
        constraints = (
            models.CheckConstraint(condition=Q(pence__gt=0), name="movement_is_of_some_money"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="movement_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(source__in=("funder", "available", "promised", "spent"))
                & Q(target__in=("funder", "available", "promised", "spent")),
                name="movement_is_between_accounts",
            ),
            models.CheckConstraint(
                condition=Q(reason="reversed", reverses__isnull=False)
                | (~Q(reason="reversed") & Q(reverses__isnull=True)),
                name="movement_back_names_what_it_reverses",
            ),
        )
        indexes = (models.Index(fields=("pot", "id"), name="movement_of_pot"),)

    def __str__(self) -> str:
        return f"movement {self.pk}"
