"""Who a row of a list may be about: exact identifiers, and everybody born on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.access import Viewer
from towpath.people.models import Address, BirthDate, Identifier, Name
from towpath.people.queries.visible import organisation_of
from towpath.people.sameness import Sameness

IdentifierKey = tuple[str, str, str]
"""Kind, issuer (empty where nobody else could have given the same one), value."""


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """Somebody as they are recognised by: every name in use or once used, birth date, postcodes now and before."""

    person_id: int
    birth_date: date
    names: frozenset[tuple[str, str]]
    postcodes: frozenset[str]


def find_by_identifiers(viewer: Viewer, keys: Collection[IdentifierKey]) -> Mapping[IdentifierKey, frozenset[int]]:
    """
    Return who holds each of these identifiers now, merges resolved; one that nobody holds is left out. Two queries.

    A former UPN may be held by several. Nobody is found for somebody who may not match people.
    """
    if not _may_match(viewer):
        return {}
    wanted = set(keys)
    sameness = Sameness.of(organisation_of(viewer))
    rows = Identifier.objects.known_at(None).filter(
        organisation_id=viewer.organisation_id,
        value__in={value for _, _, value in wanted},
        person__withdrawn_at__isnull=True,
    )
    found: dict[IdentifierKey, set[int]] = defaultdict(set)
    for kind, issuer, value, person_id in rows.values_list("kind", "issuer", "value", "person_id"):
        if (kind, issuer, value) in wanted:
            found[kind, issuer, value].add(sameness.leading(person_id))
    return {key: frozenset(people) for key, people in found.items()}


def list_born_on(viewer: Viewer, birth_dates: Collection[date]) -> Mapping[date, list[KnownIdentity]]:
    """
    Return everybody born on each of these days, in the order they were first held, merges resolved. Four queries.

    Nobody is found for somebody who may not match people.
    """
    if not _may_match(viewer):
        return {}
    sameness = Sameness.of(organisation_of(viewer))
    born = BirthDate.objects.known_at(None).filter(
        organisation_id=viewer.organisation_id, birth_date__in=set(birth_dates), person__withdrawn_at__isnull=True
    )
    days: dict[int, set[date]] = defaultdict(set)
    for person_id, birth_date in born.values_list("person_id", "birth_date"):
        days[sameness.leading(person_id)].add(birth_date)
    members = [*days, *(each for each in sameness.leaders if sameness.leading(each) in days)]
    names: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for person_id, given_name, family_name in (
        Name.objects.known_at(None).filter(person_id__in=members).values_list("person_id", "given_name", "family_name")
    ):
        names[sameness.leading(person_id)].add((given_name, family_name))
    postcodes: dict[int, set[str]] = defaultdict(set)
    for person_id, postcode in (
        Address.objects.known_at(None).filter(person_id__in=members).values_list("person_id", "postcode")
    ):
        postcodes[sameness.leading(person_id)].add(postcode)
    listed: dict[date, list[KnownIdentity]] = defaultdict(list)
    for person_id in sorted(days):
        for birth_date in sorted(days[person_id]):
            listed[birth_date].append(
                KnownIdentity(
                    person_id,
                    birth_date,
                    frozenset(names[person_id]),
                    frozenset(postcodes[person_id] - {""}),
                )
            )
    return listed


def _may_match(viewer: Viewer) -> bool:
    return viewer.may("people.match") or viewer.may("imports.load")
