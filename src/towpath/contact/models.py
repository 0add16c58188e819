"""The contact log, and what we write: our own wordings, each message on its way, and a link to answer by."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import Link, User
from towpath.organisation.models import Organisation
from towpath.people.models import ContactRoute, Person


class ContactEvent(models.Model):
    """
    One version of one time that somebody was reached, or was tried, or wrote.

    `route` is the number or address that was used, where it was written down.
    `outcome` is a code of the council's list, and `kind` and `reached` are what it made of the event when it was
    written. `next_action` is empty where none is needed; `next_date` is then the day to look again.

    A change is another row: `first` is the version that it began with, none in that one itself, and `version` counts
    up. `withdrawn_…` are the only columns ever set later, together, once: when the next version took its place, or when
    it was struck out, by whom and why. The last version of all, where it is withdrawn, was struck out.
    """

    class Reached(models.TextChoices):
        YOUNG_PERSON = "Y", "the young person"
        FAMILY = "F", "a parent or carer"
        NEITHER = "N", "neither"

    class Kind(models.TextChoices):
        ATTEMPT = "attempt"
        CONVERSATION = "conversation"
        VISIT = "visit"
        MESSAGE = "message"
        NOTE = "note"

    class Direction(models.TextChoices):
        OUT = "out"
        IN = "in"

    class Audience(models.TextChoices):
        TEAM = "team"
        NEED_TO_KNOW = "need_to_know"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_events", db_index=False)
    happened_at = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    channel = models.CharField(max_length=32)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUT)
    outcome = models.CharField(max_length=32)
    route = models.ForeignKey(ContactRoute, models.PROTECT, null=True, blank=True, related_name="+")
    reached = models.CharField(max_length=1, choices=Reached.choices)
    who_was_present = models.CharField(max_length=200, blank=True)
    with_family = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.TEAM)
    next_action = models.CharField(max_length=300, blank=True)
    next_date = models.DateField(null=True, blank=True)
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later_versions")
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "happened_at": "operational",
        "kind": "operational",
        "channel": "operational",
        "direction": "operational",
        "outcome": "operational",
        "route": "operational",
        "reached": "operational",
        "who_was_present": "identifying",
        "with_family": "operational",
        "minutes": "operational",
        "place": "sensitive",
        "words": "sensitive",
        "audience": "operational",
        "next_action": "sensitive",
        "next_date": "operational",
        "first": "operational",
        "version": "operational",
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
        "withdrawn_because": "sensitive",
    }

    class Meta:
        db_table = "contact_event"
        constraints = (
            models.CheckConstraint(
                condition=Q(next_action="") | Q(next_date__isnull=False), name="contact_next_action_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True, version=1) | Q(first__isnull=False, version__gt=1),
                name="contact_later_version_has_a_first",
            ),
            models.UniqueConstraint(fields=("first", "version"), name="contact_version_is_written_once"),
        )
        indexes = (models.Index(fields=("person", "happened_at"), name="contact_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def thread(self) -> int:
        """Return the id that all versions of this contact go by: that of the first."""
        return self.first_id or self.pk


class Wording(models.Model):
    """
    One version of a council's own copy of what we write. The one not withdrawn speaks in place of what was shipped.

    `withdrawn_…` are the only columns ever set later, once: when another version took its place, or it was dropped.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=120)
    words = models.TextField()
    easy = models.TextField(blank=True)
    text = models.CharField(max_length=918, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = dict.fromkeys(
        (
            "organisation", "code", "version", "subject", "words", "easy", "text", "recorded_at", "recorded_by",
            "withdrawn_at", "withdrawn_by",
        ),
        "operational",
    )  # fmt: skip

    class Meta:
        db_table = "contact_wording"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "code", "version"), name="wording_version_is_written_once"),
            models.UniqueConstraint(
                fields=("organisation", "code"),
                condition=Q(withdrawn_at__isnull=True),
                name="wording_of_a_code_speaks_alone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Sending(models.Model):
    """
    One message to one or many, as it was asked for: what it says before its fields are filled, and by which channel.

    It is a draft until whoever wrote it has seen who is left out and sends it (`sent_at`), or drops it (`dropped_at`).
    `left_out` counts who was left out, by reason, when it was sent.
    """

    class Channel(models.TextChoices):
        TEXT = "text"
        EMAIL = "email"
        LETTER = "letter"

    class To(models.TextChoices):
        YOUNG_PERSON = "young_person"
        PARENT = "parent"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    to = models.CharField(max_length=16, choices=To.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    is_easy = models.BooleanField(default=False)
    subject = models.CharField(max_length=120)
    words = models.TextField()
    values = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = dict.fromkeys(
        (
            "organisation", "code", "title", "to", "channel", "is_easy", "subject", "words", "left_out", "drafted_at",
            "drafted_by", "sent_at", "dropped_at",
        ),
        "operational",
    ) | {"values": "sensitive"}  # fmt: skip

    class Meta:
        db_table = "contact_sending"
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True), name="sending_is_sent_or_dropped"
            ),
        )
        indexes = (models.Index(fields=("organisation", "-drafted_at"), name="sending_latest"),)

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"


