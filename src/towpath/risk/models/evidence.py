"""What schools and services tell us that bears on the risk of becoming NEET."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Evidence(models.Model):
    """
    One piece of evidence about one person as at a day, such as attendance for a term. The last recorded and not
    withdrawn stands.

    `name` is a canonical field of the indicator lists and `value` its text: a number, or "yes" or "no". What nobody
    told us has no
    row: unknown is not no.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    as_at_date = models.DateField()
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "name": "operational",
        "value": "sensitive",
        "as_at_date": "operational",
        "source": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "risk_evidence"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "name", "as_at_date"),
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_of_a_day_is_one",
            ),
        )
        indexes = (models.Index(fields=("organisation", "source"), name="evidence_source"),)

    def __str__(self) -> str:
        return f"evidence {self.pk} of {self.person_id}"
