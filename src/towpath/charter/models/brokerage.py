"""A young person, an employer's opening, what the one said about the other, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.charter.models.register import Pledge
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment


class CharterRegistration(models.Model):
    """
    A young person who would like work through the Charter, and what they said of the work they would like.

    From `ended_date` on they look no more. `agrees_to_held` is their own word on openings for care-experienced young
    people alone; None is not asked.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="charter_registrations")
    registered_date = models.DateField()
    ended_date = models.DateField(null=True, blank=True)
    sectors = models.JSONField(default=list)
    hours_most = models.PositiveSmallIntegerField(null=True, blank=True)
    available_date = models.DateField(null=True, blank=True)
    agrees_to_held = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "registered_date": "operational",
        "ended_date": "operational",
        "sectors": "operational",
        "hours_most": "operational",
        "available_date": "operational",
        "agrees_to_held": "sensitive",
        "words": "sensitive",
        "version": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "charter_registration"
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(ended_date__isnull=True), name="charter_registration_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_date__isnull=True) | Q(ended_date__gte=F("registered_date")),
                name="charter_registration_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(hours_most__isnull=True) | Q(hours_most__gte=1, hours_most__lte=60),
                name="charter_registration_hours_are_of_a_week",
            ),
        )

    def __str__(self) -> str:
        return f"charter registration {self.pk}"


class Opportunity(models.Model):
    """
    One opening that an employer told us of. `is_held` is for care-experienced young people alone, and never said to
    anyone outside. With `gives_interview` the employer sees everybody who meets `criteria`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="opportunities")
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, blank=True, related_name="opportunities")
    title = models.CharField(max_length=120)
    sector = models.CharField(max_length=32)
    places = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_date = models.DateField(null=True, blank=True)
    closes_date = models.DateField(null=True, blank=True)
    criteria = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)
    gives_interview = models.BooleanField(default=False)
    is_paid = models.BooleanField(default=False)
    needs_dbs = models.BooleanField(default=False)
    closed_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "public",
        "pledge": "operational",
        "title": "public",
        "sector": "public",
        "places": "public",
        "hours": "public",
        "least_age": "public",
        "starts_date": "public",
        "closes_date": "public",
        "criteria": "public",
        "is_held": "operational",
        "gives_interview": "operational",
        "is_paid": "public",
        "needs_dbs": "public",
        "closed_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "charter_opportunity"
        constraints = (
            models.CheckConstraint(condition=Q(places__gte=1), name="opportunity_has_a_place"),
            models.CheckConstraint(condition=~Q(title=""), name="opportunity_has_a_title"),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=1, hours__lte=60), name="opportunity_hours_are_of_a_week"
            ),
        )
        indexes = (models.Index(fields=("organisation", "closes_date"), name="opportunity_closes"),)

    def __str__(self) -> str:
        return f"opportunity {self.pk}"


class IntroductionConsent(models.Model):
    """
    What a young person said when asked whether an employer may be told of them: who asked, how, and when.

    `knows_it_is_held` says that they were told that the opening is for care-experienced young people alone, so that
    being put forward tells the employer. `withdrawn_at` is set once, when they change their mind.
    """

    class How(models.TextChoices):
        IN_PERSON = "in_person"
        PHONE = "phone"
        TEXT = "text"
        EMAIL = "email"
        VIDEO = "video"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="introduction_consents")
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="consents")
    says_yes = models.BooleanField()
    knows_it_is_held = models.BooleanField(default=False)
    said_date = models.DateField()
    how = models.CharField(max_length=12, choices=How.choices)
    asked_by = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "opportunity": "operational",
        "says_yes": "operational",
        "knows_it_is_held": "sensitive",
        "said_date": "operational",
        "how": "operational",
        "asked_by": "operational",
        "words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "charter_introduction_consent"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "opportunity"),
                condition=Q(withdrawn_at__isnull=True),
                name="introduction_consent_stands_once",
            ),
        )

    def __str__(self) -> str:
        return f"introduction consent {self.pk}"


class Submission(models.Model):
    """
    A young person put forward for an opening, with the very text that the employer was sent, and what came of it.

    Each step has its date and who said so: a user's public id, or "employer" for an answer by link.
    """

    class Outcome(models.TextChoices):
        OFFERED = "offered"
        NOT_OFFERED = "not_offered"
        STOPPED = "stopped"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="charter_submissions")
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="submissions")
    consent = models.OneToOneField(IntroductionConsent, models.PROTECT, related_name="submission")
    called = models.CharField(max_length=120)
    words = models.TextField()
    reasons = models.TextField(blank=True)
    sent_date = models.DateField()
    sent_by = models.CharField(max_length=64)
    interview_promised = models.BooleanField()
    interview_held = models.BooleanField(null=True, blank=True)
    interview_date = models.DateField(null=True, blank=True)
    feedback = models.TextField(blank=True)
    feedback_date = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=32, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "opportunity": "operational",
        "consent": "operational",
        "called": "identifying",
        "words": "sensitive",
        "reasons": "sensitive",
        "sent_date": "operational",
        "sent_by": "operational",
        "interview_promised": "operational",
        "interview_held": "operational",
        "interview_date": "operational",
        "feedback": "sensitive",
        "feedback_date": "operational",
        "outcome": "operational",
        "outcome_date": "operational",
        "reason": "operational",
        "answered_by": "operational",
        "version": "operational",
        "recorded_at": "operational",
    }

    class Meta:
        db_table = "charter_submission"
        constraints = (
            models.CheckConstraint(
                condition=Q(interview_held__isnull=True, interview_date__isnull=True)
                | Q(interview_held=False)
                | Q(interview_held=True, interview_date__isnull=False),
                name="submission_interview_held_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(feedback="", feedback_date__isnull=True)
                | (~Q(feedback="") & Q(feedback_date__isnull=False)),
                name="submission_feedback_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_date__isnull=True) | (~Q(outcome="") & Q(outcome_date__isnull=False)),
                name="submission_outcome_has_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"submission {self.pk}"
