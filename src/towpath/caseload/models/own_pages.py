"""A young person's own pages: the code that opens them once, the visit that follows, and what they say there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import Link, User
from towpath.caseload.models.plans import PlanStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.own_pages import MOST_TRIES
from towpath.tasks.models import Task


class OwnCode(models.Model):
    """
    A code that one young person may use once. How it stands is in its link; its letters are kept nowhere.

    `tries` counts wrong birthdays. `locked_at` is set once, at the last one allowed.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="own_codes")
    link = models.OneToOneField(Link, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "link": "operational",
        "made_by": "operational",
        "tries": "operational",
        "locked_at": "operational",
    }

    class Meta:
        db_table = "caseload_own_code"
        constraints = (
            models.CheckConstraint(
                condition=Q(tries__lt=MOST_TRIES, locked_at__isnull=True)
                | Q(tries=MOST_TRIES, locked_at__isnull=False),
                name="own_code_is_locked_at_the_last_try",
            ),
        )

    def __str__(self) -> str:
        return f"own code {self.pk}"


class OwnVisit(models.Model):
    """
    One visit of a young person to their own pages, opened by one code. Only a hash of its secret is kept.

    `seen_at` moves with every page they look at; a visit left alone ends by itself.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="own_visits")
    code = models.OneToOneField(OwnCode, models.PROTECT, related_name="visit")
    token_hash = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "code": "operational",
        "token_hash": "sensitive",
        "started_at": "operational",
        "seen_at": "operational",
        "ended_at": "operational",
    }

    class Meta:
        db_table = "caseload_own_visit"
        constraints = (
            models.CheckConstraint(condition=Q(seen_at__gte=F("started_at")), name="own_visit_is_seen_after_it_starts"),
        )

    def __str__(self) -> str:
        return f"own visit {self.pk}"


class OwnWords(models.Model):
    """
    What a young person said on their own pages, and never changed. It changes nothing of what staff wrote.

    `about` is the page it was said on, `step` the step it is about where it is about one. `task` is what it gave
    somebody to do: once that is settled, somebody has read it.
    """

    class Kind(models.TextChoices):
        DONE = "done"
        ADDED = "added"
        WRONG = "wrong"
        OBJECTION = "objection"

    class About(models.TextChoices):
        PLAN = "plan"
        DATES = "dates"
        OPTIONS = "options"
        RECORD = "record"
        CHOICES = "choices"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="own_words")
    visit = models.ForeignKey(OwnVisit, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=12, choices=About.choices)
    step = models.ForeignKey(PlanStep, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "visit": "operational",
        "kind": "operational",
        "about": "operational",
        "step": "operational",
        "words": "sensitive",
        "task": "operational",
        "recorded_at": "operational",
    }

    class Meta:
        db_table = "caseload_own_words"
        constraints = (
            models.UniqueConstraint(fields=("step",), condition=Q(kind="done"), name="own_step_is_ticked_once"),
            models.CheckConstraint(
                condition=Q(kind="done", step__isnull=False) | (~Q(kind="done") & Q(step__isnull=True)),
                name="own_words_of_a_step_are_a_tick",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("done", "objection")) | ~Q(words=""), name="own_words_say_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AdviserCard(models.Model):
    """
    What one of the staff agreed that a young person may see of them: a name and how to reach them. The latest speaks.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="adviser_cards")
    shown_name = models.CharField(max_length=80)
    reach = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "user": "operational",
        "shown_name": "identifying",
        "reach": "identifying",
        "recorded_at": "operational",
    }

    class Meta:
        db_table = "caseload_adviser_card"
        constraints = (
            models.CheckConstraint(condition=~Q(shown_name="") & ~Q(reach=""), name="adviser_card_says_who_and_how"),
        )

    def __str__(self) -> str:
        return f"card {self.pk}"
