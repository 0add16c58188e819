"""One referral, what was done about it step by step, and what its referrer is told."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.models import User
from towpath.caseload.models import Case
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment


class Referral(models.Model):
    """
    Somebody asking us to help one young person, in the words they used. Those are never changed.

    `sending` is the mark of the form it came by, so that a form sent twice is one referral. `person`, `case` and
    `adviser` are set when it is accepted: until then nobody says whether the young person is known here. `answer`,
    `asked_at`, `replied_at` and `told_at` are where its steps have got to.
    """

    class From(models.TextChoices):
        YOUNG_PERSON = "young_person"
        PARENT = "parent"
        SCHOOL = "school"
        AGENCY = "agency"

    class Knows(models.TextChoices):
        AGREES = "agrees"
        KNOWS = "knows"
        NOT_ASKED = "not_asked"

    class Answer(models.TextChoices):
        ACCEPTED = "accepted"
        DECLINED = "declined"
        REDIRECTED = "redirected"
        WITHDRAWN = "withdrawn"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=8)
    sending = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    referred_by = models.CharField(max_length=16, choices=From.choices)
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_job = models.CharField(max_length=120, blank=True)
    referrer_place = models.CharField(max_length=200, blank=True)
    referrer_email = models.EmailField(blank=True)
    referrer_phone = models.CharField(max_length=32, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    learns_at = models.CharField(max_length=200, blank=True)
    how_to_reach = models.CharField(max_length=300, blank=True)
    why = models.TextField()
    young_person_knows = models.CharField(max_length=16, choices=Knows.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="referrals")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="referrals")
    adviser = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="referrals")
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "organisation": "operational",
        "reference": "operational",
        "sending": "operational",
        "received_at": "operational",
        "received_by": "operational",
        "referred_by": "operational",
        "referrer_name": "identifying",
        "referrer_job": "operational",
        "referrer_place": "operational",
        "referrer_email": "identifying",
        "referrer_phone": "identifying",
        "given_name": "identifying",
        "family_name": "identifying",
        "birth_date": "identifying",
        "phone": "identifying",
        "email": "identifying",
        "postcode": "identifying",
        "learns_at": "sensitive",
        "how_to_reach": "sensitive",
        "why": "sensitive",
        "young_person_knows": "operational",
        "person": "operational",
        "case": "operational",
        "adviser": "operational",
        "answer": "operational",
        "asked_at": "operational",
        "replied_at": "operational",
        "answered_at": "operational",
        "told_at": "operational",
        "version": "operational",
    }

    class Meta:
        db_table = "referrals_referral"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "reference"), name="referral_reference_is_one"),
            models.UniqueConstraint(fields=("organisation", "sending"), name="referral_is_sent_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="referral_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(answer="accepted", person__isnull=False, case__isnull=False, adviser__isnull=False)
                    | (~Q(answer="accepted") & Q(person__isnull=True, case__isnull=True, adviser__isnull=True))
                ),
                name="referral_is_about_a_person_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(answered_at__isnull=False), name="referral_told_has_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(asked_at__isnull=False, replied_at__gte=F("received_at")),
                name="referral_reply_was_asked_for",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "answer", "received_at"), name="referral_waiting"),
            models.Index(fields=("organisation", "adviser"), name="referral_of_adviser"),
        )

    def __str__(self) -> str:
        return f"referral {self.pk}"


class ReferralStep(models.Model):
    """
    One thing done about a referral; rows are only ever added.

    `words` are those of whoever did it: what was asked, what was replied, why. `agency` is whom it was passed to, and
    `file` what goes to them.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received"
        ASKED = "asked"
        REPLIED = "replied"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        REDIRECTED = "redirected"
        WITHDRAWN = "withdrawn"
        TOLD = "told"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    reason = models.CharField(max_length=32, blank=True)
    words = models.TextField(blank=True)
    agency = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "referral": "operational",
        "kind": "operational",
        "at": "operational",
        "by": "operational",
        "reason": "operational",
        "words": "sensitive",
        "agency": "operational",
        "file": "operational",
    }

    class Meta:
        db_table = "referrals_step"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="redirected", agency__isnull=False, file__isnull=False)
                | (~Q(kind="redirected") & Q(agency__isnull=True, file__isnull=True)),
                name="referral_step_says_to_whom_it_was_passed",
            ),
            models.CheckConstraint(
                condition=Q(kind="declined") & ~Q(reason="") | ~Q(kind="declined") & Q(reason=""),
                name="referral_step_says_why_it_was_declined",
            ),
        )
        indexes = (models.Index(fields=("referral", "at"), name="referral_step_at"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReferralMessage(models.Model):
    """
    What a referrer is told, kept word for word, but for the secret of the link that goes with it.

    `sent_…` are set once, together, when somebody says that they told them and how.
    """

    class How(models.TextChoices):
        EMAIL = "email"
        LETTER = "letter"
        PHONE = "phone"
        IN_PERSON = "in_person"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="messages")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=64, blank=True)
    sent_how = models.CharField(max_length=16, choices=How.choices, blank=True)

    privacy: ClassVar = {
        "referral": "operational",
        "text": "sensitive",
        "written_at": "operational",
        "written_by": "operational",
        "sent_at": "operational",
        "sent_by": "operational",
        "sent_how": "operational",
    }

    class Meta:
        db_table = "referrals_message"
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by="", sent_how="")
                | (Q(sent_at__isnull=False) & ~Q(sent_by="") & ~Q(sent_how="")),
                name="referral_message_sent_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"message {self.pk} of referral {self.referral_id}"
