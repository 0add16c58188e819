"""What a young person can join: a course, an apprenticeship, a job or work experience, and each change of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.provision.models.establishment import Establishment, Site


def _is_blank_or(*kinds: str) -> Q:
    return Q(start_rule__in=("", *kinds))


class Opening(models.Model):
    """
    One thing a young person can join at one place from one start.

    What is not known is null or empty, and never "no". `key` is what a list recognises it by: two runs of a course are
    two openings. `checked_date` is the day on which somebody who knows last said it. `withdrawn_at` takes it out of the
    directory; the row stays for whoever applied.
    """

    class Kind(models.TextChoices):
        COURSE = "course"
        APPRENTICESHIP = "apprenticeship"
        VACANCY = "vacancy"
        WORK_EXPERIENCE = "work_experience"

    class StartRule(models.TextChoices):
        UNKNOWN = ""
        ROLL_ON = "roll_on"
        FIXED_DATE = "fixed_date"
        SEPTEMBER = "september"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="openings", db_index=False)
    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="openings")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="openings")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=64)
    reference = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=200)
    qualification = models.CharField(max_length=20, blank=True)
    sector = models.CharField(max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    description = models.TextField(blank=True)
    delivery = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    start_rule = models.CharField(max_length=10, choices=StartRule.choices, blank=True, default="")
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    apply_by_date = models.DateField(null=True, blank=True)
    duration = models.CharField(max_length=40, blank=True)
    study_mode = models.CharField(max_length=20, blank=True)
    attendance = models.CharField(max_length=40, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(null=True, blank=True)
    entry_level = models.PositiveSmallIntegerField(null=True, blank=True)
    entry_words = models.TextField(blank=True)
    asks_english_and_maths = models.BooleanField(null=True, blank=True)
    teaches_english_and_maths = models.BooleanField(null=True, blank=True)
    has_send_support = models.BooleanField(null=True, blank=True)
    is_small_group = models.BooleanField(null=True, blank=True)
    is_reengagement = models.BooleanField(default=False)
    support_words = models.CharField(max_length=300, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    places_as_at_date = models.DateField(null=True, blank=True)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    cost_words = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    checked_date = models.DateField()
    checked_by = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=128)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "establishment": "public",
        "site": "public",
        "kind": "public",
        "key": "operational",
        "reference": "public",
        "title": "public",
        "qualification": "public",
        "sector": "public",
        "level": "public",
        "description": "public",
        "delivery": "public",
        "place": "public",
        "postcode": "public",
        "start_rule": "public",
        "start_date": "public",
        "end_date": "public",
        "apply_by_date": "public",
        "duration": "public",
        "study_mode": "public",
        "attendance": "public",
        "hours_a_week": "public",
        "least_age": "public",
        "most_age": "public",
        "entry_level": "public",
        "entry_words": "public",
        "asks_english_and_maths": "public",
        "teaches_english_and_maths": "public",
        "has_send_support": "public",
        "is_small_group": "public",
        "is_reengagement": "public",
        "support_words": "public",
        "places": "public",
        "places_as_at_date": "public",
        "cost": "public",
        "cost_words": "public",
        "url": "public",
        "checked_date": "operational",
        "checked_by": "operational",
        "source": "operational",
        "recorded_at": "operational",
        "withdrawn_at": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "provision_opening"
        constraints = (
            models.UniqueConstraint(
                fields=("establishment", "key"), condition=Q(withdrawn_at__isnull=True), name="opening_is_held_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="opening_has_a_title"),
            models.CheckConstraint(
                condition=_is_blank_or("roll_on", "september") | Q(start_date__isnull=False),
                name="opening_of_fixed_date_says_when",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="opening_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(least_age__isnull=True) | Q(most_age__isnull=True) | Q(most_age__gte=F("least_age")),
                name="opening_ages_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="opening_costs_no_less_than_0"
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places_as_at_date__isnull=False),
                name="opening_places_say_as_at_when",
            ),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=8), name="opening_level_is_up_to_8"),
        )
        indexes = (
            models.Index(fields=("organisation", "withdrawn_at", "title"), name="opening_title"),
            models.Index(fields=("source",), name="opening_source"),
        )

    def __str__(self) -> str:
        return self.title


class OpeningChange(models.Model):
    """
    One change that a source made to an opening, with what stood before, so that the source can be undone.

    `before` holds each changed column as it was; of an opening that the source brought it is empty.
    """

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="changes")
    source = models.CharField(max_length=128)
    before = models.JSONField()
    brought_it = models.BooleanField()
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "opening": "operational",
        "source": "operational",
        "before": "operational",
        "brought_it": "operational",
        "recorded_at": "operational",
        "undone_at": "operational",
    }

    class Meta:
        db_table = "provision_opening_change"
        constraints = (
            models.CheckConstraint(condition=Q(brought_it=False) | Q(before={}), name="opening_brought_had_no_before"),
        )
        indexes = (models.Index(fields=("source",), name="opening_change_source"),)

    def __str__(self) -> str:
        return f"change {self.pk} of opening {self.opening_id}"
