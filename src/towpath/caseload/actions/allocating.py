"""Giving many young people to one adviser at once, as a manager does with a list that people have confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions.cases import CaseRefusedError, open_case
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep
from towpath.people.models import Person
from towpath.people.sameness import Sameness


@dataclass(frozen=True, slots=True)
class Allocated:
    """The cases that were opened, and whoever was left because they have one already."""

    opened: tuple[Case, ...]
    left: tuple[Person, ...]


def allocate_cases(
    *,
    people: Sequence[Person],
    adviser: User,
    level_of_need: str,
    because: str,
    next_step: NextStep,
    by: Actor,
    at: datetime,
) -> Allocated:
    """
    Open a case with one adviser for each of these people, each in a transaction of its own.

    Whoever has one open, under any of their records, is left with whoever works with them.

    :raises CaseRefusedError: nobody is named, the adviser may not work a case, or the next step is in the past; nothing
        is opened then
    """
    if not people:
        raise CaseRefusedError("Choose at least one young person.")
    sameness = Sameness.around(people[0].organisation, [each.pk for each in people])
    working = Case.objects.filter(person__in=sameness.everyone, closed_date__isnull=True)
    taken = {sameness.leading(person_id) for person_id in working.values_list("person_id", flat=True)}
    opened: list[Case] = []
    left: list[Person] = []
    for person in people:
        if sameness.leading(person.pk) in taken:
            left.append(person)
            continue
        taken.add(sameness.leading(person.pk))
        try:
            opened.append(
                open_case(
                    person=person,
                    adviser=adviser,
                    level_of_need=level_of_need,
                    because=because,
                    next_step=next_step,
                    by=by,
                    at=at,
                )
            )
        except CaseRefusedError:
            # Somebody may have opened one since they were looked up; any other refusal is the same for everybody.
            if not Case.objects.filter(person=person, closed_date__isnull=True).exists():
                raise
            left.append(person)
    return Allocated(tuple(opened), tuple(left))
