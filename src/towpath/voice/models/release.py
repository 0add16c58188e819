"""What anybody may read of an entry, once a second person has read every word of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.voice.models.entry import VoiceEntry


class VoiceRelease(models.Model):
    """
    The words for the public page: what they said, and what we did. Written by one person, let out by another.

    `is_quote` says that what they said stands word for word and may be quoted; `agreed_…` is who agreed to that, and
    when. One stands at a time; taking it down ends it for good, and other words are another row.
    """

    entry = models.ForeignKey(VoiceEntry, models.PROTECT, related_name="releases")
    you_said = models.TextField()
    we_did = models.TextField()
    is_quote = models.BooleanField(default=False)
    agreed_date = models.DateField(null=True, blank=True)
    agreed_how = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=64, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.CharField(max_length=64, blank=True)
    taken_down_why = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = {
        "entry": "operational",
        "you_said": "sensitive",
        "we_did": "sensitive",
        "is_quote": "operational",
        "agreed_date": "operational",
        "agreed_how": "sensitive",
        "written_at": "operational",
        "written_by": "operational",
        "released_at": "operational",
        "released_by": "operational",
        "taken_down_at": "operational",
        "taken_down_by": "operational",
        "taken_down_why": "sensitive",
    }

    class Meta:
        db_table = "voice_release"
        constraints = (
            models.UniqueConstraint(
                fields=("entry",), condition=Q(taken_down_at__isnull=True), name="voice_release_stands_alone"
            ),
            models.CheckConstraint(condition=~Q(you_said="") & ~Q(we_did=""), name="voice_release_has_words"),
            models.CheckConstraint(
                condition=Q(is_quote=False, agreed_date__isnull=True, agreed_how="")
                | (Q(is_quote=True, agreed_date__isnull=False) & ~Q(agreed_how="")),
                name="voice_quote_was_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="")
                | (Q(released_at__isnull=False) & ~Q(released_by="") & ~Q(released_by=F("written_by"))),
                name="voice_release_had_a_second_look",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True, taken_down_by="", taken_down_why="")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_by="") & ~Q(taken_down_why="")),
                name="voice_release_taken_down_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"release {self.pk} of voice {self.entry_id}"
