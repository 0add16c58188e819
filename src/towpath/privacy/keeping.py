"""What is due to be deleted on a day, and what a hold keeps: counted, and nothing deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet

from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.organisation.models import Organisation
from towpath.organisation.queries import list_choices
from towpath.people.births import birth_dates_of
from towpath.people.models import CareFact, FamilyLink, Person, ReturnFact
from towpath.people.sameness import Sameness
from towpath.privacy.models import AccessRequest, RecordHold
from towpath.privacy.tables import Told, classified
from towpath.privacy.walk import Road, roads
from towpath.programmes.models import Participation
from towpath.rules.retention import CATEGORIES, Category, Due, Event, due_of, last_due_event, upper_age_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDue:
    """
    One category on a day. `rows` and `people` are due; `held_…` would be, but for a hold.

    `not_known` counts those for whom nobody can say when the months begin: people, or rows where they count from when
    each was written. They are kept.
    """

    category: Category
    months: int
    is_chosen: bool
    rows: int
    people: int
    held_rows: int
    held_people: int
    not_known: int


@dataclass(frozen=True, slots=True)
class PersonDue:
    """Somebody whose whole record is past its time; with `held_for` nothing but a hold keeps it."""

    person_id: int
    keep_until_date: date
    held_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a deletion on a day would take and leave. There is none yet but that of `towpath.privacy.forgetting`."""

    on: date
    categories: tuple[CategoryDue, ...]
    people: tuple[PersonDue, ...]


OPEN_REQUEST = "an open request for what we hold"


def dry_run(organisation: Organisation, on: date) -> DryRun:
    """Return what is due in every category of a council, and whose whole record is. It counts and changes nothing."""
    sameness = Sameness.of(organisation)
    held = _held(organisation, sameness)
    births = _births(organisation, sameness)
    known = _ends(organisation, sameness, births)
    chosen = {choice.key.key: choice for choice in list_choices(organisation, on)}
    found: list[CategoryDue] = []
    people: dict[int, Due] = {}
    for category in CATEGORIES:
        choice = chosen[f"retention.{category.code}"]
        length, is_chosen = int(choice.value), choice.chosen is not None
        if category.event == Event.UPPER_AGE:
            due = {each: due_of(ends, length, is_held=each in held) for each, ends in known.items()}
            people |= {each: one for each, one in due.items() if one.is_due(on) or one.is_kept_by_hold(on)}
            counts = _count_people(organisation, category, due, sameness, on)
            counts["not_known"] = sum(birth is None and known[each] is None for each, birth in births.items())
        else:
            counts = _count_rows(organisation, category, last_due_event(on, length), set(held), sameness)
        found.append(CategoryDue(category=category, months=length, is_chosen=is_chosen, **counts))
    listed = [
        PersonDue(each, one.keep_until_date, tuple(held.get(each, ())))
        for each, one in people.items()
        if one.keep_until_date
    ]
    return DryRun(on, tuple(found), tuple(sorted(listed, key=lambda each: (each.keep_until_date, each.person_id))))


def _held(organisation: Organisation, sameness: Sameness) -> Mapping[int, list[str]]:
    """Return why each person who is held is: by a hold that stands, or because they asked what is held of them."""
    held: dict[int, list[str]] = {}
    for hold in RecordHold.objects.filter(organisation=organisation, lifted_at__isnull=True).order_by("pk"):
        held.setdefault(sameness.leading(hold.person_id), []).append(str(hold.reason))
    asked = AccessRequest.objects.filter(organisation=organisation, closed_at__isnull=True)
    for person_id in asked.order_by("pk").values_list("person_id", flat=True):
        held.setdefault(sameness.leading(person_id), []).append(OPEN_REQUEST)
    return held


def _births(organisation: Organisation, sameness: Sameness) -> Mapping[int, date | None]:
    """Return when each person was born, by the record they go by, or None where not known."""
    ids = Person.objects.filter(organisation=organisation).values_list("pk", flat=True)
    leaders = {sameness.leading(person_id) for person_id in ids}
    births = birth_dates_of(organisation, leaders)
    return {each: births.get(each) for each in sorted(leaders)}


