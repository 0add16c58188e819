"""The people we hold as recognition sees them, indexed so that a row meets only those who share something with it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q

from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.facts import PersonFacts
from towpath.people.models import Address, BirthDate, Identifier, Name
from towpath.people.sameness import Sameness
from towpath.rules.names import given_with_gaps, with_gaps
from towpath.rules.recognition import Candidate, Description, Recognition, recognise

CHANGES = (
    "person.created",
    "person.updated",
    "person.merged",
    "person.unmerged",
    "person.removed",
    "person.restored",
    "matching.decided",
    "matching.undone",
)
"""What the log calls each change after which a row may be recognised otherwise."""

# A temporary or former number is as good for recognising its bearer as the one it stood for.
IDENTIFIER_KINDS = {"former_upn": "upn", "temporary_upn": "upn", "former_nccis": "nccis"}


def described(facts: PersonFacts) -> Description:
    """Return what facts say of somebody, as recognition sees it."""
    given = {
        "upn": {facts.upn, facts.former_upn},
        "uln": {facts.uln},
        "nccis": {facts.nccis_id, facts.former_nccis_id},
        f"local:{facts.issuer}": {facts.local_id},
    }
    return Description(
        identifiers={kind: frozenset(filter(None, values)) for kind, values in given.items() if any(values)},
        given_names=_names(given_with_gaps, facts.legal_given_name, facts.preferred_given_name),
        family_names=_names(with_gaps, facts.legal_family_name, facts.preferred_family_name, facts.former_family_name),
        birth_date=facts.birth_date,
        postcode=facts.postcode,
    )


def fingerprint(description: Description) -> str:
    """Return a digest of a description, the same for the same description in any order."""
    told = {
        "identifiers": {kind: sorted(values) for kind, values in sorted(description.identifiers.items())},
        "given": sorted(description.given_names),
        "family": sorted(description.family_names),
        "birth": description.birth_date.isoformat() if description.birth_date else None,
        "postcode": description.postcode,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


Mark = date | str
"""A birth date or a postcode: with a name, what two people alike have in common."""


def _marks(description: Description) -> Iterator[tuple[Mark, str]]:
    """Yield each birth date or postcode with each name: whoever is alike without an identifier shares one of them."""
    for mark in (description.birth_date, description.postcode):
        if mark:
            for name in description.given_names | description.family_names:
                yield mark, name


def _names(fold: Callable[[str], str], *names: str | None) -> frozenset[str]:
    return frozenset(filter(None, (fold(name) for name in names if name)))


@dataclass(slots=True)
class _Record:
    identifiers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    given_names: set[str] = field(default_factory=set)
    family_names: set[str] = field(default_factory=set)
    birth_date: date | None = None
    postcode: str | None = None

    def candidate(self, person_id: int) -> Candidate:
        description = Description(
            identifiers={kind: frozenset(values) for kind, values in self.identifiers.items()},
            given_names=frozenset(self.given_names),
            family_names=frozenset(self.family_names),
            birth_date=self.birth_date,
            postcode=self.postcode,
        )
        return Candidate(person_id=person_id, description=description)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided about one description: who it is or is not, or what to do with it."""

    kind: str | None = None
    person_id: int | None = None
    never: frozenset[int] = frozenset()


NOTHING_DECIDED = Remembered()


class Register:
    """
    Everybody an organisation holds, merges resolved, with what was decided about one sender's descriptions.

    Six queries to load, however many people; memory grows with the number of people.
    """

    def __init__(self, candidates: Iterable[Candidate], remembered: Mapping[str, Remembered]) -> None:
        self._by_identifier: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self._by_mark: dict[tuple[Mark, str], list[Candidate]] = defaultdict(list)
        self._by_person: dict[int, Description] = {}
        self._remembered = remembered
        self._written: dict[int, int] = {}
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Let somebody new be recognised from now on, as within the list that brought them."""
        description = candidate.description
        self._by_person[candidate.person_id] = description
        for kind, values in description.identifiers.items():
            for value in values:
                self._by_identifier[kind, value].append(candidate)
        for mark in _marks(description):
            self._by_mark[mark].append(candidate)

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Learn the ids under which people added with a stand-in were written."""
        self._written.update(numbers)

    def known(self, person_id: int) -> Description | None:
        """Return what is held of somebody, as recognition sees it; None of whom this register does not know."""
        return self._by_person.get(person_id)

    def remembered(self, description: Description) -> Remembered:
        """Return what was decided about a description, which may be nothing."""
        if not self._remembered:
            return NOTHING_DECIDED
        return self._remembered.get(fingerprint(description), NOTHING_DECIDED)

    def recognise(self, description: Description) -> Recognition:
        """Return who a description is of, leaving out those it was said never to be."""
        never = self.remembered(description).never
        found = recognise(description, self._candidates(description), never=never)
        if not self._written:
            return found
        person_id = found.person_id if found.person_id is None else self._written.get(found.person_id, found.person_id)
        return replace(found, person_id=person_id, rivals=tuple(self._written.get(one, one) for one in found.rivals))

    def _candidates(self, description: Description) -> list[Candidate]:
        owners = {
            one.person_id: one
            for kind, values in description.identifiers.items()
            for value in values
            for one in self._by_identifier.get((kind, value), ())
        }
        found = dict(owners)
        # A twin shares a name with whoever owns the identifier, which the row need not have.
        for each in (description, *(owner.description for owner in owners.values())):
            for mark in _marks(each):
                found.update((one.person_id, one) for one in self._by_mark.get(mark, ()))
        return list(found.values())

    @classmethod
    def load(cls, organisation: Organisation, *, sender: str) -> "Register":
        """Return the register of everybody an organisation holds now."""
        return cls._of(organisation, sender, Sameness.of(organisation), {"organisation": organisation})

    @classmethod
    def around(cls, organisation: Organisation, descriptions: Collection[Description], *, sender: str) -> "Register":
        """
        Return the register of those who share an identifier, or a birth date or postcode with a name, with one of
        these descriptions.

        For a list of a few hundred rows it says what the whole register would, in a fraction of the time. Ten queries.
        """
        sameness = Sameness.of(organisation)
        found = sameness.narrowed(_alike(organisation, descriptions, sameness))
        # Not the organisation too, whose people these are: SQLite would read all its rows to find a few.
        return cls._of(organisation, sender, found, {"person_id__in": among(found.everyone)})

    @classmethod
    def _of(cls, organisation: Organisation, sender: str, sameness: Sameness, about: Mapping[str, Any]) -> "Register":
        return cls(_held(sameness, about), _load_remembered(organisation, sender, sameness))


