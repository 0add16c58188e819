"""Tasks, each owned by somebody or by a team."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import Team, User
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class Task(models.Model):
    """
    Something to be done by a date, about one person or about none.

    `source` is the row it arose from, as `contact_event:12`. `settled_…` are set once, when it is done or dropped.
    """

    class Kind(models.TextChoices):
        NEXT_STEP = "next_step"
        REVIEW = "review"
        ALERT = "alert"
        APPROVAL = "approval"
        OBJECTION = "objection"
        COMPLAINT = "complaint"

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    words = models.CharField(max_length=300)
    due_date = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="tasks")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="tasks")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    source = models.CharField(max_length=128, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "kind": "operational",
        "words": "sensitive",
        "due_date": "operational",
        "owner": "operational",
        "team": "operational",
        "state": "operational",
        "source": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "settled_at": "operational",
        "settled_by": "operational",
        "reason": "sensitive",
    }

    class Meta:
        db_table = "tasks_task"
        constraints = (
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(team__isnull=False), name="task_belongs_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="task_is_settled_when_it_is_not_open",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "state", "due_date"), name="task_due"),
            models.Index(fields=("owner", "state", "due_date"), name="task_of_owner"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
