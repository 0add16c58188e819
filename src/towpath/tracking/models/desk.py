"""The status desk: whose each list is, sessions on the phone, who has whom just now, and what a manager looked at."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import Team, User
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.models.statement import Statement


class ListOwner(models.Model):
    """Whose a ready list is: a role's, a team's or one user's. The one not withdrawn speaks; none is as we ship it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    list_code = models.CharField(max_length=32)
    role = models.CharField(max_length=32, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "list_code": "operational",
        "role": "operational",
        "team": "operational",
        "user": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "tracking_list_owner"
        constraints = (
            models.CheckConstraint(
                condition=(~Q(role="") & Q(team__isnull=True, user__isnull=True))
                | Q(role="", team__isnull=False, user__isnull=True)
                | Q(role="", team__isnull=True, user__isnull=False),
                name="list_owner_is_one",
            ),
            models.UniqueConstraint(
                fields=("organisation", "list_code"),
                condition=Q(withdrawn_at__isnull=True),
                name="list_owner_is_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"owner of {self.list_code}"


class CallSession(models.Model):
    """
    One member of staff working down a list by phone, from when it was chosen until they are through or stop for good.

    `best_times` says in words when people like these answer, as it stood when the session began.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    list_code = models.CharField(max_length=32)
    best_times = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "user": "operational",
        "list_code": "operational",
        "best_times": "operational",
        "started_at": "operational",
        "stopped_at": "operational",
    }

    class Meta:
        db_table = "tracking_call_session"
        constraints = (
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=F("started_at")),
                name="call_session_stops_after_it_starts",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "started_at"), name="call_session_started"),
            models.Index(fields=("user", "stopped_at"), name="call_session_of_user"),
        )

    def __str__(self) -> str:
        return f"session {self.pk}"


class CallTurn(models.Model):
    """One person's place in a session, and what came of it. One passed over was somebody else's, or stood no longer."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        PASSED = "passed"

    session = models.ForeignKey(CallSession, models.PROTECT, related_name="turns", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    contact = models.ForeignKey(ContactEvent, models.PROTECT, null=True, blank=True, related_name="+")
    is_settled = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "session": "operational",
        "person": "operational",
        "position": "operational",
        "state": "operational",
        "contact": "operational",
        "is_settled": "operational",
        "done_at": "operational",
    }

    class Meta:
        db_table = "tracking_call_turn"
        constraints = (
            models.UniqueConstraint(fields=("session", "position"), name="call_turn_has_its_place"),
            models.UniqueConstraint(fields=("session", "person"), name="call_turn_of_a_person_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", contact__isnull=True, done_at__isnull=True)
                | Q(state="passed", contact__isnull=True, done_at__isnull=False)
                | Q(state="done", contact__isnull=False, done_at__isnull=False),
                name="call_turn_says_what_came_of_it",
            ),
        )

    def __str__(self) -> str:
        return f"turn {self.position} of session {self.session_id}"


class PersonLease(models.Model):
    """Who has somebody before them in a session just now, and until when; nobody else is given them meanwhile."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "user": "operational",
        "until": "operational",
    }

    class Meta:
        db_table = "tracking_person_lease"

    def __str__(self) -> str:
        return f"lease of {self.person_id}"


class Overrule(models.Model):
    """Somebody decided to try a person on a day all the same, though a rule said not to. `rule` is a `StopReason`."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=16)
    overruled_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "rule": "operational",
        "overruled_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "tracking_overrule"
        constraints = (
            models.UniqueConstraint(fields=("person", "overruled_date", "rule"), name="overrule_is_written_once_a_day"),
        )

    def __str__(self) -> str:
        return f"overrule of {self.person_id}"


class SampledConfirmation(models.Model):
    """
    One confirmation of a month's dip-sample, by whom it was made, and what somebody else found who looked.

    `month_date` is the first of the month. Nobody looks at their own.
    """

    class Verdict(models.TextChoices):
        RIGHT = "right"
        WRONG = "wrong"
        UNCLEAR = "unclear"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    month_date = models.DateField()
    officer = models.CharField(max_length=64)
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    words = models.TextField(blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=64)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "month_date": "operational",
        "officer": "operational",
        "statement": "operational",
        "verdict": "operational",
        "words": "sensitive",
        "drawn_at": "operational",
        "drawn_by": "operational",
        "looked_at": "operational",
        "looked_by": "operational",
    }

    class Meta:
        db_table = "tracking_sampled_confirmation"
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict="", looked_at__isnull=True, looked_by="")
                | (~Q(verdict="") & Q(looked_at__isnull=False) & ~Q(looked_by="")),
                name="sampled_confirmation_is_looked_at_whole",
            ),
            models.CheckConstraint(condition=~Q(looked_by=F("officer")), name="nobody_looks_at_their_own_confirmation"),
        )
        indexes = (models.Index(fields=("organisation", "month_date"), name="sampled_month"),)

    def __str__(self) -> str:
        return f"sampled {self.pk}"
