"""One thing that young people said, what was done about it step by step, and, apart from it, who said it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.models import Person

FOUR_PARTS = (
    ~Q(space_words="")
    & ~Q(voice_words="")
    & ~Q(audience_who="")
    & Q(heard_date__isnull=False, reply_due_date__isnull=False)
    & Q(outcome__in=("changed", "cannot"))
    & ~Q(told_words="")
    & Q(told_date__isnull=False, decided_date__isnull=False)
    & Q(told_date__gte=F("decided_date"))
    & (Q(changed_date__isnull=True) | Q(told_date__gte=F("changed_date")))
)
"""
Space, voice, audience and influence, as the database holds them filled.

A check that comes out unknown lets the row pass, so every date that is compared is said to be there first.
"""


class VoiceEntry(models.Model):
    """
    Something young people said, in their words. Who said it is kept apart, in `VoiceSource`.

    `theme` is a code of the council's list `voice_theme` and `owner` who follows it up; both are set when somebody here
    first looked at it, `looked_at`. `told_words` says how they were told and is set with `told_date`.
    """

    class From(models.TextChoices):
        GROUP = "group"
        SURVEY = "survey"
        ONE_PERSON = "one_person"
        COMPLAINT = "complaint"
        SUGGESTION = "suggestion"

    class Outcome(models.TextChoices):
        CHANGED = "changed"
        WILL_CHANGE = "will_change"
        CANNOT = "cannot"

    class Felt(models.TextChoices):
        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=8)
    sending = models.CharField(max_length=64)
    came_from = models.CharField(max_length=16, choices=From.choices)
    words = models.TextField()
    said_date = models.DateField()
    said_count = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    looked_at = models.DateTimeField(null=True, blank=True)
    theme = models.CharField(max_length=32, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="voice_entries")
    space_words = models.TextField(blank=True)
    voice_words = models.TextField(blank=True)
    audience_who = models.CharField(max_length=200, blank=True)
    heard_date = models.DateField(null=True, blank=True)
    reply_due_date = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    outcome_words = models.TextField(blank=True)
    decided_date = models.DateField(null=True, blank=True)
    change_by_date = models.DateField(null=True, blank=True)
    changed_date = models.DateField(null=True, blank=True)
    told_words = models.TextField(blank=True)
    told_date = models.DateField(null=True, blank=True)
    felt_heard = models.CharField(max_length=8, choices=Felt.choices, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_words = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "reference": "operational",
        "sending": "operational",
        "came_from": "operational",
        "words": "sensitive",
        "said_date": "operational",
        "said_count": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "looked_at": "operational",
        "theme": "operational",
        "owner": "operational",
        "space_words": "sensitive",
        "voice_words": "sensitive",
        "audience_who": "operational",
        "heard_date": "operational",
        "reply_due_date": "operational",
        "outcome": "operational",
        "outcome_words": "sensitive",
        "decided_date": "operational",
        "change_by_date": "operational",
        "changed_date": "operational",
        "told_words": "sensitive",
        "told_date": "operational",
        "felt_heard": "operational",
        "done_at": "operational",
        "set_aside_at": "operational",
        "set_aside_words": "sensitive",
        "version": "operational",
    }

    class Meta:
        db_table = "voice_entry"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "reference"), name="voice_reference_is_one"),
            models.UniqueConstraint(fields=("organisation", "sending"), name="voice_is_sent_once"),
            models.CheckConstraint(condition=~Q(words=""), name="voice_says_something"),
            models.CheckConstraint(
                condition=Q(said_count__isnull=True) | Q(said_count__gte=1), name="voice_was_said_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True) | (~Q(theme="") & Q(owner__isnull=False)),
                name="voice_looked_at_has_theme_and_owner",
            ),
            models.CheckConstraint(
                condition=(
                    Q(audience_who="", heard_date__isnull=True, reply_due_date__isnull=True)
                    | (
                        ~Q(audience_who="")
                        & Q(heard_date__isnull=False, reply_due_date__isnull=False)
                        & Q(heard_date__gte=F("said_date"), reply_due_date__gte=F("heard_date"))
                        & Q(looked_at__isnull=False)
                    )
                ),
                name="voice_audience_is_who_when_and_by_when",
            ),
            models.CheckConstraint(
                condition=(
                    Q(outcome="", decided_date__isnull=True, outcome_words="")
                    | (
                        ~Q(outcome="")
                        & ~Q(outcome_words="")
                        & Q(decided_date__isnull=False, heard_date__isnull=False, decided_date__gte=F("heard_date"))
                    )
                ),
                name="voice_outcome_has_its_day_and_words",
            ),
            models.CheckConstraint(
                condition=Q(outcome="will_change", change_by_date__isnull=False, change_by_date__gte=F("decided_date"))
                | (~Q(outcome="will_change") & (Q(change_by_date__isnull=True) | Q(outcome="changed"))),
                name="voice_promise_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="changed", changed_date__isnull=False, changed_date__gte=F("decided_date"))
                | (~Q(outcome="changed") & Q(changed_date__isnull=True)),
                name="voice_change_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(told_date__isnull=True, told_words="")
                | (
                    ~Q(told_words="")
                    & Q(told_date__isnull=False, decided_date__isnull=False, told_date__gte=F("decided_date"))
                ),
                name="voice_told_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | FOUR_PARTS, name="voice_is_done_once_all_four_are_filled"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, set_aside_words="")
                | (Q(set_aside_at__isnull=False) & ~Q(set_aside_words="")),
                name="voice_set_aside_says_why",
            ),
        )
        indexes = (models.Index(fields=("organisation", "done_at", "said_date"), name="voice_waiting"),)

    def __str__(self) -> str:
        return f"voice {self.pk}"


class VoiceSource(models.Model):
    """
    Who said it, where anybody told us: for whoever recorded it and their manager alone.

    `original_words` are those that were sent, where names were taken out of the words that the register shows.
    """

    entry = models.OneToOneField(VoiceEntry, models.PROTECT, related_name="source")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="voice_sources")
    speaker_name = models.CharField(max_length=200, blank=True)
    speaker_contact = models.CharField(max_length=300, blank=True)
    original_words = models.TextField(blank=True)

    privacy: ClassVar = {
        "entry": "operational",
        "person": "operational",
        "speaker_name": "identifying",
        "speaker_contact": "identifying",
        "original_words": "sensitive",
    }

    class Meta:
        db_table = "voice_source"
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False) | ~Q(speaker_name="") | ~Q(speaker_contact="") | ~Q(original_words="")
                ),
                name="voice_source_says_something",
            ),
        )

    def __str__(self) -> str:
        return f"source of voice {self.entry_id}"


class VoiceStep(models.Model):
    """One thing done about an entry, and for which day; rows are only ever added. `words` are those then given."""

    class Kind(models.TextChoices):
        RECORDED = "recorded"
        LOOKED_AT = "looked_at"
        SPACE = "space"
        VOICE = "voice"
        AUDIENCE = "audience"
        DECIDED = "decided"
        TOLD = "told"
        DONE = "done"
        REOPENED = "reopened"
        SET_ASIDE = "set_aside"
        WRITTEN = "written"
        RELEASED = "released"
        TAKEN_DOWN = "taken_down"

    entry = models.ForeignKey(VoiceEntry, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    step_date = models.DateField()
    words = models.TextField(blank=True)

    privacy: ClassVar = {
        "entry": "operational",
        "kind": "operational",
        "at": "operational",
        "by": "operational",
        "step_date": "operational",
        "words": "sensitive",
    }

    class Meta:
        db_table = "voice_step"
        indexes = (models.Index(fields=("entry", "at"), name="voice_step_at"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
