"""A run of a programme: its days, its stages as they were planned, its staff and its sessions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.programmes.models.programme import ENTRY_PRIVACY, EntryConditions, Programme, StagePlan
from towpath.provision.models import Site


class ProgrammeRun(EntryConditions):
    """
    One time that a programme is run. Its stages and conditions are the plan's, as they stood when it was planned.

    `place_words` say where, for whoever is told; `site` is the place among those we know, where it is one.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs")
    name = models.CharField(max_length=120)
    start_date = models.DateField()
    end_date = models.DateField()
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    place_words = models.CharField(max_length=200)
    places = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "organisation": "operational",
        "programme": "operational",
        "name": "public",
        "start_date": "public",
        "end_date": "public",
        "site": "public",
        "place_words": "public",
        "places": "public",
        "lead": "operational",
        "recorded_at": "operational",
    }

    class Meta(EntryConditions.Meta):
        abstract = False
        db_table = "programmes_run"
        constraints = (
            *EntryConditions.Meta.constraints,
            models.CheckConstraint(condition=Q(end_date__gte=F("start_date")), name="run_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="run_has_a_place"),
            models.UniqueConstraint(fields=("programme", "start_date", "name"), name="run_is_planned_once"),
        )
        indexes = (models.Index(fields=("organisation", "start_date"), name="run_by_start"),)

    def __str__(self) -> str:
        return self.name


class RunStage(StagePlan):
    """One stage of a run, with its days."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ProgrammeRun, models.PROTECT, related_name="stages")
    from_date = models.DateField()
    to_date = models.DateField()

    privacy: ClassVar = {
        **StagePlan.privacy,
        "organisation": "operational",
        "run": "operational",
        "from_date": "public",
        "to_date": "public",
    }

    class Meta(StagePlan.Meta):
        abstract = False
        db_table = "programmes_run_stage"
        constraints = (
            *StagePlan.Meta.constraints,
            models.UniqueConstraint(fields=("run", "position"), name="run_stage_has_its_place"),
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="run_stage_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return self.name


class RunStaff(models.Model):
    """Somebody of ours who teaches or supports a run."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ProgrammeRun, models.PROTECT, related_name="staff")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    privacy: ClassVar = {"organisation": "operational", "run": "operational", "user": "operational"}

    class Meta:
        db_table = "programmes_run_staff"
        constraints = (models.UniqueConstraint(fields=("run", "user"), name="run_staff_are_named_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} on run {self.run_id}"


class TaughtSession(models.Model):
    """One session of a run. One that was cancelled is kept, says why, and was missed by nobody."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ProgrammeRun, models.PROTECT, related_name="sessions")
    stage = models.ForeignKey(RunStage, models.PROTECT, related_name="sessions")
    session_date = models.DateField()
    starts_time = models.TimeField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "run": "operational",
        "stage": "operational",
        "session_date": "public",
        "starts_time": "public",
        "hours": "public",
        "cancelled_at": "operational",
        "cancelled_because": "operational",
    }

    class Meta:
        db_table = "programmes_session"
        constraints = (
            models.UniqueConstraint(fields=("run", "session_date", "starts_time"), name="session_is_held_once"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="session_cancelled_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"session {self.pk} of run {self.run_id}"
