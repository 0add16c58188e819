"""The one door for what lists and pages tell of people: one person or five hundred, in the same few queries."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.people.actions.book import Book, open_book, write_book
from towpath.people.actions.given import Checked, IdentifierKey, identifiers_of, is_empty
from towpath.people.actions.telling import tell
from towpath.people.facts import (
    GIVEN_FIELDS,
    FactsRefusedError,
    IdentifierTakenError,
    Outcome,
    PersonFacts,
    Recorded,
    Refusal,
)
from towpath.people.models import Identifier
from towpath.standards import Standards

Incoming = Sequence[tuple[int | None, PersonFacts]]
_NEVER_UNIQUE = frozenset({Identifier.Kind.FORMER_UPN.value, Identifier.Kind.FORMER_NCCIS.value})


def record_person(
    *,
    organisation: Organisation,
    facts: PersonFacts,
    source: str,
    by: Actor,
    at: datetime,
    person_id: int | None = None,
    on: date | None = None,
) -> Recorded:
    """
    Record what we are told of one person; with no id, of somebody new.

    :raises IdentifierTakenError: an identifier already belongs to somebody else
    :raises FactsRefusedError: something else given may not be recorded
    """
    [recorded] = record_people(
        organisation=organisation, incoming=[(person_id, facts)], source=source, by=by, at=at, on=on
    )
    if recorded.outcome is Outcome.REFUSED:
        taken = any(refusal.code == "identifier_taken" for refusal in recorded.refusals)
        raise (IdentifierTakenError if taken else FactsRefusedError)(recorded.refusals)
    return recorded


def record_people(
    *,
    organisation: Organisation,
    incoming: Incoming,
    source: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
) -> list[Recorded]:
    """
    Record what we are told of people, and return what became of each in the order given.

    Each is a person's id, or None for somebody new, with facts of which those not given change nothing. A person whose
    facts are refused is left untouched, and the others are recorded. One transaction; the number of queries does not
    grow with the number of people. One person may come twice: the later row speaks. A negative number stands for
    somebody new of whom several rows speak: the first that is not refused makes them.

    :param source: the batch or page, as `import:12`; `withdraw_source` undoes it
    :param on: the day that the list speaks of; the day of `at` where it is not said
    """
    book, became = _decided(organisation, incoming, source=source, by=by, at=at, on=on)
    write_book(book)
    return [each if each.person_id is None else replace(each, person_id=book.id_of(each.person_id)) for each in became]


def plan_people(
    *, organisation: Organisation, incoming: Incoming, source: str, by: Actor, at: datetime, on: date | None = None
) -> list[Recorded]:
    """
    Return what `record_people` would make of each, writing nothing; somebody new has a negative id, any that was given.
    """
    return _decided(organisation, incoming, source=source, by=by, at=at, on=on)[1]


def _decided(
    organisation: Organisation, incoming: Incoming, *, source: str, by: Actor, at: datetime, on: date | None
) -> tuple[Book, list[Recorded]]:
    """Return the book as it would be written, and what becomes of each."""
    day = on or localdate(at)
    known = [person_id for person_id, _ in incoming if person_id is not None and person_id > 0]
    book = open_book(organisation, known, source=source, on=day, by=by, at=at)
    asked = list(_asked(book, incoming))
    refused = _refused(book, asked, standards=standards_for(organisation))
    return book, [_settle(book, each, refused.get(place, ())) for place, each in enumerate(asked)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """
    What is asked of one person: under the record they go by, with what a limit on sharing keeps back named.

    Somebody new has a negative number.
    """

    person_id: int
    facts: PersonFacts
    withheld_fields: tuple[str, ...]

    @classmethod
    def of(cls, person_id: int, facts: PersonFacts) -> "_Asked":
        if not facts.sharing_limited:
            return cls(person_id, facts, ())
        limited = facts.limited()
        withheld = tuple(name for name in GIVEN_FIELDS if getattr(facts, name) != getattr(limited, name))
        return cls(person_id, limited, withheld)


def _asked(book: Book, incoming: Incoming) -> Iterator[_Asked]:
    newest = min((person_id for person_id, _ in incoming if person_id is not None), default=0)
    unnumbered = count(min(newest, 0) - 1, -1)
    for person_id, facts in incoming:
        yield _Asked.of(next(unnumbered) if person_id is None else book.sameness.leading(person_id), facts)


def _settle(book: Book, asked: _Asked, refusals: tuple[Refusal, ...]) -> Recorded:
    if refusals:
        return Recorded(None, Outcome.REFUSED, refusals=refusals)
    if asked.person_id < 0 and asked.person_id not in book.changed:
        book.add_person(asked.person_id)
        tell(book, asked.person_id, asked.facts)
        told = tuple(book.changed[asked.person_id])
        return Recorded(asked.person_id, Outcome.CREATED, told, (), asked.withheld_fields)
    told = tell(book, asked.person_id, asked.facts)
    outcome = Outcome.UPDATED if told else Outcome.UNCHANGED
    return Recorded(asked.person_id, outcome, told, (), asked.withheld_fields)


def _refused(book: Book, asked: Sequence[_Asked], *, standards: Standards) -> dict[int, tuple[Refusal, ...]]:
    """Return, by place, why some may not be recorded. One query, for who holds the identifiers given."""
    given = [list(identifiers_of(each.facts)) for each in asked]
    holders = _holders(book, {key[2] for identifiers in given for _, key in identifiers})
    refused: dict[int, tuple[Refusal, ...]] = {}
    claimed: dict[IdentifierKey, int] = {}
    made: set[int] = set()
    checked = Checked(standards, book.on)
    for place, (each, identifiers) in enumerate(zip(asked, given, strict=True)):
        found = list(checked.refusals_of(each.facts))
        if each.person_id > 0 and each.person_id not in book.public_ids:
            found.append(_UNKNOWN_PERSON)
        elif each.person_id < 0 and each.person_id not in made and is_empty(each.facts):
            found.append(_NOTHING_GIVEN)
        for name, key in identifiers:
            holder = holders.get(key, claimed.get(key, each.person_id))
            if key[0] not in _NEVER_UNIQUE and holder != each.person_id:
                found.append(_taken(name, key, holder if holder > 0 else None))
        if found:
            refused[place] = tuple(found)
        else:
            made.add(each.person_id)
            claimed.update({key: each.person_id for _, key in identifiers})
    return refused


def _holders(book: Book, values: Collection[str]) -> dict[IdentifierKey, int]:
    rows = Identifier.objects.filter(organisation=book.organisation, value__in=values, withdrawn_at__isnull=True)
    return {
        (kind, issuer, value): book.sameness.leading(person_id)
        for kind, issuer, value, person_id in rows.values_list("kind", "issuer", "value", "person_id")
    }


def _taken(given: str, key: IdentifierKey, holder: int | None) -> Refusal:
    return Refusal(
        "identifier_taken",
        given,
        key[2],
        f"Somebody else already has {given.replace('_', ' ')} {key[2]}. Find out who it belongs to.",
        holder,
    )


_UNKNOWN_PERSON = Refusal("person_unknown", "person_id", "", "There is no such person here. Look for them again.")
_NOTHING_GIVEN = Refusal("nothing_given", "", "", "Nothing is given of this person. Give at least a name.")
