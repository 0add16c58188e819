"""The people we hold, and what rows say, as tables that scoring compares."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pyarrow as pa
from django.db.models import Model

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.facts import PersonFacts
from towpath.people.models import Address, BirthDate, Identifier, Name, ReturnFact
from towpath.people.sameness import Sameness
from towpath.rules.names import folded

SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("given_name", pa.list_(pa.string())),
        ("family_name", pa.list_(pa.string())),
        ("birth_date", pa.date32()),
        ("postcode", pa.list_(pa.string())),
        ("address", pa.string()),
        ("gender", pa.string()),
        ("upn", pa.list_(pa.string())),
        ("uln", pa.list_(pa.string())),
    ]
)
"""What is compared of each. A list holds every value borne: names, present and earlier postcodes, numbers."""
LISTS = ("given_name", "family_name", "postcode", "upn", "uln")
UPN_KINDS = ("upn", "former_upn", "temporary_upn")
GENDER_NOT_TOLD = "U"


def table_of(told: Mapping[int, PersonFacts]) -> pa.Table:
    """Return what rows say of whom they are about, under the ids given, as a table of `SCHEMA`."""
    return pa.Table.from_pylist([{"id": number, **_portrait(facts)} for number, facts in told.items()], SCHEMA)


def same_portraits(told: Mapping[int, PersonFacts]) -> dict[int, int]:
    """Return, for each row, the first of the list that says exactly the same of whom it is about."""
    first: dict[str, int] = {}
    return {number: first.setdefault(repr(_portrait(facts)), number) for number, facts in told.items()}


def held_table(organisation: Organisation, person_ids: Collection[int] | None = None) -> pa.Table:
    """
    Return everybody an organisation holds, or of them these and whoever is joined to them, as a table of `SCHEMA`.

    Joined records are one person, by the id of the record they go by. Six queries.
    """
    sameness = Sameness.of(organisation)
    about: dict[str, Any] = {"organisation": organisation, "withdrawn_at__isnull": True}
    if person_ids is not None:
        about = {"person_id__in": among(sameness.narrowed(person_ids).everyone), "withdrawn_at__isnull": True}
    people: dict[int, None] = {}
    lists: dict[str, dict[int, list[str]]] = {name: defaultdict(list) for name in LISTS}
    singles: dict[str, dict[int, Any]] = {name: {} for name in ("birth_date", "address", "gender")}
    for person_id, given, family in _rows(Name, about, "given_name", "family_name"):
        leader = _known(people, sameness, person_id)
        _put(lists["given_name"][leader], given)
        _put(lists["family_name"][leader], family)
    for person_id, born in _rows(BirthDate, about, "birth_date"):
        singles["birth_date"][_known(people, sameness, person_id)] = born
    for person_id, postcode, line, to_date in _rows(Address, about, "postcode", "address_line_1", "to_date"):
        leader = _known(people, sameness, person_id)
        _put(lists["postcode"][leader], postcode)
        if to_date is None and line:
            singles["address"][leader] = line
    for person_id, kind, value in _rows(Identifier, {**about, "kind__in": (*UPN_KINDS, "uln")}, "kind", "value"):
        _put(lists["uln" if kind == "uln" else "upn"][_known(people, sameness, person_id)], value)
    for person_id, gender in _rows(ReturnFact, {**about, "field": "gender"}, "value"):
        if gender != GENDER_NOT_TOLD:
            singles["gender"][_known(people, sameness, person_id)] = gender
    columns: dict[str, list[Any]] = {"id": list(people)}
    columns |= {name: [told.get(each, ()) for each in people] for name, told in lists.items()}
    columns |= {name: [told.get(each) for each in people] for name, told in singles.items()}
    return pa.table({field.name: pa.array(columns[field.name], field.type) for field in SCHEMA}, SCHEMA)


def _known(people: dict[int, None], sameness: Sameness, person_id: int) -> int:
    """Return the id of the record that somebody goes by, who is among the people from now on."""
    leader = sameness.leading(person_id)
    people[leader] = None
    return leader


def _rows(model: type[Model], about: Mapping[str, Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    return model._default_manager.filter(**about).order_by("id").values_list("person_id", *columns)


def _portrait(facts: PersonFacts) -> dict[str, Any]:
    portrait = _empty() | {
        "birth_date": facts.birth_date,
        "address": facts.address_line_1 or None,
        "gender": facts.gender if facts.gender != GENDER_NOT_TOLD else None,
    }
    for column, values in (
        ("given_name", (facts.legal_given_name, facts.preferred_given_name)),
        ("family_name", (facts.legal_family_name, facts.preferred_family_name, facts.former_family_name)),
        ("postcode", (facts.postcode,)),
        ("upn", (facts.upn, facts.former_upn)),
        ("uln", (facts.uln,)),
    ):
        for value in values:
            _put(portrait[column], value)
    return portrait


def _empty() -> dict[str, Any]:
    return {"birth_date": None, "address": None, "gender": None, **{name: [] for name in LISTS}}


def _put(values: list[str], value: str | None) -> None:
    """Add a value that is not there yet, whatever its accents and capitals."""
    if value and (not values or folded(value) not in map(folded, values)):
        values.append(value)