class Message(models.Model):
    """
    One person's message of a sending.

    `route` is the id of the number or address it goes to and `address` what that said; a letter's is its lines.
    SENDING means that it was handed over and nobody knows yet whether it was taken: it is never handed over twice.
    `reference` is what whoever carries it calls it; `because` a code of why it failed or was stopped.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        DELIVERED = "delivered"
        FAILED = "failed"
        STOPPED = "stopped"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="messages", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    route = models.PositiveBigIntegerField(null=True, blank=True)
    address = models.CharField(max_length=600, blank=True)
    addressee = models.CharField(max_length=220, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    transport = models.CharField(max_length=16, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    because = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    event = models.ForeignKey(ContactEvent, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = dict.fromkeys(
        (
            "organisation", "sending", "person", "state", "route", "transport", "reference", "because", "queued_at",
            "started_at", "settled_at", "event",
        ),
        "operational",
    ) | {
        "address": "identifying", "addressee": "identifying", "subject": "identifying", "words": "sensitive"
    }  # fmt: skip

    class Meta:
        db_table = "contact_message"
        constraints = (
            models.UniqueConstraint(fields=("sending", "person"), name="message_of_a_sending_is_one_to_each"),
            models.CheckConstraint(
                condition=~Q(state__in=("sending", "sent", "delivered")) | Q(started_at__isnull=False),
                name="message_that_went_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("queued", "sending", "sent", "delivered")) | ~Q(words=""),
                name="message_that_goes_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "delivered")) | Q(event__isnull=False),
                name="message_that_was_sent_is_in_the_log",
            ),
        )
        indexes = (models.Index(fields=("organisation", "state"), name="message_on_its_way"),)

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def channel(self) -> str:
        """By which way it goes, as the whole sending does."""
        return str(self.sending.channel)


class StatusLink(models.Model):
    """
    A link by which one addressee may say, once and with no account, what a young person is doing.

    How it stands is in its link; its secret is kept nowhere, the message it went in not excepted. `to` is whom it was
    made for, so that a parent's answer is a parent's. `route` is the id of the number or address it went to, none where
    it was given by hand. `message` is the one it went in; a message that is handed over again has another.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="status_links")
    link = models.OneToOneField(Link, models.PROTECT, related_name="+")
    to = models.CharField(max_length=16, choices=Sending.To.choices)
    route = models.PositiveBigIntegerField(null=True, blank=True)
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="status_links")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    privacy: ClassVar = dict.fromkeys(
        ("organisation", "person", "link", "to", "route", "message", "made_by"), "operational"
    )

    class Meta:
        db_table = "contact_status_link"

    def __str__(self) -> str:
        return f"status link {self.pk}"
