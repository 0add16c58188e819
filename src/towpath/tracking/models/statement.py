"""Statements, the spells projected from them, and what waits for a person before it becomes a statement."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment

ACTIVITY_PRIVACY = {
    # A code alone can say custody, illness or pregnancy.
    "code": "sensitive",
    "establishment": "operational",
    "provider_name": "operational",
    "course_title": "operational",
    "start_date": "operational",
    "end_date": "operational",
    "verified_date": "operational",
    "review_date": "operational",
    "expected_end_date": "operational",
    "stated_lapses_date": "operational",
    "how": "operational",
    "sender": "operational",
    "source": "operational",
}


class Activity(models.Model):
    """
    What somebody says a young person is doing; the columns that a statement, a proposal and a conflict share.

    `code` is a published activity code and `how` one of `towpath.rules.sources`; `sender` names whose word it is, so
    that a sender may correct itself; `source` is the row, page or link it came by.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=3)
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    provider_name = models.CharField(max_length=200, blank=True)
    course_title = models.CharField(max_length=200, blank=True)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)
    verified_date = models.DateField(null=True, blank=True)
    review_date = models.DateField(null=True, blank=True)
    expected_end_date = models.DateField(null=True, blank=True)
    stated_lapses_date = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=32)
    sender = models.CharField(max_length=64)
    source = models.CharField(max_length=128)

    class Meta:
        abstract = True


class Statement(Activity):
    """
    One statement in the ledger. It is never changed: a confirmation is a new statement, and `withdrawn_at` is the only
    column ever set later, once.

    Known on an instant: recorded by then and not withdrawn by then. `recorded_by` is empty in what was written before
    it was kept.
    """

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        **ACTIVITY_PRIVACY,
        "recorded_at": "operational",
        "recorded_by": "operational",
        "withdrawn_at": "operational",
        "replaces": "operational",
    }

    class Meta:
        db_table = "tracking_statement"
        constraints = (
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="statement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("recorded_at")),
                name="statement_is_withdrawn_after_it_is_recorded",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "person", "start_date"), name="statement_person"),
            models.Index(fields=("organisation", "source"), name="statement_source"),
        )

    def __str__(self) -> str:
        return f"statement {self.pk} of {self.person_id}"


class Spell(models.Model):
    """
    Days, both ends inclusive, on which a statement speaks and is current: a projection, rebuilt whenever the ledger
    changes.

    `person` is the one that a merge leaves; `standards_version` says which published lists it was worked out with.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="spells")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    group = models.CharField(max_length=12)
    code = models.CharField(max_length=3)
    lapses_date = models.DateField(null=True, blank=True)
    standards_version = models.CharField(max_length=12)

    privacy: ClassVar = {
        "organisation": "operational",
        "person": "operational",
        "statement": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "group": "sensitive",
        "code": "sensitive",
        "lapses_date": "operational",
        "standards_version": "operational",
    }

    class Meta:
        db_table = "tracking_spell"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="spell_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=("person", "from_date"), name="spell_starts_once_a_day"),
        )
        indexes = (models.Index(fields=("organisation", "to_date", "group"), name="spell_ends"),)

    def __str__(self) -> str:
        return f"spell of {self.person_id} from {self.from_date}"


UNDONE = "source withdrawn"
"""Stands for whoever decided what nobody did: it was refused because the list or page it came by was taken back."""


class Waiting(Activity):
    """What a person must decide before it becomes a statement, or does not; the columns that hold the decision."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        REFUSED = "refused"

    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


WAITING_PRIVACY = {
    "organisation": "operational",
    "person": "operational",
    **ACTIVITY_PRIVACY,
    "state": "operational",
    "received_at": "operational",
    "decided_at": "operational",
    "decided_by": "operational",
    "statement": "operational",
}


class Proposal(Waiting):
    """Somebody's own word, a government row or an application's start: news, not yet a statement."""

    privacy: ClassVar = WAITING_PRIVACY

    class Meta:
        db_table = "tracking_proposal"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by="", statement__isnull=True)
                | (Q(state="refused", decided_at__isnull=False, statement__isnull=True) & ~Q(decided_by=""))
                | (Q(state="taken", decided_at__isnull=False, statement__isnull=False) & ~Q(decided_by="")),
                name="proposal_decision_is_whole",
            ),
        )
        indexes = (models.Index(fields=("organisation", "state", "received_at"), name="proposal_open"),)

    def __str__(self) -> str:
        return f"proposal {self.pk} of {self.person_id}"


class Conflict(Waiting):
    """
    News that contradicts a statement which another sender vouched for within the council's days.

    `statement` is what decided it: the news itself where that was taken, or what somebody told us who was asked, which
    may refuse it too. `gave_way` is what was withdrawn for it, and comes back if `statement` is withdrawn.
    """

    contradicts = models.ForeignKey(Statement, models.PROTECT, related_name="conflicts")
    gave_way = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {**WAITING_PRIVACY, "contradicts": "operational", "gave_way": "operational"}

    class Meta:
        db_table = "tracking_conflict"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by="", statement__isnull=True)
                | (Q(state="refused", decided_at__isnull=False) & ~Q(decided_by=""))
                | (Q(state="taken", decided_at__isnull=False, statement__isnull=False) & ~Q(decided_by="")),
                name="conflict_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(gave_way__isnull=True) | Q(statement__isnull=False),
                name="conflict_gives_way_to_a_statement",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "state", "received_at"), name="conflict_open"),
            models.Index(fields=("organisation", "person"), name="conflict_person"),
        )

    def __str__(self) -> str:
        return f"conflict {self.pk} of {self.person_id}"
