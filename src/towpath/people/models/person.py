"""The person, who is nothing but an id, and the rows that say two ids are one person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import new_public_id
from towpath.organisation.models import Organisation


class Person(models.Model):
    """
    Somebody one organisation knows: a young person, a parent or carer, an adult learner. Everything said of them is a
    dated fact in a table of its own.

    `withdrawn_at` is set when the list that brought them was undone and nothing else is known of them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    created_at = models.DateTimeField()
    source = models.CharField(max_length=128)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "public_id": "operational",
        "created_at": "operational",
        "source": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "people_person"
        indexes = (models.Index(fields=("organisation", "id"), name="person_organisation"),)

    def __str__(self) -> str:
        return self.public_id


class Alias(models.Model):
    """
    One row that says two records are one person. `undone_at` is the only column ever set later, once.

    Known on an instant: made by then and not undone by then.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aliases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="aliases")
    same_as = models.ForeignKey(Person, models.PROTECT, related_name="absorbed")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "same_as": "operational",
        "made_at": "operational",
        "made_by": "operational",
        "reason": "sensitive",
        "undone_at": "operational",
        "undone_by": "operational",
    }

    class Meta:
        db_table = "people_alias"
        constraints = (
            models.CheckConstraint(condition=~Q(person=F("same_as")), name="alias_names_two_people"),
            models.UniqueConstraint(
                fields=("person",), condition=Q(undone_at__isnull=True), name="alias_is_made_once_at_a_time"
            ),
        )
        indexes = (models.Index(fields=("organisation", "same_as"), name="alias_same_as"),)

    def __str__(self) -> str:
        return f"{self.person_id} is {self.same_as_id}"
