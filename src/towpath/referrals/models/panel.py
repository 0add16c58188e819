"""A panel of agencies, its agenda and its minutes. What somebody is to do afterwards is a task."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.provision.models import Site
from towpath.referrals.models.referral import Referral


class Panel(models.Model):
    """
    One meeting. `closed_at` is set once, when its minutes are agreed; after that nothing of it changes.

    `attended` has one person a line, with whom they speak for.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    meets_at = models.DateTimeField()
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    attended = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "meets_at": "operational",
        "site": "operational",
        "attended": "identifying",
        "minutes": "sensitive",
        "made_at": "operational",
        "made_by": "operational",
        "closed_at": "operational",
        "closed_by": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "referrals_panel"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name", "meets_at"), name="panel_is_called_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="") | (Q(closed_at__isnull=False) & ~Q(attended="")),
                name="panel_closes_saying_who_was_there",
            ),
        )

    def __str__(self) -> str:
        return f"panel {self.pk}"


class PanelItem(models.Model):
    """One referral on an agenda, and what the panel decided; empty until it has."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="panel_items")
    place = models.PositiveSmallIntegerField()
    decision = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "panel": "operational",
        "referral": "operational",
        "version": "operational",
        "place": "operational",
        "decision": "sensitive",
        "added_at": "operational",
        "added_by": "operational",
    }

    class Meta:
        db_table = "referrals_panel_item"
        constraints = (
            models.UniqueConstraint(fields=("panel", "referral"), name="referral_is_on_an_agenda_once"),
            models.UniqueConstraint(fields=("panel", "place"), name="panel_item_has_its_own_place"),
        )

    def __str__(self) -> str:
        return f"item {self.pk} of panel {self.panel_id}"
