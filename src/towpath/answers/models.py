"""What was answered by a link: somebody's word, and never a statement until a person has decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.contact.models import ContactEvent, Sending, StatusLink
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.answers import LONGEST_NUMBER, LONGEST_PLACE
from towpath.tasks.models import Task
from towpath.tracking.models import Conflict, Statement


class Answer(models.Model):
    """
    One answer by one link. `said`, `kind`, `since`, `place` and `number` are as they were answered and never change.

    `code` and `start_date` are what the answer proposes; `code` is empty where it fits none, and both are empty where
    it says nothing of an activity. Such an answer is TOLD: there is nothing to believe. The `decided_…` columns are set
    by a person, who may take a decision back. What was confirmed or corrected became `statement`, or `conflict` where
    another sender had just said otherwise, and stands in the log as `event`.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CONFIRMED = "confirmed"
        CORRECTED = "corrected"
        REFUSED = "refused"
        TOLD = "told"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="answers")
    status_link = models.OneToOneField(StatusLink, models.PROTECT, related_name="answer")
    teller = models.CharField(max_length=16, choices=Sending.To.choices)
    said = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, blank=True)
    since = models.CharField(max_length=16, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    code = models.CharField(max_length=3, blank=True)
    start_date = models.DateField(null=True, blank=True)
    is_start_sure = models.BooleanField(default=False)
    doubt = models.CharField(max_length=200, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    refused_because = models.CharField(max_length=200, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")
    conflict = models.ForeignKey(Conflict, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.ForeignKey(ContactEvent, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "status_link": "operational",
        "teller": "operational",
        # What somebody answers can say illness, care or a baby.
        "said": "sensitive",
        "kind": "sensitive",
        "since": "operational",
        "place": "sensitive",
        "number": "identifying",
        "code": "sensitive",
        "start_date": "operational",
        "is_start_sure": "operational",
        "doubt": "sensitive",
        "task": "operational",
        "answered_at": "operational",
        "state": "operational",
        "decided_at": "operational",
        "decided_by": "operational",
        "refused_because": "sensitive",
        "statement": "operational",
        "conflict": "operational",
        "event": "operational",
    }

    class Meta:
        db_table = "answers_answer"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("open", "told"), decided_at__isnull=True, decided_by="", refused_because="")
                | (Q(state__in=("confirmed", "corrected", "refused"), decided_at__isnull=False) & ~Q(decided_by="")),
                name="answer_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("confirmed", "corrected"), statement__isnull=False, conflict__isnull=True)
                | Q(state__in=("confirmed", "corrected"), statement__isnull=True, conflict__isnull=False)
                | Q(state__in=("open", "refused", "told"), statement__isnull=True, conflict__isnull=True),
                name="answer_believed_became_something",
            ),
            models.CheckConstraint(
                condition=Q(state="told", code="", start_date__isnull=True)
                | (~Q(state="told") & Q(start_date__isnull=False)),
                name="answer_of_a_wish_proposes_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""), name="answer_refused_says_why"
            ),
        )
        indexes = (models.Index(fields=("organisation", "state", "answered_at"), name="answer_open"),)

    def __str__(self) -> str:
        return f"answer {self.pk} of {self.person_id}"
