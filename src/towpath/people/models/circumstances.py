"""What somebody's circumstances are: characteristics, care, what the return asks, family, and what may be shared."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.people.models.fact import DATED_PRIVACY, DatedFact
from towpath.people.models.person import Person


class CharacteristicFact(DatedFact):
    """A published characteristic, by its code, with who told us and when to ask again."""

    code = models.CharField(max_length=3)
    disclosed_by = models.CharField(max_length=120, blank=True)
    reconfirm_date = models.DateField(null=True, blank=True)

    slot: ClassVar = ("code",)
    privacy: ClassVar = {
        **DATED_PRIVACY,
        "code": "sensitive",
        "disclosed_by": "sensitive",
        "reconfirm_date": "operational",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_characteristic"


class CareFact(DatedFact):
    """What somebody is in the law on care, which council answers for them, and who works with them."""

    class Kind(models.TextChoices):
        LOOKED_AFTER = "looked_after"
        ELIGIBLE = "eligible"
        RELEVANT = "relevant"
        FORMER_RELEVANT = "former_relevant"
        QUALIFYING = "qualifying"
        PREVIOUSLY_LOOKED_AFTER = "previously_looked_after"

    kind = models.CharField(max_length=24, choices=Kind.choices)
    responsible_council = models.CharField(max_length=3, blank=True)
    placing_council = models.CharField(max_length=3, blank=True)
    social_worker = models.CharField(max_length=120, blank=True)
    personal_adviser = models.CharField(max_length=120, blank=True)

    slot: ClassVar = ("kind",)
    privacy: ClassVar = {
        **DATED_PRIVACY,
        "kind": "sensitive",
        "responsible_council": "sensitive",
        "placing_council": "sensitive",
        "social_worker": "sensitive",
        "personal_adviser": "sensitive",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_care"


class ReturnFact(DatedFact):
    """One value that the monthly return asks for; `towpath.people.return_fields` lists the fields."""

    field = models.CharField(max_length=32)
    value = models.CharField(max_length=32)

    slot: ClassVar = ("field",)
    privacy: ClassVar = {**DATED_PRIVACY, "field": "operational", "value": "sensitive"}

    class Meta(DatedFact.Meta):
        db_table = "people_return_fact"


class FamilyLink(DatedFact):
    """
    What somebody else is to a person, in words that follow "their". Both are people, whatever their age.

    `must_not_be_told` bars everything about the person from reaching the relative.
    """

    class Known(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    relative = models.ForeignKey(Person, models.PROTECT, related_name="relative_links")
    relation = models.CharField(max_length=40)
    has_responsibility = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    lives_with = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    must_not_be_told = models.BooleanField(default=False)

    slot: ClassVar = ("relative_id",)
    privacy: ClassVar = {
        **DATED_PRIVACY,
        "relative": "identifying",
        "relation": "sensitive",
        "has_responsibility": "sensitive",
        "lives_with": "sensitive",
        "must_not_be_told": "sensitive",
    }

    class Meta(DatedFact.Meta):
        db_table = "people_family_link"
        constraints = (
            *DatedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("relative")), name="familylink_joins_two_people"),
        )


class SharingLimit(DatedFact):
    """
    A request that a school or college give the service no more than name, address and birth date.

    Source: Education and Skills Act 2008, section 72.
    """

    class AskedBy(models.TextChoices):
        YOUNG_PERSON = "young_person"
        PARENT = "parent"
        UNKNOWN = "unknown"

    asked_by = models.CharField(max_length=16, choices=AskedBy.choices, default=AskedBy.UNKNOWN)

    privacy: ClassVar = {**DATED_PRIVACY, "asked_by": "sensitive"}

    class Meta(DatedFact.Meta):
        db_table = "people_sharing_limit"


class ContactStop(DatedFact):
    """
    Why nobody may write to somebody or ring them: they died, or they asked for it, for ever or to a last day.

    `told_by` is who said so, in words. A death holds from its day, where that is known, and never ends.
    """

    class Kind(models.TextChoices):
        DIED = "died"
        ASKED_NOT = "asked_not"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    told_by = models.CharField(max_length=120, blank=True)

    slot: ClassVar = ("kind",)
    privacy: ClassVar = {**DATED_PRIVACY, "kind": "sensitive", "told_by": "sensitive"}

    class Meta(DatedFact.Meta):
        db_table = "people_contact_stop"
        constraints = (
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="died") | Q(to_date__isnull=True), name="contactstop_of_a_death_never_ends"
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(withdrawn_at__isnull=True, kind="died"),
                name="contactstop_of_a_death_is_one",
            ),
        )
