"""What providers told of those who left, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.rules.leaver_notices import NoticeState

STATES = tuple(state.value for state in NoticeState)


class LeaverNotice(models.Model):
    """
    A provider's word that somebody left, and what became of it: followed up, passed on, or a mistake.

    `words` are the provider's; `outcome` is ours, and `passed_to` the council to which it went.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    provider_name = models.CharField(max_length=200, blank=True)
    left_date = models.DateField()
    received_date = models.DateField()
    words = models.TextField(blank=True)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=NoticeState.WAITING.value)
    outcome = models.TextField(blank=True)
    passed_to = models.CharField(max_length=3, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "establishment": "operational",
        "provider_name": "operational",
        "left_date": "operational",
        "received_date": "operational",
        "words": "sensitive",
        "source": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "state": "operational",
        "outcome": "sensitive",
        "passed_to": "operational",
        "settled_at": "operational",
        "settled_by": "operational",
    }

    class Meta:
        db_table = "tracking_leaver_notice"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=STATES), name="leaver_notice_state_is_known"),
            models.CheckConstraint(
                condition=Q(establishment__isnull=False) | ~Q(provider_name=""), name="leaver_notice_is_of_a_provider"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True, settled_by="", outcome="")
                | (~Q(state="waiting") & Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(outcome="")),
                name="leaver_notice_is_settled_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state="passed_on") & ~Q(passed_to="")) | (~Q(state="passed_on") & Q(passed_to="")),
                name="leaver_notice_is_passed_to_a_council",
            ),
            models.UniqueConstraint(
                fields=("person", "left_date"), condition=Q(state="waiting"), name="leaver_notice_waits_once"
            ),
        )
        indexes = (models.Index(fields=("organisation", "state", "received_date"), name="leaver_notice_waiting"),)

    def __str__(self) -> str:
        return f"leaver notice {self.pk}"
