"""Say one thing of one person: a characteristic, care, family, or a value that the return asks for."""

from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.organisation.queries import standards_for
from towpath.people.actions.book import Book, open_book, write_book
from towpath.people.facts import FactsRefusedError, Refusal
from towpath.people.models import (
    CareFact,
    CharacteristicFact,
    DatedFact,
    FamilyLink,
    Person,
    ReturnFact,
    SharingLimit,
)
from towpath.people.return_fields import RETURN_FIELD_NAMES, return_field


def record_characteristic(
    *,
    person: Person,
    code: str,
    from_date: date | None,
    source: str,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
    disclosed_by: str = "",
    reconfirm_date: date | None = None,
) -> None:
    """
    Record that a published characteristic holds, in place of what was said of it for the same days.

    :raises FactsRefusedError: the code is not in force, or the dates are the wrong way round
    """
    on = from_date or localdate(at)
    row = standards_for(person.organisation).edition_on(on).characteristics.get(code)
    if row is None or not row.in_force(on):
        raise _refused("value_not_in_force", "code", code, f"Characteristic {code} is not in force on {on}.")
    _in_order(from_date, to_date)
    book = _book(person, CharacteristicFact, source=source, by=by, at=at, on=on)
    for held in book.slot(CharacteristicFact, book.sameness.leading(person.pk), code=code):
        if held.is_in_force(on) and held.person_id == book.sameness.leading(person.pk):
            book.disbelieve(CharacteristicFact, held, told="characteristics")
    book.believe(
        CharacteristicFact,
        book.sameness.leading(person.pk),
        told="characteristics",
        code=code,
        from_date=from_date,
        to_date=to_date,
        disclosed_by=disclosed_by,
        reconfirm_date=reconfirm_date,
    )
    write_book(book)


def end_characteristic(*, person: Person, code: str, to_date: date, source: str, by: Actor, at: datetime) -> None:
    """
    Record the last day on which a characteristic held.

    :raises FactsRefusedError: it does not hold on that day
    """
    _end(CharacteristicFact, person, {"code": code}, to_date, told="characteristics", source=source, by=by, at=at)


def record_care_fact(
    *,
    person: Person,
    kind: str,
    from_date: date | None,
    source: str,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
    responsible_council: str = "",
    placing_council: str = "",
    social_worker: str = "",
    personal_adviser: str = "",
) -> None:
    """
    Record what somebody is in the law on care from a date; the same said before it ends the day before.

    :raises FactsRefusedError: there is no such kind or council, or the dates are the wrong way round
    """
    if kind not in CareFact.Kind.values:
        raise _refused("kind_unknown", "kind", kind, f"Choose one of: {', '.join(CareFact.Kind.values)}.")
    on = from_date or localdate(at)
    standards = standards_for(person.organisation)
    for name, council in (("responsible_council", responsible_council), ("placing_council", placing_council)):
        if council and standards.area(council, on) is None:
            raise _refused("council_unknown", name, council, f"No council had the code {council} on {on}.")
    _in_order(from_date, to_date)
    book = _book(person, CareFact, source=source, by=by, at=at, on=on)
    leader = book.sameness.leading(person.pk)
    book.change(
        CareFact,
        leader,
        told="care",
        from_date=from_date,
        kind=kind,
        responsible_council=responsible_council,
        placing_council=placing_council,
        social_worker=social_worker,
        personal_adviser=personal_adviser,
    )
    if to_date:
        for held in book.slot(CareFact, leader, kind=kind):
            if held.is_in_force(to_date) and held.content["to_date"] != to_date:
                book.end(CareFact, held, to_date=to_date, told="care")
    write_book(book)


def end_care_fact(*, person: Person, kind: str, to_date: date, source: str, by: Actor, at: datetime) -> None:
    """
    Record the last day on which somebody was what they are in the law on care.

    :raises FactsRefusedError: they are not that on that day
    """
    _end(CareFact, person, {"kind": kind}, to_date, told="care", source=source, by=by, at=at)


