"""Cases, and the advisers they have had."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Case(models.Model):
    """
    One stretch of work with one young person, who has at most one open at a time. The settled majority need none.

    An open case always says when it is next looked at. `next_words` is empty where nothing is needed until then.
    `closed_because` is a code of the council's list.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    adviser = models.ForeignKey(User, models.PROTECT, related_name="cases")
    level_of_need = models.CharField(max_length=1)
    opened_date = models.DateField()
    opened_because = models.CharField(max_length=300)
    next_words = models.CharField(max_length=300, blank=True)
    next_date = models.DateField(null=True, blank=True)
    closed_date = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "adviser": "operational",
        "level_of_need": "operational",
        "opened_date": "operational",
        "opened_because": "sensitive",
        "next_words": "sensitive",
        "next_date": "operational",
        "closed_date": "operational",
        "closed_because": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "caseload_case"
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(closed_date__isnull=True), name="case_is_open_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=False) | Q(next_date__isnull=False), name="open_case_has_a_next_date"
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True, closed_because="")
                | (Q(closed_date__isnull=False) & ~Q(closed_because="")),
                name="case_closing_says_why",
            ),
            models.CheckConstraint(condition=Q(level_of_need__in=("1", "2", "3")), name="case_level_of_need_is_known"),
        )
        indexes = (models.Index(fields=("organisation", "adviser", "next_date"), name="case_of_adviser"),)

    def __str__(self) -> str:
        return f"case {self.pk}"


class Handover(models.Model):
    """One change of adviser, with the note that the next one reads first."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    from_adviser = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_adviser = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "case": "operational",
        "from_adviser": "operational",
        "to_adviser": "operational",
        "note": "sensitive",
        "made_at": "operational",
        "made_by": "operational",
    }

    class Meta:
        db_table = "caseload_handover"
        constraints = (
            models.CheckConstraint(condition=~Q(from_adviser=models.F("to_adviser")), name="handover_is_to_another"),
            models.CheckConstraint(condition=~Q(note=""), name="handover_has_a_note"),
        )

    def __str__(self) -> str:
        return f"handover {self.pk} of case {self.case_id}"
