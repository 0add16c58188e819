"""Record where somebody lives, protected or not, and add a way to reach them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.people.actions.book import book_on, write_book
from towpath.people.actions.putting_right import held_in, make_room, refuse, refuse_days
from towpath.people.facts import ADDRESS_FIELDS, FactsRefusedError, Refusal
from towpath.people.kinds import Kind
from towpath.people.models import Address, ContactRoute, Person
from towpath.people.numbers import phone_number
from towpath.people.numbers import postcode as tidy_postcode
from towpath.rules.believable import is_email, is_phone, is_postcode

ROUTE_WORDS = {"phone": "phone number", "email": "e-mail address", "post": "postal address"}


def record_address(
    *,
    person: Person,
    source: str,
    by: Actor,
    at: datetime,
    address_line_1: str | None = None,
    address_line_2: str | None = None,
    address_line_3: str | None = None,
    address_line_4: str | None = None,
    town: str | None = None,
    county: str | None = None,
    postcode: str | None = None,
    from_date: date | None = None,
    is_protected: bool | None = None,
    care_of: str | None = None,
    replaces: int | None = None,
) -> None:
    """
    Record where somebody lives from a day, or correct what was written down wrongly.

    What is None stays as it was: of the address corrected, or whether the one before was protected. A new address
    starts today where no day is given and one was known before, and ends the one that it follows the day before.

    :param replaces: the id of the address that was wrong; this one stands in its place
    :raises FactsRefusedError: it says nothing, the postcode cannot be one, or the day cannot be
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    given = (address_line_1, address_line_2, address_line_3, address_line_4, town, county, postcode)
    lines = dict(zip(ADDRESS_FIELDS, given, strict=True))
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    start = from_date or book.on
    if replaces is not None:
        old = held_in(book, Kind.ADDRESSES, replaces)
        days = {"from_date": from_date or old.content["from_date"], "to_date": old.content["to_date"]}
        before: Mapping[str, Any] = old.content
        book.disbelieve(Address, old, told="address")
    else:
        known = book.slot(Address, leader)
        so_far = [each.content for each in known if each.is_in_force(start)]
        # One that a joined record brought counts too: it ends here, and its protection must not end with it.
        before = next((each for each in so_far if each["is_protected"]), so_far[0] if so_far else _NO_ADDRESS)
        lines = {name: value or "" for name, value in lines.items()}
        later = [day for each in known if (day := each.content["from_date"]) and day > start]
        days = {"from_date": start if known else from_date, "to_date": min(later) - _DAY if later else None}
    refuse_days(book, person, days["from_date"], days["to_date"])
    said = {name: before[name] if value is None else value.strip() for name, value in lines.items()}
    said["postcode"] = tidy_postcode(said["postcode"]) if said["postcode"] else ""
    protected = before["is_protected"] if is_protected is None else is_protected
    kept_care_of = before["care_of"] if protected else ""
    letters = kept_care_of if care_of is None else care_of.strip()
    lifts = replaces is not None and not _says_where(before)
    refuse(_address_refusals(said, is_protected=protected, care_of=letters, may_be_empty=protected or lifts))
    if protected or _says_where(said):
        marks = {"is_protected": protected, "care_of": letters}
        new = book.believe(Address, leader, told="address", **said, **marks, **days)
        make_room(book, Address, new, told="address")
    write_book(book)


_DAY = timedelta(days=1)
_NO_ADDRESS: Mapping[str, Any] = {"is_protected": False, "care_of": ""}


def _says_where(address: Mapping[str, Any]) -> bool:
    return any(address.get(name) for name in ADDRESS_FIELDS)


def _address_refusals(
    said: Mapping[str, str], *, is_protected: bool, care_of: str, may_be_empty: bool
) -> Iterator[Refusal]:
    if not (_says_where(said) or may_be_empty):
        yield Refusal("address_empty", "address_line_1", "", "Give at least one line of the address, or its postcode.")
    if said["postcode"] and not is_postcode(said["postcode"]):
        words = f"{said['postcode']} is not a whole postcode. Give it like SM1 2AB, or leave it empty."
        yield Refusal("not_a_postcode", "postcode", said["postcode"], words)
    if care_of and not is_protected:
        words = "Letters go to the address itself unless it is protected. Say that it is, or leave this empty."
        yield Refusal("care_of_unprotected", "care_of", "", words)


def add_contact_route(
    *,
    person: Person,
    kind: str,
    value: str,
    belongs_to: str,
    source: str,
    by: Actor,
    at: datetime,
    owner_name: str = "",
    is_safe: str = "unknown",
    from_date: date | None = None,
    replaces: int | None = None,
) -> None:
    """
    Add a way to reach somebody, or say anew whose it is and whether it is safe.

    :param replaces: the id of a way that was written down wrongly; this one stands in its place
    :raises FactsRefusedError: the value is empty or cannot be one, or a choice is not one that there is
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    _refuse_choices(kind, belongs_to, is_safe)
    tidy = _tidy_route(kind, value)
    on = from_date or localdate(at)
    book = book_on(person, source=source, by=by, at=at, on=on)
    leader = book.sameness.leading(person.pk)
    kept = {"from_date": from_date, "to_date": None}
    if replaces is not None:
        old = held_in(book, Kind.CONTACT_ROUTES, replaces)
        kept = {"from_date": from_date or old.content["from_date"], "to_date": old.content["to_date"]}
        book.disbelieve(ContactRoute, old, told="contact_route")
    for held in book.slot(ContactRoute, leader, kind=kind, value=tidy, belongs_to=belongs_to):
        if held.is_in_force(on) and held.person_id == leader:
            book.disbelieve(ContactRoute, held, told="contact_route")
    said = {"owner_name": owner_name.strip(), "is_safe": is_safe}
    book.believe(
        ContactRoute, leader, told="contact_route", kind=kind, value=tidy, belongs_to=belongs_to, **said, **kept
    )
    write_book(book)


def _refuse_choices(kind: str, belongs_to: str, is_safe: str) -> None:
    refuse(
        Refusal("choice_unknown", name, given, f"Choose one of: {', '.join(choices)}.")
        for name, given, choices in (
            ("kind", kind, ContactRoute.Kind.values),
            ("belongs_to", belongs_to, ContactRoute.BelongsTo.values),
            ("is_safe", is_safe, ContactRoute.Safe.values),
        )
        if given not in choices
    )


def _tidy_route(kind: str, value: str) -> str:
    """
    Return the one form in which a number or address is kept.

    :raises FactsRefusedError: it is empty, or cannot be a number or address of its kind
    """
    tidy = phone_number(value) if kind == ContactRoute.Kind.PHONE else " ".join(value.split())
    if not value.strip():
        raise FactsRefusedError((Refusal("value_missing", "value", value, f"Give the {ROUTE_WORDS[kind]} to use."),))
    if kind == ContactRoute.Kind.PHONE and not is_phone(tidy):
        words = f"{value.strip()} is not a phone number we can ring. Give all of it, such as 07700 900123."
        raise FactsRefusedError((Refusal("not_a_phone", "value", value, words),))
    if kind == ContactRoute.Kind.EMAIL:
        tidy = tidy.lower()
        if not is_email(tidy):
            words = f"{value.strip()} is not an e-mail address. Give one, such as wren@home.example."
            raise FactsRefusedError((Refusal("not_an_email", "value", value, words),))
    return tidy
