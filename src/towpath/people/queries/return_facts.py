"""What the return asks of people, what is missing, and for which reasons each is held."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from towpath.access import Viewer
from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import BirthDate, CareFact, CharacteristicFact, ReturnFact, SchoolPlace
from towpath.people.queries.records import CARE_CHARACTERISTICS
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.return_fields import OWN_COUNCIL, RETURN_FIELDS, ReturnField, return_field
from towpath.people.sameness import Sameness
from towpath.rules.cohort import HeldFacts, ReasonHeld, reasons_held
from towpath.rules.residence import leads

HAS_LEFT = frozenset({"T", "E", "D", "M", "A", "L"})
"""Cohort statuses of somebody whom this council does not track any more."""

ALL_FIELDS = {known.name: known for known in RETURN_FIELDS}
ASKED_OF_REASONS = {name: ALL_FIELDS[name] for name in ("send_flag", "lead_la", "cohort_status", "educated_la")}


@dataclass(frozen=True, slots=True)
class ReturnValue:
    """
    One value as the return would send it. `is_default` says that nobody has told us: `words` says what stands in.

    `value` is None where the return sends nothing; `is_missing` where it asks for something that nobody has told us.
    """

    field: str
    value: str | None
    is_default: bool
    is_missing: bool
    words: str
    source: str = ""
    from_date: date | None = None


def list_return_facts(
    viewer: Viewer, person_id: int, on: date, *, known_at: datetime | None = None
) -> list[ReturnValue]:
    """Return every value of one person, in the order of the panel; none where the viewer may not see them."""
    return list(return_facts_of(viewer, [person_id], on, known_at=known_at).get(person_id, {}).values())


def list_missing_return_facts(
    viewer: Viewer, person_ids: Collection[int], on: date, *, known_at: datetime | None = None
) -> Mapping[int, tuple[ReturnValue, ...]]:
    """Return, for each of these people who lacks any, the values that nobody has told us. Four queries."""
    values = return_facts_of(viewer, person_ids, on, known_at=known_at)
    missing = {
        person_id: tuple(value for value in of_one.values() if value.is_missing) for person_id, of_one in values.items()
    }
    return {person_id: of_one for person_id, of_one in missing.items() if of_one}


def return_facts_of(
    viewer: Viewer, person_ids: Collection[int], on: date, *, known_at: datetime | None = None
) -> Mapping[int, Mapping[str, ReturnValue]]:
    """Return every value of these people by the id asked for and by field, defaults included. Four queries."""
    sameness = Sameness.around(organisation_of(viewer), person_ids, known_at=known_at)
    seen = _seen(viewer, sameness, on, known_at)
    told = _told(sameness, seen, on, known_at)
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=viewer.organisation_id)
    return {
        person_id: _panel(told[sameness.leading(person_id)], council)
        for person_id in person_ids
        if sameness.leading(person_id) in seen
    }


def reasons_held_for(
    viewer: Viewer, person_ids: Collection[int], on: date, *, known_at: datetime | None = None
) -> Mapping[int, frozenset[ReasonHeld]]:
    """
    Return why each of these people is held on a day, by the id asked for. Eight queries.

    Somebody whose birth date is not known is held for no reason that can be told. Care is a reason only to those who
    may see care facts.
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids, known_at=known_at)
    seen = _seen(viewer, sameness, on, known_at)
    told = _told(sameness, seen, on, known_at, fields=ASKED_OF_REASONS)
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=viewer.organisation_id)
    members = [each for each in sameness.everyone if sameness.leading(each) in seen]
    births = BirthDate.objects.known_at(known_at).filter(person_id__in=among(members)).order_by("recorded_at", "id")
    by_leader: dict[int, date] = {}
    for person_id, birth_date in births.values_list("person_id", "birth_date"):
        leader = sameness.leading(person_id)
        if person_id == leader or leader not in by_leader:
            by_leader[leader] = birth_date
    taught_here = _leaders(
        sameness,
        SchoolPlace.objects.known_at(known_at)
        .in_force(on)
        .filter(person_id__in=among(members), establishment__la_code=council)
        .values_list("person_id", flat=True),
    )
    in_care = _care_experienced(viewer, sameness, members, on, known_at)
    reasons = {}
    for person_id in person_ids:
        leader = sameness.leading(person_id)
        if leader in seen:
            panel = _panel(told[leader], council, fields=ASKED_OF_REASONS)
            reasons[person_id] = _reasons(
                panel, by_leader.get(leader), council, leader in taught_here, leader in in_care, on
            )
    return reasons