def link_family(
    *,
    person: Person,
    relative: Person,
    relation: str,
    source: str,
    by: Actor,
    at: datetime,
    has_responsibility: str = "unknown",
    lives_with: str = "unknown",
    must_not_be_told: bool = False,
    from_date: date | None = None,
) -> None:
    """
    Record what a relative is to a person, as `mother`; what was said before of the two is replaced.

    :raises FactsRefusedError: they are one person, or of two organisations
    """
    if relative.organisation_id != person.organisation_id:
        raise _refused("person_unknown", "relative", relative.public_id, "There is no such person here.")
    book = _book(person, FamilyLink, source=source, by=by, at=at, on=from_date or localdate(at))
    leader, other = book.sameness.leading(person.pk), book.sameness.leading(relative.pk)
    if leader == other:
        raise _refused("same_person", "relative", relative.public_id, "Nobody is their own relative. Choose another.")
    book.replace(
        FamilyLink,
        leader,
        told="family",
        relative_id=other,
        relation=relation,
        has_responsibility=has_responsibility,
        lives_with=lives_with,
        must_not_be_told=must_not_be_told,
        from_date=from_date,
        to_date=None,
    )
    write_book(book)


def end_family_link(*, person: Person, relative: Person, to_date: date, source: str, by: Actor, at: datetime) -> None:
    """
    Record the last day on which somebody was a relative in the way recorded.

    :raises FactsRefusedError: they are not on that day
    """
    _end(FamilyLink, person, {"relative_id": relative.pk}, to_date, told="family", source=source, by=by, at=at)


def set_return_fact(
    *,
    person: Person,
    field: str,
    value: str,
    source: str,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
) -> None:
    """
    Set one value that the return asks for.

    With a date it holds from that day and what was so ends the day before. With none it corrects what is believed now,
    for all the days on which that was believed.

    :raises FactsRefusedError: the return has no such field, or the value is not in force
    """
    if field not in RETURN_FIELD_NAMES:
        raise _refused("field_unknown", "field", field, f"Choose one of: {', '.join(RETURN_FIELD_NAMES)}.")
    known, on = return_field(field), from_date or localdate(at)
    if value not in known.allowed(standards_for(person.organisation), on):
        raise _refused("value_not_in_force", field, value, f"{known.words}: {value} is not in force on {on}.")
    book = _book(person, ReturnFact, source=source, by=by, at=at, on=on)
    leader = book.sameness.leading(person.pk)
    now = next((each for each in book.slot(ReturnFact, leader, field=field) if each.is_in_force(on)), None)
    if now is None or (from_date and known.changes):
        book.change(ReturnFact, leader, told=field, from_date=from_date, field=field, value=value)
    elif now.content["value"] != value:
        if now.person_id == leader:
            book.disbelieve(ReturnFact, now, told=field)
        book.believe(ReturnFact, leader, told=field, **{**now.content, "value": value})
    write_book(book)


def lift_sharing_limit(*, person: Person, to_date: date, source: str, by: Actor, at: datetime) -> None:
    """
    Record the last day on which a limit on sharing held.

    :raises FactsRefusedError: none holds on that day
    """
    _end(SharingLimit, person, {}, to_date, told="sharing_limited", source=source, by=by, at=at)


def _end(
    model: type[DatedFact],
    person: Person,
    named: dict[str, object],
    to_date: date,
    *,
    told: str,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    book = _book(person, model, source=source, by=by, at=at, on=to_date)
    held = [each for each in book.slot(model, book.sameness.leading(person.pk), **named) if each.is_in_force(to_date)]
    if not held:
        value = ", ".join(str(each) for each in named.values())
        raise _refused(
            "not_in_force", told, value, f"Nothing of this kind holds on {to_date}. Look at the record again."
        )
    for each in held:
        book.end(model, each, to_date=to_date, told=told)
    write_book(book)


def _book(person: Person, *models: type, source: str, by: Actor, at: datetime, on: date) -> Book:
    return open_book(person.organisation, [person.pk], source=source, on=on, by=by, at=at, models=models)


def _in_order(from_date: date | None, to_date: date | None) -> None:
    if from_date and to_date and to_date < from_date:
        words = f"It would end on {to_date}, before it starts on {from_date}. Swap the dates."
        raise _refused("ends_before_it_starts", "to_date", to_date.isoformat(), words)


def _refused(code: str, field: str, value: str, words: str) -> FactsRefusedError:
    return FactsRefusedError((Refusal(code, field, value, words),))
