"""What each thing told of a person does to what is believed of them."""

from datetime import timedelta
from typing import Any

from towpath.people.actions.book import Book, Held
from towpath.people.actions.given import identifiers_of, same_words
from towpath.people.facts import ADDRESS_FIELDS, PersonFacts
from towpath.people.models import (
    Address,
    BirthDate,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    Identifier,
    Name,
    ReturnFact,
    SchoolPlace,
    SharingLimit,
)
from towpath.people.numbers import phone_number, postcode
from towpath.people.return_fields import RETURN_FIELDS
from towpath.rules.names import has_lost_letter

_DAY = timedelta(days=1)
_ALONE = frozenset({SchoolPlace.Kind.ON_ROLL.value, SchoolPlace.Kind.HOME_EDUCATED.value})
"""Kinds of place of which somebody has one at a time."""


def tell(book: Book, person_id: int, facts: PersonFacts) -> tuple[str, ...]:
    """Put what is told of a person into the book, and return the names of what changed."""
    already = book.changed.pop(person_id, {})
    _identifiers(book, person_id, facts)
    _names(book, person_id, facts)
    if facts.birth_date:
        book.replace(BirthDate, person_id, told="birth_date", birth_date=facts.birth_date)
    _address(book, person_id, facts)
    _contact_routes(book, person_id, facts)
    _school_place(book, person_id, facts)
    _return_facts(book, person_id, facts)
    _circumstances(book, person_id, facts)
    told = book.changed.get(person_id, {})
    if already or told or person_id < 0:
        book.changed[person_id] = {**already, **told}
    return tuple(told)


def _identifiers(book: Book, person_id: int, facts: PersonFacts) -> None:
    for told, (kind, issuer, value) in identifiers_of(facts):
        if kind in (Identifier.Kind.FORMER_UPN, Identifier.Kind.FORMER_NCCIS):
            if not book.slot(Identifier, person_id, kind=kind, value=value):
                book.believe(Identifier, person_id, told=told, kind=kind, value=value)
            continue
        before = book.slot(Identifier, person_id, kind=kind, issuer=issuer)
        if any(each.content["value"] == value for each in before):
            continue
        book.replace(Identifier, person_id, told=told, kind=kind, issuer=issuer, value=value)
        if before and kind == Identifier.Kind.UPN:
            former = before[0].content["value"]
            if not book.slot(Identifier, person_id, kind=Identifier.Kind.FORMER_UPN.value, value=former):
                book.believe(
                    Identifier, person_id, told="former_upn", kind=Identifier.Kind.FORMER_UPN.value, value=former
                )


def _names(book: Book, person_id: int, facts: PersonFacts) -> None:
    legal = book.slot(Name, person_id, kind=Name.Kind.LEGAL.value)
    given = {
        "given_name": facts.legal_given_name,
        "middle_names": facts.middle_names,
        "family_name": facts.legal_family_name,
    }
    _name(book, person_id, legal, Name.Kind.LEGAL.value, _sound(given) if legal else given)
    legal = book.slot(Name, person_id, kind=Name.Kind.LEGAL.value)
    preferred = book.slot(Name, person_id, kind=Name.Kind.PREFERRED.value)
    given = {"given_name": facts.preferred_given_name, "family_name": facts.preferred_family_name}
    given = _sound(given) if legal else given
    # Systems fill the preferred name with the legal one; that is no wish, so it is kept only where it undoes one.
    if preferred or not _repeats(given, legal):
        _name(book, person_id, preferred, Name.Kind.PREFERRED.value, given)
    former = facts.former_family_name
    known = book.slot(Name, person_id, kind=Name.Kind.FORMER.value)
    if (
        former
        and not has_lost_letter(former)
        and not any(same_words(each.content["family_name"], former) for each in known)
    ):
        book.believe(Name, person_id, told="former_name", kind=Name.Kind.FORMER.value, family_name=former)


def _sound(given: dict[str, str | None]) -> dict[str, str | None]:
    """Return the parts of a name that lost no letter: a spoilt one is worth recording only where there is no name."""
    return {part: None if value and has_lost_letter(value) else value for part, value in given.items()}


def _repeats(given: dict[str, str | None], legal: list[Held]) -> bool:
    now = legal[0].content if legal else {}
    return all(not value or same_words(now.get(part, ""), value) for part, value in given.items())


def _name(book: Book, person_id: int, now: list[Held], kind: str, given: dict[str, str | None]) -> None:
    before = {part: now[0].content[part] if now else "" for part in given}
    after = {
        part: value.strip() if value and not same_words(before[part], value.strip()) else before[part]
        for part, value in given.items()
    }
    if after != before:
        book.replace(Name, person_id, told=f"{kind}_name", kind=kind, **after)


