"""Put right one fact of one person: end it, take it out, or let another stand in its place."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.people.actions.book import Book, ChangedMeanwhileError, Held, book_on, write_book
from towpath.people.births import birth_dates_of
from towpath.people.facts import FactsRefusedError, Refusal
from towpath.people.kinds import IDENTITY, TABLES, Kind
from towpath.people.models import Address, DatedFact, Fact, Identifier, Name, Person
from towpath.rules.believable import day_problems

_DAY = timedelta(days=1)
TOLD = {
    Kind.CONTACT_ROUTES: "contact_route",
    Kind.ADDRESSES: "address",
    Kind.CHARACTERISTICS: "characteristics",
    Kind.CARE: "care",
    Kind.FAMILY: "family",
    Kind.SHARING: "sharing_limited",
    Kind.STOPS: "contact_stop",
}
"""What a change of each kind is called in the log; of a name or number, its own kind says it."""

FORMER = {
    Name.Kind.PREFERRED.value: Name.Kind.FORMER.value,
    Identifier.Kind.UPN.value: Identifier.Kind.FORMER_UPN.value,
    Identifier.Kind.NCCIS.value: Identifier.Kind.FORMER_NCCIS.value,
}
"""What a name or a number becomes when it is not used any more."""

_MARKS = frozenset({"is_protected", "care_of", "from_date", "to_date"})
"""The columns of an address that do not say where it is."""


def end_fact(
    *, person: Person, kind: Kind, fact_id: int, source: str, by: Actor, at: datetime, to_date: date | None = None
) -> None:
    """
    Record that something was so, and is so no longer.

    A fact with days holds to `to_date`, yesterday where that is not given. A name or number without days becomes a
    former one. What a protected address kept from others stays kept: see `_keep_protected`.

    :raises FactsRefusedError: the day cannot be, or this is not a kind of name or number that can be a former one
    :raises ChangedMeanwhileError: somebody else has put it right first
    """
    book = book_on(person, source=source, by=by, at=at)
    model, old = TABLES[kind], held_in(book, kind, fact_id)
    if issubclass(model, DatedFact):
        last = to_date or book.on - _DAY
        refuse_days(book, person, None if to_date is None else old.content["from_date"], last)
        book.end(model, old, to_date=last, told=told_of(kind, old))
        if model is Address:
            _keep_protected(book, old, from_date=last + _DAY)
    else:
        _make_former(book, model, kind, old)
    write_book(book)


def withdraw_fact(*, person: Person, kind: Kind, fact_id: int, source: str, by: Actor, at: datetime) -> None:
    """
    Take out what was recorded by mistake: it was never so. It stays readable as what was believed until now.

    :raises FactsRefusedError: it is the only name there is
    :raises ChangedMeanwhileError: somebody else has put it right first
    """
    book = book_on(person, source=source, by=by, at=at)
    old = held_in(book, kind, fact_id)
    if kind is Kind.NAMES and len(book.slot(Name, old_leader(book, old))) == 1:
        words = "This is the only name we hold. Change it to the right one instead."
        raise FactsRefusedError((Refusal("only_name", "why", "", words),))
    book.disbelieve(TABLES[kind], old, told=told_of(kind, old))
    if kind is Kind.ADDRESSES:
        _keep_protected(book, old, from_date=old.content["from_date"])
    write_book(book)


def held_in(book: Book, kind: Kind, fact_id: int) -> Held:
    """
    Return a fact that is believed now.

    :raises ChangedMeanwhileError: it is not believed any more
    :raises FactsRefusedError: it is a name or number of a record joined to this one, where it must stay as it is
    """
    every = (each for held in book.held[TABLES[kind]].values() for each in held)
    if found := next((each for each in every if each.id == fact_id), None):
        if kind in IDENTITY and found.person_id != old_leader(book, found):
            words = "This came with a record that was joined to this one. It stays as it is; add the right one here."
            raise FactsRefusedError((Refusal("joined", "", "", words),))
        return found
    raise ChangedMeanwhileError("Somebody else has just changed this. Look at it again.")


def old_leader(book: Book, old: Held) -> int:
    """Return the id of the record that the person of a fact goes by."""
    return book.sameness.leading(old.person_id)


def told_of(kind: Kind, held: Held) -> str:
    """Return what a change of a fact is called in the log."""
    if kind is Kind.NAMES:
        return f"{held.content['kind']}_name"
    return TOLD[kind] if kind in TOLD else str(held.content["kind"])


def make_room(book: Book, model: type[DatedFact], new: Held, *, told: str) -> None:
    """
    End every other fact of the same slot that runs into a new one the day before.

    One that begins on the same day is taken out.
    """
    start = new.content["from_date"]
    if start is None:
        return
    same = {column: new.content[column] for column in model.slot}
    for other in list(book.slot(model, new.person_id, **same)):
        began = other.content["from_date"]
        if other is new or not other.is_in_force(start):
            continue
        if began == start:
            book.disbelieve(model, other, told=told)
        else:
            book.end(model, other, to_date=start - _DAY, told=told)


def refuse_days(book: Book, person: Person, from_date: date | None, to_date: date | None) -> None:
    """
    Return where both days can be.

    :raises FactsRefusedError: one is in the future or before birth, or they are the wrong way round
    """
    births = birth_dates_of(person.organisation, [person.pk])
    refuse(
        Refusal(each.code, each.column or "", each.value or "", each.message)
        for each in day_problems(from_date, to_date, birth_date=births.get(person.pk), on=localdate(book.at))
    )


def refuse(refusals: Iterable[Refusal]) -> None:
    """
    Return where there are no refusals.

    :raises FactsRefusedError: there are
    """
    if found := tuple(refusals):
        raise FactsRefusedError(found)


def _make_former(book: Book, model: type[Fact], kind: Kind, old: Held) -> None:
    before = str(old.content["kind"])
    if before not in FORMER:
        words = "Only a number or name in use can become a former one. If it was never theirs, say so instead."
        raise FactsRefusedError((Refusal("cannot_be_former", "why", before, words),))
    leader = old_leader(book, old)
    book.disbelieve(model, old, told=told_of(kind, old))
    former = {**old.content, "kind": FORMER[before]}
    if not any(each.content == former for each in book.slot(model, leader)):
        book.believe(model, leader, told=told_of(kind, old), **former)


def _keep_protected(book: Book, old: Held, *, from_date: date | None) -> None:
    """
    Protect what follows a protected address that ends; where nothing does, leave a protected one without lines.

    Otherwise what follows, or what the next list brings, would be an address that anybody here could read.
    """
    leader = old_leader(book, old)
    first_day = max(from_date or book.on, book.on)
    follow = [each.content for each in book.slot(Address, leader) if each.is_in_force(first_day)]
    says_something = any(old.content[name] for name in old.content if name not in _MARKS)
    if not (old.content["is_protected"] and says_something) or any(each["is_protected"] for each in follow):
        return
    kept = {"is_protected": True, "care_of": old.content["care_of"]}
    if follow:
        said = {**follow[0], **kept, "from_date": first_day}
        make_room(book, Address, book.believe(Address, leader, told="address", **said), told="address")
    else:
        book.believe(Address, leader, told="address", from_date=from_date, **kept)
