"""Where everybody of a council is taught, and which council leads for them, on a day and as that is known now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.organisation.models import Organisation
from towpath.people.models import BirthDate, ReturnFact, SchoolPlace
from towpath.people.sameness import Sameness
from towpath.rules.cohort import LAST_SCHOOL_ACADEMIC_AGE
from towpath.rules.dates import academic_age
from towpath.tracking.models import Spell


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is taught, and in which council that lies."""

    establishment_id: int
    la_code: str


def births_of(organisation: Organisation, sameness: Sameness) -> Mapping[int, date]:
    """Return the birth date of everybody, by the record they go by. One query."""
    rows = BirthDate.objects.known_at(None).filter(organisation=organisation).order_by("recorded_at", "id")
    return {leader: row.birth_date for leader, row in sameness.speaking(rows).items()}


def told_on(
    organisation: Organisation, sameness: Sameness, fields: Collection[str], on: date
) -> Mapping[int, Mapping[str, str]]:
    """
    Return what was told of each of these fields of the return, in force on a day; a record's own before a merged one's.

    One query.
    """
    rows = ReturnFact.objects.known_at(None).in_force(on)
    rows = rows.filter(organisation=organisation, field__in=fields).order_by("recorded_at", "id")
    own: dict[int, dict[str, str]] = defaultdict(dict)
    merged: dict[int, dict[str, str]] = defaultdict(dict)
    for person_id, field, value in rows.values_list("person_id", "field", "value"):
        leader = sameness.leading(person_id)
        (own if leader == person_id else merged)[leader][field] = value
    for leader, said in merged.items():
        own[leader] = {**said, **own[leader]}
    return own


def places_on(organisation: Organisation, sameness: Sameness, births: Mapping[int, date], on: date) -> dict[int, Place]:
    """
    Return where each is taught on a day: up to Year 11 at school, one on its roll first, else where the ledger says;
    past it the ledger first, because nobody takes a leaver off an old roll. Two queries.

    :param births: as `births_of` gives them
    """
    at_school, in_ledger = _at_school(organisation, sameness, on), _in_ledger(organisation, sameness, on)
    past = {
        leader
        for leader in at_school.keys() & in_ledger.keys()
        if leader in births and academic_age(births[leader], on) > LAST_SCHOOL_ACADEMIC_AGE
    }
    return {**in_ledger, **at_school, **{leader: in_ledger[leader] for leader in past}}


def _in_ledger(organisation: Organisation, sameness: Sameness, on: date) -> dict[int, Place]:
    spells = Spell.objects.filter(organisation=organisation, from_date__lte=on, statement__establishment__isnull=False)
    current = spells.exclude(to_date__lt=on).order_by("pk")
    columns = ("person_id", "statement__establishment_id", "statement__establishment__la_code")
    return {
        sameness.leading(person_id): Place(establishment_id, la_code)
        for person_id, establishment_id, la_code in current.values_list(*columns)
    }


def _at_school(organisation: Organisation, sameness: Sameness, on: date) -> dict[int, Place]:
    rows = (
        SchoolPlace.objects.known_at(None).in_force(on).filter(organisation=organisation, establishment__isnull=False)
    )
    columns = ("kind", "person_id", "establishment_id", "establishment__la_code")
    on_roll_last = sorted(
        rows.order_by("recorded_at", "pk").values_list(*columns), key=lambda row: row[0] == SchoolPlace.Kind.ON_ROLL
    )
    return {
        sameness.leading(person_id): Place(establishment_id, la_code)
        for _, person_id, establishment_id, la_code in on_roll_last
    }
