"""What a young person wants, who does what by when, the move after Year 11, and whether they agreed to work with us."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tasks.models import Task

WRITTEN_PRIVACY = {
    "organisation": "operational",
    "person": "operational",
    "recorded_at": "operational",
    "recorded_by": "operational",
}


class Plan(models.Model):
    """
    One version of a young person's plan. A change is a new version; an earlier one is never written again.

    `goal` is in their words, `our_view` in the adviser's. `review` is the task that brings it up again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans", db_index=False)
    number = models.PositiveSmallIntegerField()
    goal = models.TextField()
    our_view = models.TextField(blank=True)
    review_date = models.DateField()
    review = models.ForeignKey(Task, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "number": "operational",
        "goal": "sensitive",
        "our_view": "sensitive",
        "review_date": "operational",
        "review": "operational",
    }

    class Meta:
        db_table = "caseload_plan"
        constraints = (
            models.UniqueConstraint(fields=("person", "number"), name="plan_version_is_written_once"),
            models.CheckConstraint(condition=~Q(goal=""), name="plan_has_a_goal"),
        )

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanStep(models.Model):
    """
    One step of one version. An adviser's is a task, and done when the task is; anybody else's carries when it was done.
    """

    class Whose(models.TextChoices):
        YOUNG_PERSON = "young_person"
        ADVISER = "adviser"
        FAMILY = "family"
        SOMEBODY_ELSE = "somebody_else"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    whose = models.CharField(max_length=16, choices=Whose.choices)
    due_date = models.DateField()
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "plan": "operational",
        "position": "operational",
        "words": "sensitive",
        "whose": "operational",
        "due_date": "operational",
        "task": "operational",
        "done_at": "operational",
        "done_by": "operational",
    }

    class Meta:
        db_table = "caseload_plan_step"
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="plan_step_has_its_own_place"),
            models.CheckConstraint(condition=~Q(words=""), name="plan_step_says_something"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="plan_step_done_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(done_at__isnull=True), name="plan_step_is_done_in_one_place"
            ),
        )

    def __str__(self) -> str:
        return f"step {self.position} of plan {self.plan_id}"


class TransitionPlan(models.Model):
    """
    One version of where somebody goes after Year 11, or after the next move: where, by what road, and what helps.

    `may_pass_on` is whether they agreed that the new place is told what helps them; nothing is passed on otherwise.
    """

    class Application(models.TextChoices):
        NOT_STARTED = "not_started"
        APPLIED = "applied"
        INTERVIEW = "interview"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    class Agreed(models.TextChoices):
        YES = "yes"
        NO = "no"
        NOT_ASKED = "not_asked"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="transition_plans", db_index=False)
    number = models.PositiveSmallIntegerField()
    preferred = models.CharField(max_length=300)
    back_up = models.CharField(max_length=300, blank=True)
    application = models.CharField(max_length=16, choices=Application.choices)
    offer = models.CharField(max_length=300, blank=True)
    travel = models.CharField(max_length=300, blank=True)
    money = models.CharField(max_length=300, blank=True)
    who_helps = models.CharField(max_length=300, blank=True)
    what_helps = models.TextField(blank=True)
    may_pass_on = models.CharField(max_length=16, choices=Agreed.choices, default=Agreed.NOT_ASKED)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "number": "operational",
        "preferred": "sensitive",
        "back_up": "sensitive",
        "application": "operational",
        "offer": "sensitive",
        "travel": "sensitive",
        "money": "sensitive",
        "who_helps": "identifying",
        "what_helps": "sensitive",
        "may_pass_on": "operational",
    }

    class Meta:
        db_table = "caseload_transition_plan"
        constraints = (
            models.UniqueConstraint(fields=("person", "number"), name="transition_version_is_written_once"),
            models.CheckConstraint(condition=~Q(preferred=""), name="transition_plan_says_where"),
        )

    def __str__(self) -> str:
        return f"transition plan {self.pk}"


class TransitionCheck(models.Model):
    """A day on which somebody looks whether the move goes well; the task says whether it was done."""

    class Kind(models.TextChoices):
        SUMMER = "summer"
        FIRST_WEEK = "first_week"
        SIX_WEEKS = "six_weeks"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(TransitionPlan, models.PROTECT, related_name="checks", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    due_date = models.DateField()
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")

    privacy: ClassVar = {
        "organisation": "operational",
        "plan": "operational",
        "kind": "operational",
        "due_date": "operational",
        "task": "operational",
    }

    class Meta:
        db_table = "caseload_transition_check"
        constraints = (models.UniqueConstraint(fields=("plan", "kind"), name="transition_check_is_made_once"),)

    def __str__(self) -> str:
        return f"{self.kind} of transition plan {self.plan_id}"


class WorkAgreement(models.Model):
    """
    What a young person answered when asked to work together; the latest speaks, and none is ever changed.

    It is no ground in law for keeping a record: that is the council's duty, and does not end when they say no.
    """

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"
        WITHDRAWN = "withdrawn"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="work_agreements")
    answer = models.CharField(max_length=16, choices=Answer.choices)
    channel = models.CharField(max_length=32)
    answered_date = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        **WRITTEN_PRIVACY,
        "answer": "operational",
        "channel": "operational",
        "answered_date": "operational",
        "words": "sensitive",
    }

    class Meta:
        db_table = "caseload_work_agreement"

    def __str__(self) -> str:
        return f"{self.answer} {self.pk}"
