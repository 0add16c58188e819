"""Whose score is held back, and why: an objection stands, or sharing is limited."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from towpath.people.models import SharingLimit
from towpath.people.sameness import Sameness
from towpath.risk.models import Assessment, Objection


def standing(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Return the objections among these that stand today: not refused, and not taken back."""
    return rows.filter(~Q(decision=Objection.Decision.REFUSED), ended_at__isnull=True)


def objected(record_ids: Collection[int], known_at: datetime | None = None) -> set[int]:
    """Return the records for which an objection stood, as known at an instant; None is now. One query."""
    rows = Objection.objects.filter(person_id__in=record_ids)
    if known_at is None:
        rows = standing(rows)
    else:
        rows = rows.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=known_at),
            ~Q(decision=Objection.Decision.REFUSED) | Q(decided_at__gt=known_at),
            recorded_at__lte=known_at,
        )
    return set(rows.values_list("person_id", flat=True))


def held_back(sameness: Sameness, organisation_id: int, on: date) -> dict[int, str]:
    """
    Return why nobody may be shown a score of these people today, by the record each goes by. Two queries.

    A run of before may have scored them; what it made of them stays kept and is shown to nobody.
    """
    limits = SharingLimit.objects.known_at(None).in_force(on).filter(organisation_id=organisation_id)
    objections = standing(Objection.objects.filter(organisation_id=organisation_id))
    found = {
        sameness.leading(person_id): Assessment.NotScored.SHARING_LIMITED.value
        for person_id in limits.values_list("person_id", flat=True)
    }
    for person_id in objections.values_list("person_id", flat=True):
        found[sameness.leading(person_id)] = Assessment.NotScored.OBJECTED.value
    return found
