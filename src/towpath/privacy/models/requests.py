"""A request for what is held, what a person decided of each part of it, and the copies made."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import new_public_id
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class AccessRequest(models.Model):
    """
    One request for a copy of what is held of one young person.

    `identity_…` say whether proof of who asks was wanted, how it was shown and when; `asked_date` and `told_date` when
    they were asked what they mean, and said. By when it must be answered is worked out, never kept.
    """

    class AskedBy(models.TextChoices):
        YOUNG_PERSON = "young_person"
        PARENT = "parent"
        CARER = "carer"
        OTHER = "other"

    class Identity(models.TextChoices):
        NOT_YET = "not_yet"
        KNOWN = "known"
        DOCUMENT = "document"
        CALLED_BACK = "called_back"
        AUTHORITY = "authority"

    class Closed(models.TextChoices):
        ANSWERED = "answered"
        TAKEN_BACK = "taken_back"
        REFUSED = "refused"

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="access_requests")
    asked_by = models.CharField(max_length=16, choices=AskedBy.choices)
    asker_name = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    received_date = models.DateField()
    identity = models.CharField(max_length=16, choices=Identity.choices)
    identity_asked_date = models.DateField(null=True, blank=True)
    identity_shown_date = models.DateField(null=True, blank=True)
    asked_date = models.DateField(null=True, blank=True)
    asked_words = models.TextField(blank=True)
    told_date = models.DateField(null=True, blank=True)
    told_words = models.TextField(blank=True)
    extended_date = models.DateField(null=True, blank=True)
    extended_because = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_as = models.CharField(max_length=16, choices=Closed.choices, blank=True)
    closed_because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "public_id": "operational",
        "organisation": "operational",
        "person": "operational",
        "asked_by": "operational",
        "asker_name": "identifying",
        "words": "sensitive",
        "received_date": "operational",
        "identity": "operational",
        "identity_asked_date": "operational",
        "identity_shown_date": "operational",
        "asked_date": "operational",
        "asked_words": "sensitive",
        "told_date": "operational",
        "told_words": "sensitive",
        "extended_date": "operational",
        "extended_because": "sensitive",
        "closed_at": "operational",
        "closed_as": "operational",
        "closed_because": "sensitive",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "privacy_access_request"
        constraints = (
            models.CheckConstraint(
                condition=Q(identity="not_yet", identity_shown_date__isnull=True)
                | (~Q(identity="not_yet") & Q(identity_shown_date__isnull=False)),
                name="access_identity_has_how_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(identity="not_yet") | Q(identity_asked_date__isnull=False),
                name="access_identity_not_shown_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(told_date__isnull=True) | Q(asked_date__isnull=False, told_date__gte=F("asked_date")),
                name="access_meaning_is_told_after_it_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(extended_date__isnull=True, extended_because="")
                | (Q(extended_date__isnull=False) & ~Q(extended_because="")),
                name="access_more_time_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_as="") | (Q(closed_at__isnull=False) & ~Q(closed_as="")),
                name="access_closing_has_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(closed_as="refused") | ~Q(closed_because=""), name="access_refusal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(asked_by="young_person") | ~Q(asker_name=""), name="access_asker_for_another_is_named"
            ),
            models.UniqueConstraint(
                fields=("person",), condition=Q(closed_at__isnull=True), name="access_request_is_open_once"
            ),
        )
        indexes = (models.Index(fields=("organisation", "closed_at", "received_date"), name="access_request_open"),)

    def __str__(self) -> str:
        return f"access request {self.pk}"


class Part(models.TextChoices):
    """
    Which copy something goes into.

    Safeguarding concerns go into one of their own, which the safeguarding lead alone sees, so that nobody else learns
    that there is one.
    """

    MAIN = "main"
    SAFEGUARDING = "safeguarding"


class PackDecision(models.Model):
    """
    What a person decided of one text, or of one whole row where `field` is empty. The latest of its kind speaks.

    `digest` is of what they looked at: where the row has changed since, the decision counts for nothing. `words` are
    shown in its place when it is redacted.
    """

    class Choice(models.TextChoices):
        INCLUDE = "include"
        REDACT = "redact"
        WITHHOLD = "withhold"

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="decisions")
    part = models.CharField(max_length=16, choices=Part.choices)
    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    field = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    choice = models.CharField(max_length=8, choices=Choice.choices)
    words = models.TextField(blank=True)
    ground = models.CharField(max_length=24, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "request": "operational",
        "part": "operational",
        "table": "operational",
        "row": "operational",
        "field": "operational",
        "digest": "operational",
        "choice": "operational",
        "words": "sensitive",
        "ground": "sensitive",
        "decided_at": "operational",
        "decided_by": "operational",
    }

    class Meta:
        db_table = "privacy_pack_decision"
        constraints = (
            models.CheckConstraint(
                condition=Q(choice="include", words="", ground="")
                | (Q(choice="redact", ground="") & ~Q(words="") & ~Q(field=""))
                | (Q(choice="withhold", words="") & ~Q(ground="")),
                name="pack_decision_has_words_or_ground",
            ),
        )
        indexes = (models.Index(fields=("request", "table", "row"), name="pack_decision_of_row"),)

    def __str__(self) -> str:
        return f"{self.choice} {self.table} {self.row}"


class SubjectPack(models.Model):
    """
    One copy made of what is held: a page to read and the same as JSON. Without files it says that nothing goes out.

    Whoever makes the main copy is never who lets it go.
    """

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="packs")
    part = models.CharField(max_length=16, choices=Part.choices)
    page = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    json = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveIntegerField()
    redacted = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "request": "operational",
        "part": "operational",
        "page": "operational",
        "json": "operational",
        "rows": "operational",
        "redacted": "operational",
        "withheld": "operational",
        "built_at": "operational",
        "built_by": "operational",
        "released_at": "operational",
        "released_by": "operational",
    }

    class Meta:
        db_table = "privacy_subject_pack"
        constraints = (
            models.CheckConstraint(
                condition=Q(page__isnull=True, json__isnull=True, part="safeguarding")
                | Q(page__isnull=False, json__isnull=False),
                name="subject_pack_has_both_files_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="")
                | (Q(released_at__isnull=False) & ~Q(released_by="")),
                name="subject_pack_release_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(part="main") | ~Q(released_by=F("built_by")), name="subject_pack_released_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} pack {self.pk}"