def _address(book: Book, person_id: int, facts: PersonFacts) -> None:
    given = {name: (getattr(facts, name) or "").strip() for name in ADDRESS_FIELDS}
    if not any(given.values()):
        return
    given["postcode"] = postcode(given["postcode"]) if given["postcode"] else ""
    start = facts.address_from_date or book.on
    now = next((each.content for each in book.slot(Address, person_id) if each.is_in_force(start)), None)
    if now and all(not value or same_words(now[name], value) for name, value in given.items()):
        return
    # A list that does not know that an address is protected must not unprotect the next one.
    kept = {"is_protected": now["is_protected"], "care_of": now["care_of"]} if now else {}
    book.change(Address, person_id, told="address", from_date=facts.address_from_date, **given, **kept)


def _contact_routes(book: Book, person_id: int, facts: PersonFacts) -> None:
    for kind, value, belongs_to, told in (
        (ContactRoute.Kind.PHONE, facts.phone, ContactRoute.BelongsTo.SELF, "phone"),
        (ContactRoute.Kind.EMAIL, facts.email, ContactRoute.BelongsTo.SELF, "email"),
        (ContactRoute.Kind.PHONE, facts.parent_phone, ContactRoute.BelongsTo.PARENT, "parent_phone"),
        (ContactRoute.Kind.EMAIL, facts.parent_email, ContactRoute.BelongsTo.PARENT, "parent_email"),
    ):
        if not value:
            continue
        tidy = phone_number(value) if kind is ContactRoute.Kind.PHONE else value.strip().lower()
        known = book.slot(ContactRoute, person_id, kind=kind.value, value=tidy, belongs_to=belongs_to.value)
        if tidy and not any(each.is_in_force(book.on) for each in known):
            owner = (facts.parent_name or "") if belongs_to is ContactRoute.BelongsTo.PARENT else ""
            book.believe(
                ContactRoute,
                person_id,
                told=told,
                kind=kind.value,
                value=tidy,
                belongs_to=belongs_to.value,
                owner_name=owner,
            )


def _school_place(book: Book, person_id: int, facts: PersonFacts) -> None:
    if not (facts.establishment_id or facts.home_educated):
        return
    kind = SchoolPlace.Kind.HOME_EDUCATED.value if facts.home_educated else str(facts.place_kind)
    establishment_id = None if facts.home_educated else facts.establishment_id
    start, leaving = facts.entry_date, facts.leaving_date
    known = book.slot(SchoolPlace, person_id, establishment_id=establishment_id, kind=kind)
    now = next((each for each in known if _is_same_stay(each, facts)), None)
    others = [
        each
        for other in _ALONE
        if kind in _ALONE
        for each in book.slot(SchoolPlace, person_id, kind=other)
        if each is not now and each.person_id == person_id and each.is_in_force(start or book.on)
    ]
    place: dict[str, Any] = {
        "from_date": start
        or (now.content["from_date"] if now else None)
        or (book.on if others and not leaving else None),
        "to_date": leaving or (now.content["to_date"] if now else None),
        "year_group": facts.year_group if facts.year_group is not None else now and now.content["year_group"],
    }
    if place["from_date"] and place["to_date"] and place["to_date"] < place["from_date"]:
        place["from_date"] = start
    if now and all(now.content[column] == value for column, value in place.items()):
        return
    if now and now.person_id == person_id:
        book.disbelieve(SchoolPlace, now, told="school_place")
    book.believe(SchoolPlace, person_id, told="school_place", establishment_id=establishment_id, kind=kind, **place)
    if leaving is None:
        for other in others:
            book.end(SchoolPlace, other, to_date=(start or book.on) - _DAY, told="school_place")


def _is_same_stay(place: Held, facts: PersonFacts) -> bool:
    """Return whether a place already known is the one told of, not an earlier or a later stay there."""
    starts, ends = place.content["from_date"], place.content["to_date"]
    return not (
        (facts.entry_date and ends and facts.entry_date > ends)
        or (facts.leaving_date and starts and facts.leaving_date < starts)
    )


def _return_facts(book: Book, person_id: int, facts: PersonFacts) -> None:
    for field in RETURN_FIELDS:
        value = getattr(facts, field.name)
        if not value:
            continue
        if field.changes:
            book.change(ReturnFact, person_id, told=field.name, field=field.name, value=value)
        else:
            book.replace(ReturnFact, person_id, told=field.name, field=field.name, value=value)


def _circumstances(book: Book, person_id: int, facts: PersonFacts) -> None:
    for code in facts.characteristics:
        if not any(each.is_in_force(book.on) for each in book.slot(CharacteristicFact, person_id, code=code)):
            book.believe(CharacteristicFact, person_id, told="characteristics", code=code)
    if facts.in_care:
        now = [each for each in book.slot(CareFact, person_id) if each.is_in_force(book.on)]
        if not any(each.content["kind"] in (CareFact.Kind.LOOKED_AFTER, CareFact.Kind.ELIGIBLE) for each in now):
            book.believe(CareFact, person_id, told="in_care", kind=CareFact.Kind.LOOKED_AFTER.value)
    if facts.sharing_limited:
        book.change(SharingLimit, person_id, told="sharing_limited")
