"""The people we hold, and what rows say, as tables that scoring compares."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa

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
    people: dict[int, dict[str, Any]] = defaultdict(_empty)
    names = Name.objects.filter(**about).order_by("id").values_list("person_id", "given_name", "family_name")
    for person_id, given, family in names:
        person = people[sameness.leading(person_id)]
        _put(person["given_name"], given)
        _put(person["family_name"], family)
    births = BirthDate.objects.filter(**about).order_by("id")
    for person_id, born in births.values_list("person_id", "birth_date"):
        people[sameness.leading(person_id)]["birth_date"] = born
    addresses = Address.objects.filter(**about).order_by("id")
    for person_id, postcode, line, to_date in addresses.values_list(
        "person_id", "postcode", "address_line_1", "to_date"
    ):
        person = people[sameness.leading(person_id)]
        _put(person["postcode"], postcode)
        if to_date is None and line:
            person["address"] = line
    numbers = Identifier.objects.filter(**about, kind__in=(*UPN_KINDS, "uln")).order_by("id")
    for person_id, kind, value in numbers.values_list("person_id", "kind", "value"):
        _put(people[sameness.leading(person_id)]["uln" if kind == "uln" else "upn"], value)
    genders = ReturnFact.objects.filter(**about, field="gender").exclude(value=GENDER_NOT_TOLD).order_by("id")
    for person_id, gender in genders.values_list("person_id", "value"):
        people[sameness.leading(person_id)]["gender"] = gender
    return pa.Table.from_pylist([{"id": person_id, **person} for person_id, person in people.items()], SCHEMA)


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
    lists = ("given_name", "family_name", "postcode", "upn", "uln")
    return {"birth_date": None, "address": None, "gender": None, **{name: [] for name in lists}}


def _put(values: list[str], value: str | None) -> None:
    """Add a value that is not there yet, whatever its accents and capitals."""
    if value and folded(value) not in map(folded, values):
        values.append(value)
