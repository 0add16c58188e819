"""Protect an address, and add or end a way to reach somebody."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.people.actions.book import open_book, write_book
from towpath.people.facts import FactsRefusedError, Refusal
from towpath.people.models import Address, ContactRoute, Person
from towpath.people.numbers import phone_number


def protect_address(*, person: Person, care_of: str, source: str, by: Actor, at: datetime) -> None:
    """
    Protect where somebody lives: from now on others are given `care_of`, and every later address is protected too.

    Nothing need be known of the address itself.
    """
    _mark(person, is_protected=True, care_of=care_of, source=source, by=by, at=at)


def unprotect_address(*, person: Person, source: str, by: Actor, at: datetime) -> None:
    """Let an address be seen again by whoever may open the record."""
    _mark(person, is_protected=False, care_of="", source=source, by=by, at=at)


def _mark(person: Person, *, is_protected: bool, care_of: str, source: str, by: Actor, at: datetime) -> None:
    on = localdate(at)
    book = open_book(person.organisation, [person.pk], source=source, on=on, by=by, at=at, models=[Address])
    leader = book.sameness.leading(person.pk)
    now = next((each for each in book.slot(Address, leader) if each.is_in_force(on)), None)
    marked = {"is_protected": is_protected, "care_of": care_of}
    if now is None:
        book.believe(Address, leader, told="address", **marked)
    elif any(now.content[column] != value for column, value in marked.items()):
        if now.person_id == leader:
            book.disbelieve(Address, now, told="address")
        book.believe(Address, leader, told="address", **{**now.content, **marked})
    write_book(book)


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
) -> None:
    """
    Add a way to reach somebody, or say anew whose it is and whether it is safe.

    :raises FactsRefusedError: the value is empty, or a choice is not one that there is
    """
    tidy = phone_number(value) if kind == ContactRoute.Kind.PHONE else value.strip()
    tidy = tidy.lower() if kind == ContactRoute.Kind.EMAIL else tidy
    for name, given, choices in (
        ("kind", kind, ContactRoute.Kind.values),
        ("belongs_to", belongs_to, ContactRoute.BelongsTo.values),
        ("is_safe", is_safe, ContactRoute.Safe.values),
    ):
        if given not in choices:
            raise FactsRefusedError((Refusal("choice_unknown", name, given, f"Choose one of: {', '.join(choices)}."),))
    if not tidy:
        raise FactsRefusedError((Refusal("value_missing", "value", value, f"Give the {kind} to use."),))
    on = from_date or localdate(at)
    book = open_book(person.organisation, [person.pk], source=source, on=on, by=by, at=at, models=[ContactRoute])
    leader = book.sameness.leading(person.pk)
    for held in book.slot(ContactRoute, leader, kind=kind, value=tidy, belongs_to=belongs_to):
        if held.is_in_force(on) and held.person_id == leader:
            book.disbelieve(ContactRoute, held, told="contact_route")
    book.believe(
        ContactRoute,
        leader,
        told="contact_route",
        kind=kind,
        value=tidy,
        belongs_to=belongs_to,
        owner_name=owner_name,
        is_safe=is_safe,
        from_date=from_date,
    )
    write_book(book)


def end_contact_route(*, route: ContactRoute, source: str, by: Actor, at: datetime) -> None:
    """Stop using a way to reach somebody from today: the number is wrong, or is not theirs any more."""
    on = localdate(at)
    book = open_book(route.organisation, [route.person_id], source=source, on=on, by=by, at=at, models=[ContactRoute])
    for held in list(book.held[ContactRoute][book.sameness.leading(route.person_id)]):
        if held.id == route.pk:
            book.end(ContactRoute, held, to_date=on - timedelta(days=1), told="contact_route")
    write_book(book)