def held_of(organisation: Organisation, person_id: int) -> Description | None:
    """Return what is held of one person, as recognition sees it; None where nothing is. Six queries."""
    sameness = Sameness.around(organisation, [person_id])
    held = _held(sameness, {"person_id__in": among(sameness.everyone)})
    return next((each.description for each in held if each.person_id == person_id), None)


def _held(sameness: Sameness, about: Mapping[str, Any]) -> Iterator[Candidate]:
    """Yield whoever a register holds, merges resolved."""
    records: dict[int, _Record] = defaultdict(_Record)
    live = {**about, "withdrawn_at__isnull": True}
    identifiers = Identifier.objects.filter(**live).exclude(kind="nhs").order_by("id")
    for person_id, kind, issuer, value in identifiers.values_list("person_id", "kind", "issuer", "value"):
        known_as = f"local:{issuer}" if kind == "local" else IDENTIFIER_KINDS.get(kind, kind)
        records[sameness.leading(person_id)].identifiers[known_as].add(value)
    names = Name.objects.filter(**live).order_by("id")
    for person_id, given, family in names.values_list("person_id", "given_name", "family_name"):
        record = records[sameness.leading(person_id)]
        record.given_names.update(_names(given_with_gaps, given))
        record.family_names.update(_names(with_gaps, family))
    births = BirthDate.objects.filter(**live).order_by("id")
    for person_id, born in births.values_list("person_id", "birth_date"):
        records[sameness.leading(person_id)].birth_date = born
    addresses = Address.objects.filter(**live, to_date__isnull=True).exclude(postcode="").order_by("id")
    for person_id, postcode in addresses.values_list("person_id", "postcode"):
        records[sameness.leading(person_id)].postcode = postcode
    for person_id, record in records.items():
        yield record.candidate(person_id)


def _alike(organisation: Organisation, descriptions: Collection[Description], sameness: Sameness) -> set[int]:
    """Return who shares an identifier, or a mark with a name, with one of these or with whoever owns its identifier."""
    values = {value for each in descriptions for of_kind in each.identifiers.values() for value in of_kind}
    births = {each.birth_date for each in descriptions if each.birth_date}
    postcodes = {each.postcode for each in descriptions if each.postcode}
    live = {"organisation": organisation, "withdrawn_at__isnull": True}
    identified = Identifier.objects.filter(**live, value__in=values)
    born = BirthDate.objects.filter(**live, birth_date__in=births)
    living = Address.objects.filter(**live, to_date__isnull=True, postcode__in=postcodes)
    owners = {sameness.leading(person_id) for person_id in identified.values_list("person_id", flat=True)}
    marks: dict[int, set[Mark]] = defaultdict(set)
    held: Iterable[tuple[int, Mark]] = chain(
        born.values_list("person_id", "birth_date"), living.values_list("person_id", "postcode")
    )
    for person_id, mark in held:
        marks[sameness.leading(person_id)].add(mark)
    named = Q(person__in=born.values("person")) | Q(person__in=living.values("person"))
    # A merged record may have the name and the one it was merged into the birth date.
    rows = Name.objects.filter(named | Q(person__in=sameness.everyone), **live)
    names: dict[int, set[str]] = defaultdict(set)
    for person_id, given, family in rows.values_list("person_id", "given_name", "family_name"):
        names[sameness.leading(person_id)].update((given_with_gaps(given), with_gaps(family)))
    wanted = {mark for each in descriptions for mark in _marks(each)}
    wanted |= {(mark, name) for owner in owners for mark in marks.get(owner, ()) for name in names[owner]}
    alike = {
        person_id
        for person_id, own in marks.items()
        if any((mark, name) in wanted for mark in own for name in names[person_id])
    }
    return owners | alike


def _load_remembered(organisation: Organisation, sender: str, sameness: Sameness) -> dict[str, Remembered]:
    # Somebody who went when their list was undone is nobody to give a row to; the row is asked about again.
    rows = Decision.objects.filter(organisation=organisation, sender=sender, undone_at__isnull=True).order_by("id")
    rows = rows.filter(person__withdrawn_at__isnull=True)
    never: dict[str, set[int]] = defaultdict(set)
    decided: dict[str, tuple[str, int | None]] = {}
    for row in rows:
        person_id = None if row.person_id is None else sameness.leading(row.person_id)
        if row.kind == Decision.Kind.NEVER and person_id is not None:
            never[row.fingerprint].add(person_id)
        else:
            decided[row.fingerprint] = (row.kind, person_id)
    return {
        key: Remembered(kind=kind, person_id=person_id, never=frozenset(never.get(key, ())))
        for key in never.keys() | decided.keys()
        for kind, person_id in [decided.get(key, (None, None))]
    }