def _reasons(
    panel: Mapping[str, ReturnValue],
    birth_date: date | None,
    council: str,
    is_taught_here: bool,
    is_care: bool,
    on: date,
) -> frozenset[ReasonHeld]:
    if birth_date is None:
        return frozenset()
    facts = HeldFacts(
        birth_date=birth_date,
        has_ehc_plan=panel["send_flag"].value == "Y",
        is_resident=leads(council, panel["lead_la"].value or "") and panel["cohort_status"].value not in HAS_LEFT,
        is_educated_here=is_taught_here
        or (panel["educated_la"].value == council and not panel["educated_la"].is_default),
        is_care_experienced=is_care,
    )
    return reasons_held(facts, on)


def _care_experienced(
    viewer: Viewer, sameness: Sameness, members: Collection[int], on: date, known_at: datetime | None
) -> set[int]:
    """Return who is or ever was in care, where the viewer may know. Two queries."""
    if not viewer.may("people.view_care"):
        return set()
    care = CareFact.objects.known_at(known_at).filter(person_id__in=among(members))
    codes = CharacteristicFact.objects.known_at(known_at).filter(
        person_id__in=among(members), code__in=CARE_CHARACTERISTICS
    )
    # What has ended was experienced all the same; what has not begun was not.
    return {
        sameness.leading(person_id)
        for rows in (care, codes)
        for person_id, from_date in rows.values_list("person_id", "from_date")
        if from_date is None or from_date <= on
    }


def _seen(viewer: Viewer, sameness: Sameness, on: date, known_at: datetime | None) -> set[int]:
    leaders = {sameness.leading(each) for each in sameness.everyone}
    return set(visible_to(viewer, on, known_at=known_at).filter(pk__in=among(leaders)).values_list("pk", flat=True))


_Told = tuple[str, str, date | None]


def _told(
    sameness: Sameness,
    seen: Collection[int],
    on: date,
    known_at: datetime | None,
    *,
    fields: Mapping[str, ReturnField] = ALL_FIELDS,
) -> dict[int, dict[str, _Told]]:
    members = [each for each in sameness.everyone if sameness.leading(each) in seen]
    rows = ReturnFact.objects.known_at(known_at).in_force(on).filter(person_id__in=among(members))
    if fields is not ALL_FIELDS:
        rows = rows.filter(field__in=fields)
    own: dict[int, dict[str, _Told]] = defaultdict(dict)
    merged: dict[int, dict[str, _Told]] = defaultdict(dict)
    columns = ("person_id", "field", "value", "source", "from_date")
    for person_id, field, value, source, from_date in rows.order_by("recorded_at", "id").values_list(*columns):
        leader = sameness.leading(person_id)
        (own if leader == person_id else merged)[leader][field] = (value, source, from_date)
    for leader, of_one in merged.items():
        own[leader] = {**of_one, **own[leader]}
    return own


def _panel(
    told: Mapping[str, _Told], council: str, *, fields: Mapping[str, ReturnField] = ALL_FIELDS
) -> dict[str, ReturnValue]:
    status = told["cohort_status"][0] if "cohort_status" in told else return_field("cohort_status").default
    return {name: _value(known, told.get(name), council, status) for name, known in fields.items()}


def _value(known: ReturnField, told: _Told | None, council: str, status: str | None) -> ReturnValue:
    if told:
        value, source, from_date = told
        return ReturnValue(known.name, value, False, False, known.words, source, from_date)
    default = council if known.default == OWN_COUNCIL else known.default
    is_missing = known.is_mandatory or status in known.needed_with
    return ReturnValue(known.name, default or None, True, is_missing, known.default_words)


def _leaders(sameness: Sameness, person_ids: Collection[int]) -> set[int]:
    return {sameness.leading(person_id) for person_id in person_ids}
