"""Whom we ask for a list, the letters that went to them, and the links by which they send."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from towpath.access.models import Link, User
from towpath.files.models import StoredFile
from towpath.imports.models.batch import Batch
from towpath.imports.models.sender import ExpectedList, Sender
from towpath.organisation.models import Organisation
from towpath.tasks.models import Task

LONGEST_NAME = 60
LONGEST_WORRY = 500


class SenderContact(models.Model):
    """
    A named person at a sender. `ended_…` are set once, together, when they are to be written to no more.

    `user` is the account by which they sign in, where they have one; it reaches what this row reaches, and no more.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "sender": "operational",
        "name": "identifying",
        "job_title": "operational",
        "email": "identifying",
        "user": "operational",
        "created_at": "operational",
        "created_by": "operational",
        "ended_at": "operational",
        "ended_by": "operational",
    }

    class Meta:
        db_table = "imports_sender_contact"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="sender_contact_end_is_whole",
            ),
            models.UniqueConstraint(
                fields=("sender", "name", "email"),
                condition=Q(ended_at__isnull=True),
                name="sender_contact_is_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.pk} of {self.sender_id}"


class SenderLink(models.Model):
    """
    A link by which one contact sends one expected list, or tells us of learners who stop attending.

    Where they signed in for it there is no secret and so no `link`: their account is what opens it. `expected` goes
    empty when nobody expects the list any more, and the link works no longer; `due_date` keeps the day.
    """

    class Takes(models.TextChoices):
        LIST = "list"
        WORRIES = "worries"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="links")
    contact = models.ForeignKey(SenderContact, models.PROTECT, related_name="links")
    takes = models.CharField(max_length=8, choices=Takes.choices)
    expected = models.ForeignKey(ExpectedList, models.SET_NULL, null=True, blank=True, related_name="links")
    due_date = models.DateField(null=True, blank=True)
    link = models.OneToOneField(Link, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    privacy: ClassVar = dict.fromkeys(
        ("organisation", "sender", "contact", "takes", "expected", "due_date", "link", "made_at", "made_by"),
        "operational",
    )

    class Meta:
        db_table = "imports_sender_link"
        constraints = (
            models.CheckConstraint(
                condition=Q(takes="list", due_date__isnull=False)
                | Q(takes="worries", due_date__isnull=True, expected__isnull=True),
                name="sender_link_to_a_list_says_when_it_is_due",
            ),
            models.UniqueConstraint(
                fields=("contact", "expected"),
                condition=Q(link__isnull=True, expected__isnull=False),
                name="sender_link_of_an_account_is_held_once_a_list",
            ),
            models.UniqueConstraint(
                fields=("contact", "sender"),
                condition=Q(link__isnull=True, takes="worries"),
                name="sender_link_of_an_account_takes_worries_once",
            ),
        )

    def __str__(self) -> str:
        return f"link {self.pk} of {self.sender_id}"


class SentFile(models.Model):
    """
    A file that came by a link, and how it read on its own; nothing here depends on whom the council knows.

    `batch` is the list that was made of it, once the queue has read it for the council. Of the files of one link the
    latest counts.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender_link = models.ForeignKey(SenderLink, models.PROTECT, related_name="uploads")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    as_at_date = models.DateField()
    rows_read = models.PositiveIntegerField()
    rows_to_mend = models.PositiveIntegerField()
    is_refused = models.BooleanField()
    sent_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="uploads")

    privacy: ClassVar = dict.fromkeys(
        (
            "organisation", "sender_link", "number", "file", "as_at_date", "rows_read", "rows_to_mend", "is_refused",
            "sent_at", "batch",
        ),
        "operational",
    )  # fmt: skip

    class Meta:
        db_table = "imports_sent_file"
        constraints = (
            models.UniqueConstraint(fields=("sender_link", "number"), name="upload_number_is_given_once_a_link"),
            models.CheckConstraint(
                condition=Q(is_refused=False) | Q(rows_read=0, rows_to_mend=0), name="upload_refused_read_nothing"
            ),
            models.CheckConstraint(
                condition=Q(rows_to_mend__lte=models.F("rows_read")), name="upload_mends_no_more_than_it_read"
            ),
        )

    def __str__(self) -> str:
        return f"upload {self.number} by link {self.sender_link_id}"


class AttendanceWorry(models.Model):
    """
    What a contact said of a learner who stops attending: a lead for whoever follows it up, and no confirmation.

    It names whom the contact named, whether or not the council knows them. `sending` tells one press from the next, and
    a row by its words, which may be told anew when weeks have gone by.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender_link = models.ForeignKey(SenderLink, models.PROTECT, related_name="worries")
    sending = models.CharField(max_length=64)
    given_name = models.CharField(max_length=LONGEST_NAME)
    family_name = models.CharField(max_length=LONGEST_NAME)
    birth_date = models.DateField()
    postcode = models.CharField(max_length=8, blank=True)
    uln = models.CharField(max_length=10, blank=True)
    last_attended_date = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=LONGEST_WORRY)
    received_at = models.DateTimeField()
    task = models.OneToOneField(Task, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = dict.fromkeys(("organisation", "sender_link", "sending", "received_at", "task"), "operational")
    privacy |= dict.fromkeys(("given_name", "family_name", "birth_date", "postcode", "uln"), "identifying")
    privacy |= dict.fromkeys(("last_attended_date", "words"), "sensitive")

    class Meta:
        db_table = "imports_attendance_worry"
        indexes = (models.Index(fields=("sender_link", "sending"), name="attendance_worry_told"),)

    def __str__(self) -> str:
        return f"worry {self.pk}"


class ListRequest(models.Model):
    """
    A letter in which a sender was asked for a list, reminded of it, or somebody above them was told.

    It is kept as it went, and never changed: the name, the words without the link's secret, by whom and when. Of an
    e-mail `state` follows whether it went; a printed letter has gone. One that did not go counts for nothing.
    """

    class Step(models.TextChoices):
        ASKED = "asked"
        REMINDED = "reminded"
        ESCALATED = "escalated"

    class Way(models.TextChoices):
        LETTER = "letter"
        EMAIL = "email"

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="requests")
    expected = models.ForeignKey(ExpectedList, models.SET_NULL, null=True, blank=True, related_name="requests")
    due_date = models.DateField()
    contact = models.ForeignKey(SenderContact, models.PROTECT, related_name="requests")
    step = models.CharField(max_length=10, choices=Step.choices)
    way = models.CharField(max_length=8, choices=Way.choices)
    to_name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    sender_link = models.ForeignKey(SenderLink, models.PROTECT, null=True, blank=True, related_name="requests")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    because = models.CharField(max_length=64, blank=True)
    transport = models.CharField(max_length=16, blank=True)
    reference = models.CharField(max_length=120, blank=True)

    privacy: ClassVar = dict.fromkeys(
        (
            "organisation", "sender", "expected", "due_date", "contact", "step", "way", "subject", "words",
            "sender_link", "sent_at", "sent_by", "state", "because", "transport", "reference",
        ),
        "operational",
    ) | {"to_name": "identifying"}  # fmt: skip

    class Meta:
        db_table = "imports_list_request"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(because="") | ~Q(state="failed") & Q(because=""),
                name="list_request_that_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(way="email") | Q(state="sent", transport=""), name="list_request_by_letter_has_gone"
            ),
        )
        indexes = (models.Index(fields=("expected", "sent_at"), name="list_request_of_a_list"),)

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"
