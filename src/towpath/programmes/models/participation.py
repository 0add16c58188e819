"""Who takes part: one row for each time somebody joins a run, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.programmes.models.programme import ProgrammeQuestion, ProgrammeReason
from towpath.programmes.models.run import ProgrammeRun, RunStage, TaughtSession

_OPERATIONAL = {"organisation": "operational", "participation": "operational"}


class Participation(models.Model):
    """
    One person on one run. They may be on several, and each is a row of its own.

    `beside` is the young person's participation that a member of their family joined with. `allowed_because` is why
    somebody joined who did not meet what was asked, or of whom it was not known; `allowed_by` is who decided.
    `withdrawn_at` is set where it was recorded by mistake.
    """

    class JoinedAs(models.TextChoices):
        YOUNG_PERSON = "young_person"
        ADULT = "adult"
        FAMILY = "family"

    class Known(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ProgrammeRun, models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    joined_as = models.CharField(max_length=12, choices=JoinedAs.choices)
    beside = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="family")
    joined_date = models.DateField()
    has_maths = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    allowed_because = models.TextField(blank=True)
    allowed_by = models.CharField(max_length=64, blank=True)
    left_date = models.DateField(null=True, blank=True)
    left_because = models.ForeignKey(ProgrammeReason, models.PROTECT, null=True, blank=True, related_name="+")
    left_words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "run": "operational",
        "person": "operational",
        "joined_as": "operational",
        "beside": "operational",
        "joined_date": "operational",
        "has_maths": "sensitive",
        "allowed_because": "sensitive",
        "allowed_by": "operational",
        "left_date": "operational",
        "left_because": "operational",
        "left_words": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "programmes_participation"
        constraints = (
            models.UniqueConstraint(
                fields=("run", "person"), condition=Q(withdrawn_at__isnull=True), name="person_joins_a_run_once"
            ),
            models.CheckConstraint(
                condition=Q(joined_as="family", beside__isnull=False)
                | (~Q(joined_as="family") & Q(beside__isnull=True)),
                name="family_joins_beside_somebody",
            ),
            models.CheckConstraint(condition=~Q(beside=F("id")), name="nobody_joins_beside_themselves"),
            models.CheckConstraint(
                condition=Q(left_date__isnull=True, left_because__isnull=True)
                | Q(left_date__isnull=False, left_because__isnull=False),
                name="leaving_says_why",
            ),
            models.CheckConstraint(
                condition=Q(left_date__isnull=True) | Q(left_date__gte=F("joined_date")),
                name="participation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(allowed_because="", allowed_by="") | (~Q(allowed_because="") & ~Q(allowed_by="")),
                name="allowance_says_who",
            ),
        )

    def __str__(self) -> str:
        return f"participation {self.pk}"


class RegisterMark(models.Model):
    """
    What the register says of one person at one session. A change is seen in `version` and kept in the log.

    `reason` may be given after the mark: an absence is recorded in one tap, and explained when somebody knows.
    """

    class Mark(models.TextChoices):
        PRESENT = "present"
        LATE = "late"
        ABSENT = "absent"
        AGREED = "agreed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(TaughtSession, models.PROTECT, related_name="marks")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=8, choices=Mark.choices)
    reason = models.ForeignKey(ProgrammeReason, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        **_OPERATIONAL,
        "session": "operational",
        "mark": "operational",
        "reason": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "programmes_register_mark"
        constraints = (
            models.UniqueConstraint(fields=("session", "participation"), name="person_is_marked_once_a_session"),
            models.CheckConstraint(
                condition=Q(mark__in=("absent", "agreed")) | Q(reason__isnull=True), name="only_the_absent_have_reasons"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark} {self.pk}"


class StageCompletion(models.Model):
    """One stage that somebody completed, on a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="completions")
    stage = models.ForeignKey(RunStage, models.PROTECT, related_name="completions")
    completed_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        **_OPERATIONAL,
        "stage": "operational",
        "completed_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "programmes_stage_completion"
        constraints = (
            models.UniqueConstraint(
                fields=("participation", "stage"),
                condition=Q(withdrawn_at__isnull=True),
                name="stage_is_completed_once",
            ),
        )

    def __str__(self) -> str:
        return f"completion {self.pk}"


class ParticipationOutcome(models.Model):
    """
    What somebody went on to. `is_apart` where it is not what the programme leads to: it is counted beside the rest.

    A claim on it by a funder, and whether it lasted, are kept by the rooms that answer for those.
    """

    class Kind(models.TextChoices):
        JOB = "job"
        APPRENTICESHIP = "apprenticeship"
        COURSE = "course"
        QUALIFICATION = "qualification"
        VOLUNTEERING = "volunteering"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    where_words = models.CharField(max_length=200)
    start_date = models.DateField()
    is_apart = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        **_OPERATIONAL,
        "kind": "sensitive",
        "where_words": "sensitive",
        "start_date": "operational",
        "is_apart": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "programmes_outcome"
        constraints = (
            models.UniqueConstraint(
                fields=("participation", "kind", "start_date"),
                condition=Q(withdrawn_at__isnull=True),
                name="outcome_is_told_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ConfidenceAnswer(models.Model):
    """How confident somebody said they were, from 1 to 10, before a run or after it."""

    class Moment(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="answers")
    question = models.ForeignKey(ProgrammeQuestion, models.PROTECT, related_name="answers")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    score = models.PositiveSmallIntegerField()
    answered_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        **_OPERATIONAL,
        "question": "operational",
        "moment": "operational",
        "score": "sensitive",
        "answered_date": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
    }

    class Meta:
        db_table = "programmes_confidence_answer"
        constraints = (
            models.UniqueConstraint(
                fields=("participation", "question", "moment"), name="question_is_answered_once_a_moment"
            ),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=10), name="score_is_from_1_to_10"),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"
