"""The family page in words: what must not be done before all else, then each relative with their numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse

from towpath.contact.queries import LastContact, Talks
from towpath.people.queries import ContactRouteRecord, PersonRecord, Relative, SharedParent
from towpath.rules.family import FamilyPart, gives_address_away, part_from_there, part_of
from towpath.web.parts import Cell, Fact, Link
from towpath.web.people.presenters import (
    contact_facts,
    not_to_be_told,
    relation_words,
    route_cell,
    whose_words,
)
from towpath.web.people.reaching import is_usable
from towpath.web.words import phone_in_words, plural

NAMELESS = "Name not recorded"
KNOWN = {"yes": "Yes", "no": "No"}
GROUPS = (
    ("Parents and carers", (FamilyPart.PARENT, FamilyPart.CARER)),
    ("Brothers and sisters", (FamilyPart.SIBLING,)),
    ("Children", (FamilyPart.CHILD,)),
    ("Others", (FamilyPart.OTHER,)),
)


class Adviser(Protocol):
    """What this page asks of whoever has a case."""

    name: Any


@dataclass(frozen=True, slots=True)
class RelativeCard:
    """One relative: their name, where their record is, and what there is to know of them beside the person."""

    name: str
    href: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class FamilyGroup:
    heading: str
    cards: Sequence[RelativeCard]


def warnings_of(record: PersonRecord, family: Sequence[Relative], relatives: Mapping[int, PersonRecord]) -> list[str]:
    """Return what must not be done, in words, the gravest first: who must not be told, what gives an address away."""
    name = record.shown_name or "this young person"
    told = [
        f"{_name(each)} must not be told anything about {name}."
        for each in family
        if each.must_not_be_told and not each.is_theirs
    ]
    told += [
        f"{name} must not be told anything about {_name(each)}."
        for each in family
        if each.must_not_be_told and each.is_theirs
    ]
    is_protected = record.address is not None and record.address.is_protected
    away = [
        f"The address of {name} is protected, and {_name(each)} lives with them at one that is not. Protect it too."
        for each in family
        if gives_address_away(
            is_protected=is_protected,
            lives_with=each.lives_with,
            has_open_address=_has_open_address(relatives.get(each.person_id)),
        )
    ]
    unsafe = [
        f"Do not use {_route_words(route)}: {_lower(whose_words(route))}."
        for route in record.contact_routes
        if not is_usable(route, record)
    ]
    return list(dict.fromkeys([*told, *away, *unsafe]))


def groups_of(
    record: PersonRecord,
    family: Sequence[Relative],
    relatives: Mapping[int, PersonRecord],
    advisers: Mapping[int, Adviser],
) -> list[FamilyGroup]:
    """Return the family in parts, each with a card for every relative; a part with nobody in it is left out."""
    groups = []
    for heading, parts in GROUPS:
        cards = [
            _card(record, each, relatives.get(each.person_id), advisers.get(each.person_id))
            for each in _once(family)
            if _part(each) in parts
        ]
        if cards:
            groups.append(FamilyGroup(heading, cards))
    return groups


def talk_facts(talks: Talks, last: LastContact | None, name: str) -> list[Fact]:
    """Return how often somebody and, apart from that, their family were talked with, and when last."""
    return [
        Fact(f"Talked with {name}", plural(talks.with_them, "time")),
        Fact("Talked with family", plural(talks.with_family, "time")),
        *contact_facts(last),
    ]


def shared_parent_words(shared: Iterable[SharedParent]) -> list[tuple[Link, str]]:
    """Return who has a parent in common, each with which one."""
    return [
        (
            Link(each.shown_name or NAMELESS, reverse("people_person", args=[each.public_id])),
            f"has the same parent on record: {each.parent_name or NAMELESS}",
        )
        for each in shared
    ]


def _once(family: Sequence[Relative]) -> list[Relative]:
    """Return each relative once: what they are to the person speaks before what the person is to them."""
    said = {each.person_id: each for each in sorted(family, key=lambda one: not one.is_theirs)}
    return [said[person_id] for person_id in dict.fromkeys(each.person_id for each in family)]


def _part(relative: Relative) -> FamilyPart:
    return part_from_there(relative.relation) if relative.is_theirs else part_of(relative.relation)


def _card(
    record: PersonRecord, relative: Relative, theirs: PersonRecord | None, adviser: Adviser | None
) -> RelativeCard:
    facts = [Fact("Relation", relation_words(relative))]
    if relative.must_not_be_told:
        facts.insert(0, Fact("Tell them?", not_to_be_told(relative)))
    key = "Responsible for them" if relative.is_theirs else "Parental responsibility"
    if _part(relative) is not FamilyPart.SIBLING:
        facts.append(Fact(key, KNOWN.get(relative.has_responsibility, "Not known")))
    facts.append(Fact("Live together", KNOWN.get(relative.lives_with, "Not known")))
    facts += _numbers(record, relative, theirs)
    if adviser is not None:
        facts.append(Fact("Their adviser", adviser.name))
    return RelativeCard(_name(relative), reverse("people_person", args=[relative.public_id]), facts)


def _numbers(record: PersonRecord, relative: Relative, theirs: PersonRecord | None) -> list[Fact]:
    """Return the numbers of a relative: those of their own record, and those the person's record gives as theirs."""
    name = relative.shown_name.casefold()
    found: dict[str, Fact] = {}
    routes = theirs.contact_routes if theirs else ()
    for route in routes:
        if theirs and route.belongs_to == "self" and route.kind != "post":
            is_kept = relative.must_not_be_told and not relative.is_theirs
            value: Cell = f"Do not use: {_route_words(route)}" if is_kept else route_cell(route, theirs)
            found[route.value] = Fact("Their number", value)
    for route in record.contact_routes:
        if name and route.belongs_to != "self" and route.owner_name.casefold() == name:
            # What is said of it here is about reaching this young person, so here it speaks.
            found[route.value] = Fact("Their number", route_cell(route, record))
    return list(found.values())


def _name(relative: Relative) -> str:
    return relative.shown_name or NAMELESS


def _has_open_address(record: PersonRecord | None) -> bool:
    return record is not None and record.address is not None and not record.address.is_protected


def _route_words(route: ContactRouteRecord) -> str:
    return phone_in_words(route.value) if route.kind == "phone" else route.value


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
