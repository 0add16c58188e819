"""Urgent looks: what somebody opened of a record that their role does not see, why, and what a manager made of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class UrgentLook(models.Model):
    """
    One door of one person's record, open to one member of staff from `opened_at` until before `until_at`.

    `closed_at` ends it early. `review_due_date` is the day by which somebody else reviews it, as the council's setting
    was then. `closed_at` and the columns of the review are the only ones ever set later, each once. `public_id` is in
    its address, which therefore says nothing.
    """

    class Door(models.TextChoices):
        ADDRESS = "address"
        NOTES = "notes"
        CARE = "care"
        JUSTICE = "justice"
        HEALTH = "health"

    class Verdict(models.TextChoices):
        RIGHT = "right"
        WRONG = "wrong"

    public_id = models.CharField(max_length=32, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="urgent_looks", db_index=False)
    door = models.CharField(max_length=16, choices=Door.choices)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    until_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    review_due_date = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    review_words = models.TextField(blank=True)

    privacy: ClassVar = {
        "public_id": "operational",
        "organisation": "operational",
        "person": "operational",
        "door": "operational",
        "reason": "sensitive",
        "opened_at": "operational",
        "opened_by": "operational",
        "until_at": "operational",
        "closed_at": "operational",
        "review_due_date": "operational",
        "reviewed_at": "operational",
        "reviewed_by": "operational",
        "verdict": "operational",
        "review_words": "sensitive",
    }

    class Meta:
        db_table = "privacy_urgent_look"
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="urgent_look_says_why"),
            models.CheckConstraint(condition=Q(until_at__gt=F("opened_at")), name="urgent_look_ends_after_it_opens"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="urgent_look_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by="", verdict="", review_words="")
                | (Q(reviewed_at__gte=F("opened_at")) & ~Q(reviewed_by="") & ~Q(verdict="")),
                name="urgent_look_review_has_who_when_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="wrong") | ~Q(review_words=""), name="urgent_look_that_was_wrong_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("opened_by")), name="urgent_look_is_reviewed_by_somebody_else"
            ),
        )
        indexes = (
            models.Index(fields=("person", "opened_by", "until_at"), name="urgent_look_open"),
            models.Index(fields=("organisation", "reviewed_at", "review_due_date"), name="urgent_look_to_review"),
        )

    def __str__(self) -> str:
        return f"urgent look {self.pk}"

    @property
    def audience(self) -> str:
        """Return for whom it was written, as a note says it: a reason is for the manager who reviews it."""
        return "need_to_know"