def _ends(
    organisation: Organisation, sameness: Sameness, births: Mapping[int, date | None]
) -> Mapping[int, date | None]:
    """
    Return the day on which the service ends for each person, or None where it has not ended or nobody can say.

    An adult on a programme is kept from the end of its run, a relative as long as the young person, and nobody's
    service has ended while a case is open. Of these two the birth date need not be known; of a young person it must.
    """
    plans = ReturnFact.objects.filter(
        organisation=organisation, field="send_flag", value="Y", withdrawn_at__isnull=True
    )
    care = CareFact.objects.filter(organisation=organisation, withdrawn_at__isnull=True)
    longer = {
        sameness.leading(person_id) for rows in (plans, care) for person_id in rows.values_list("person_id", flat=True)
    }
    # The days up to which each is kept; None among them is for good, and none of them is not known.
    days: dict[int, list[date | None]] = {
        each: [upper_age_date(birth, stays_longer=each in longer)] if birth else [] for each, birth in births.items()
    }
    runs = Participation.objects.filter(person__organisation=organisation).order_by("pk")
    for person_id, joined_as, run_end in runs.values_list("person_id", "joined_as", "run__end_date"):
        leader = sameness.leading(person_id)
        is_young = joined_as == Participation.JoinedAs.YOUNG_PERSON
        days[leader].append(None if is_young and births[leader] is None else run_end)
    opened = Case.objects.filter(organisation=organisation, closed_date__isnull=True).order_by("pk")
    for person_id in opened.values_list("person_id", flat=True):
        days[sameness.leading(person_id)].append(None)
    own = {each: _latest(found) for each, found in days.items()}
    links = FamilyLink.objects.filter(organisation=organisation, withdrawn_at__isnull=True).order_by("pk")
    for person_id, relative_id in links.values_list("person_id", "relative_id"):
        days[sameness.leading(relative_id)].append(own[sameness.leading(person_id)])
    return {each: _latest(found) for each, found in days.items()}


def _latest(days: Sequence[date | None]) -> date | None:
    """Return the last of some days, or None where there are none or one of them is not known."""
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _count_people(
    organisation: Organisation, category: Category, due: Mapping[int, Due], sameness: Sameness, on: date
) -> dict[str, int]:
    go = {each for each, one in due.items() if one.is_due(on)}
    stay = {each for each, one in due.items() if one.is_kept_by_hold(on)}
    counted: dict[str, int] = {}
    for prefix, people in (("", go), ("held_", stay)):
        ids = people | {each for each in sameness.everyone if sameness.leading(each) in people}
        rows = sum(road.rows(organisation, ids).count() for _, road in _roads_in(category)) if ids else 0
        counted |= {f"{prefix}rows": rows, f"{prefix}people": len(people)}
    return counted


def _count_rows(
    organisation: Organisation, category: Category, last: date, held: set[int], sameness: Sameness
) -> dict[str, int]:
    counted = dict.fromkeys(("rows", "people", "held_rows", "held_people", "not_known"), 0)
    going: set[int] = set()
    staying: set[int] = set()
    for told, road in _roads_in(category):
        counted["not_known"] += _own(organisation, road).filter(Q(**{f"{told.written}__isnull": True})).count()
        lookup = road.lookups[0]
        people = [
            sameness.leading(person) if person else None
            for person in _due(organisation, told, road, last).values_list(lookup, flat=True)
        ]
        counted["held_rows"] += sum(person in held for person in people)
        counted["rows"] += sum(person not in held for person in people)
        staying |= {person for person in people if person in held and person}
        going |= {person for person in people if person not in held and person}
    return counted | {"people": len(going), "held_people": len(staying)}


def _roads_in(category: Category) -> list[tuple[Told, Road]]:
    return [
        (told, roads()[told.label])
        for told in classified().values()
        if told.category == category.code and told.label in roads()
    ]


def _due(organisation: Organisation, told: Told, road: Road, last: date) -> QuerySet[Any]:
    field = road.model._meta
    column = None
    for name in told.written.split("__"):
        column = field.get_field(name)
        field = column.related_model._meta if column.is_relation else field  # type: ignore[union-attr]
    if isinstance(column, DateTimeField):
        # The whole of the last day counts, as London's clocks had it.
        return _own(organisation, road).filter(**{f"{told.written}__lte": datetime.combine(last, time.max, LONDON)})
    return _own(organisation, road).filter(**{f"{told.written}__lte": last})


def _own(organisation: Organisation, road: Road) -> QuerySet[Any]:
    """Return a council's rows of a table, those about nobody we know too."""
    names = {field.name for field in road.model._meta.concrete_fields}
    through = "organisation" if "organisation" in names else f"{road.lookups[0]}__organisation"
    return road.model._base_manager.filter(**{through: organisation}).order_by("pk")
