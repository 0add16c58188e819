"""How an establishment was named when a return first said so, since its own row keeps no history."""

from typing import ClassVar

from django.db import models

from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment


class SentPlace(models.Model):
    """
    An establishment's name and numbers as a return sent them, written down when they are first sent or have changed.

    A return built again, as known before a change, says what was said then.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    establishment_number = models.CharField(max_length=7, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    la_code = models.CharField(max_length=3, blank=True)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "operational",
        "name": "public",
        "establishment_number": "public",
        "ukprn": "public",
        "la_code": "public",
        "recorded_at": "operational",
    }

    class Meta:
        db_table = "returns_sent_place"
        indexes = (models.Index(fields=("establishment", "recorded_at"), name="sent_place_establishment"),)

    def __str__(self) -> str:
        return f"place {self.establishment_id}"
