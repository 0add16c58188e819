"""Counting how good the records are while a return is rehearsed: everybody passes once, and is counted as they do."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from towpath.organisation.models import Organisation
from towpath.people.models import ContactRoute
from towpath.people.sameness import Sameness
from towpath.returns.actions.gathering import Gathered
from towpath.returns.models import QualityCount, Rehearsal
from towpath.rules.returns.build import Built
from towpath.rules.returns.quality import latest_of, quality_of

PARTS_KEPT = timedelta(days=35)
"""How long counts by school and by sender are kept; those of everybody are kept for good."""
MOST_KEY = 200

Scope = QualityCount.Scope
Cell = tuple[str, str, str]
Seen = tuple[str, str, tuple[tuple[str, bool], ...]]
"""A school, a sender, and each measure that applies to somebody with whether they have what it asks for."""


class Measuring:
    """What was counted so far of whoever is sent. One query at the start."""

    def __init__(self, organisation: Organisation, period_end: date, at: datetime) -> None:
        self._on, self._period_end = localdate(at), period_end
        sameness = Sameness.of(organisation)
        numbers = ContactRoute.objects.known_at(None).filter(organisation=organisation, kind=ContactRoute.Kind.PHONE)
        # A number that ended, is not safe or is somebody else's is none to ring.
        routes = (
            numbers.in_force(self._on)
            .exclude(is_safe=ContactRoute.Safe.NO)
            .exclude(belongs_to=ContactRoute.BelongsTo.OTHER)
        )
        self._with_phone = {sameness.leading(each) for each in routes.values_list("person_id", flat=True)}
        self._seen: Counter[Seen] = Counter()

    def watch(self, gathered: Gathered, built: Built) -> None:
        """Count somebody in every measure that applies to them, where they are sent."""
        if not built.records:
            return
        facts = gathered.facts
        speaking = latest_of(facts, self._on)
        place = facts.roll_place.place if facts.roll_place else (speaking.place if speaking else None)
        school = place.name[:MOST_KEY] if place else ""
        sender = speaking.sender[:MOST_KEY] if speaking else ""
        has_phone = gathered.person_id in self._with_phone
        told = quality_of(facts, self._on, period_end=self._period_end, has_phone=has_phone)
        self._seen[school, sender, tuple(told)] += 1

    def rows(self, rehearsal: Rehearsal) -> Iterator[QualityCount]:
        """Yield a row for each count."""
        parts: Counter[Cell] = Counter()
        bases: Counter[Cell] = Counter()
        for (school, sender, told), people in self._seen.items():
            for kind, name in ((Scope.ALL, ""), (Scope.SCHOOL, school), (Scope.SENDER, sender)):
                for measure, has in told:
                    cell = (kind.value, name, measure)
                    bases[cell] += people
                    parts[cell] += people if has else 0
        for cell, base in sorted(bases.items()):
            scope, key, measure = cell
            yield QualityCount(rehearsal=rehearsal, scope=scope, key=key, measure=measure, part=parts[cell], base=base)


def thin_parts(organisation: Organisation, at: datetime) -> int:
    """Remove the counts by school and sender of rehearsals longer ago than they are kept, and return how many."""
    old = QualityCount.objects.filter(
        rehearsal__organisation=organisation, rehearsal__rehearsed_at__lt=at - PARTS_KEPT
    ).exclude(scope=Scope.ALL)
    return old.delete()[0]
