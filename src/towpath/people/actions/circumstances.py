"""Say one thing of one person: a characteristic, care, family, or a value that the return asks for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.queries import standards_for
from towpath.people.actions.book import Book, book_on, write_book
from towpath.people.actions.putting_right import held_in, make_room, refuse_days
from towpath.people.actions.recording import record_person
from towpath.people.facts import FactsRefusedError, PersonFacts, Refusal
from towpath.people.kinds import Kind
from towpath.people.models import CareFact, CharacteristicFact, FamilyLink, Person, ReturnFact, SharingLimit
from towpath.people.return_fields import RETURN_FIELD_NAMES, return_field


def record_characteristic(
    *,
    person: Person,
    code: str,
    source: str,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
    to_date: date | None = None,
    disclosed_by: str = "",
    reconfirm_date: date | None = None,
    replaces: int | None = None,
) -> None:
    """
    Record that a published characteristic holds, in place of what was said of it for the same days.

    :param replaces: the id of one that was wrong; this one stands in its place, on its days where no others are given
    :raises FactsRefusedError: the code is not in force, or a day cannot be
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    if replaces is not None:
        old = held_in(book, Kind.CHARACTERISTICS, replaces)
        from_date, to_date = from_date or old.content["from_date"], to_date or old.content["to_date"]
        book.disbelieve(CharacteristicFact, old, told="characteristics")
    on = from_date or book.on
    row = standards_for(person.organisation).edition_on(on).characteristics.get(code)
    if row is None or not row.in_force(on):
        raise _refused("value_not_in_force", "code", code, f"Characteristic {code} is not in force on {on}.")
    refuse_days(book, person, from_date, to_date)
    if from_date and reconfirm_date and reconfirm_date < from_date:
        words = "The day to ask again is before the first day. Check both."
        raise _refused("reconfirm_too_early", "reconfirm_date", reconfirm_date.isoformat(), words)
    for held in book.slot(CharacteristicFact, leader, code=code):
        if held.is_in_force(on) and held.person_id == leader:
            book.disbelieve(CharacteristicFact, held, told="characteristics")
    book.believe(
        CharacteristicFact,
        leader,
        told="characteristics",
        code=code,
        from_date=from_date,
        to_date=to_date,
        disclosed_by=disclosed_by.strip(),
        reconfirm_date=reconfirm_date,
    )
    write_book(book)


def record_care_fact(
    *,
    person: Person,
    kind: str,
    source: str,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
    to_date: date | None = None,
    responsible_council: str = "",
    placing_council: str = "",
    social_worker: str = "",
    personal_adviser: str = "",
    replaces: int | None = None,
) -> None:
    """
    Record what somebody is in the law on care from a date; the same said before it ends the day before.

    :param replaces: the id of one that was wrong; this one stands in its place, on its days where no others are given
    :raises FactsRefusedError: there is no such kind or council, a day cannot be, or just this is held already
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    if kind not in CareFact.Kind.values:
        raise _refused("kind_unknown", "kind", kind, f"Choose one of: {', '.join(CareFact.Kind.values)}.")
    said = {
        "kind": kind,
        "responsible_council": responsible_council,
        "placing_council": placing_council,
        "social_worker": social_worker.strip(),
        "personal_adviser": personal_adviser.strip(),
    }
    book = book_on(person, source=source, by=by, at=at, on=from_date)
    leader = book.sameness.leading(person.pk)
    if replaces is None:
        _refuse_care(book, person, said, from_date, to_date)
        if not book.change(CareFact, leader, told="care", from_date=from_date, **said) and to_date is None:
            raise _refused("held_already", "kind", kind, "We hold just this already. Change that one instead.")
        if to_date:
            for held in book.slot(CareFact, leader, kind=kind):
                if held.is_in_force(to_date) and held.content["to_date"] != to_date:
                    book.end(CareFact, held, to_date=to_date, told="care")
    else:
        old = held_in(book, Kind.CARE, replaces)
        days = {"from_date": from_date or old.content["from_date"], "to_date": to_date or old.content["to_date"]}
        _refuse_care(book, person, said, days["from_date"], days["to_date"])
        book.disbelieve(CareFact, old, told="care")
        make_room(book, CareFact, book.believe(CareFact, leader, told="care", **said, **days), told="care")
    write_book(book)


def _refuse_care(
    book: Book, person: Person, said: Mapping[str, str], from_date: date | None, to_date: date | None
) -> None:
    refuse_days(book, person, from_date, to_date)
    standards, on = standards_for(person.organisation), from_date or book.on
    for name in ("responsible_council", "placing_council"):
        if said[name] and standards.area(said[name], on) is None:
            words = f"No council had the code {said[name]} on {on}."
            raise _refused("council_unknown", name, said[name], words)


def record_sharing_limit(
    *,
    person: Person,
    asked_by: str,
    source: str,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
    to_date: date | None = None,
    replaces: int | None = None,
) -> None:
    """
    Record that sharing is limited, in place of a limit that ran over the same days.

    :param replaces: the id of one that was wrong; this one stands in its place, on its days where no others are given
    :raises FactsRefusedError: nobody of that kind may ask, or a day cannot be
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    if asked_by not in SharingLimit.AskedBy.values:
        raise _refused("asked_by_unknown", "asked_by", asked_by, f"Choose one of: {', '.join(SharingLimit.AskedBy)}.")
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    if replaces is not None:
        old = held_in(book, Kind.SHARING, replaces)
        from_date, to_date = from_date or old.content["from_date"], to_date or old.content["to_date"]
        book.disbelieve(SharingLimit, old, told="sharing_limited")
    refuse_days(book, person, from_date, to_date)
    for held in book.slot(SharingLimit, leader):
        if held.is_in_force(from_date or book.on) and held.person_id == leader:
            book.disbelieve(SharingLimit, held, told="sharing_limited")
    said = {"asked_by": asked_by, "from_date": from_date, "to_date": to_date}
    book.believe(SharingLimit, leader, told="sharing_limited", **said)
    write_book(book)


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
    Record what a relative is to a person, as `mother`; what is said of the two now is replaced, and what ended stays.

    With no day given it was always so, or is so from today where something of the two has ended.

    :raises FactsRefusedError: they are one person, or of two organisations
    """
    if relative.organisation_id != person.organisation_id:
        raise _refused("person_unknown", "relative", relative.public_id, "There is no such person here.")
    book = book_on(person, source=source, by=by, at=at, on=from_date)
    leader, other = book.sameness.leading(person.pk), book.sameness.leading(relative.pk)
    if leader == other:
        raise _refused("same_person", "relative", relative.public_id, "Nobody is their own relative. Choose another.")
    known = [
        each for each in book.slot(FamilyLink, leader) if book.sameness.leading(each.content["relative_id"]) == other
    ]
    so_far = [each for each in known if each.is_in_force(book.on)]
    said = {
        "relative_id": other,
        "relation": relation,
        "has_responsibility": has_responsibility,
        "lives_with": lives_with,
        "must_not_be_told": must_not_be_told,
        "from_date": book.on if known and not so_far else from_date,
        "to_date": None,
    }
    if any(each.content == said for each in so_far):
        return
    for each in so_far:
        if each.person_id == leader:
            book.disbelieve(FamilyLink, each, told="family")
    book.believe(FamilyLink, leader, told="family", **said)
    write_book(book)


def record_relative(
    *,
    person: Person,
    relation: str,
    source: str,
    by: Actor,
    at: datetime,
    relative: Person | None = None,
    given_name: str = "",
    family_name: str = "",
    has_responsibility: str = "unknown",
    lives_with: str = "unknown",
    must_not_be_told: bool = False,
    replaces: int | None = None,
) -> None:
    """
    Record what somebody is to a person: somebody held already, or somebody known by name alone, who is held from now.

    :param relative: somebody held; with None, and nothing to replace, the names are of somebody new
    :param replaces: the id of a link that was wrong; the relative stays who they were
    :raises FactsRefusedError: the relation or the name is empty, or they are one person
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    if not relation.strip():
        raise _refused("relation_missing", "relation", "", "Say what they are to each other, such as mother.")
    said: dict[str, Any] = {
        "relation": relation.strip(),
        "has_responsibility": has_responsibility,
        "lives_with": lives_with,
        "must_not_be_told": must_not_be_told,
    }
    how: dict[str, Any] = {"source": source, "by": by, "at": at}
    with transaction(by=by, at=at) as events:
        if replaces is not None:
            relative = _put_link_right(person, replaces, said, how)
        else:
            relative = relative or _somebody_new(person, given_name.strip(), family_name.strip(), how)
            link_family(person=person, relative=relative, **said, **how)
        events.record("person.family_said", persons=[person.public_id, relative.public_id])


def _put_link_right(person: Person, replaces: int, said: Mapping[str, Any], how: Mapping[str, Any]) -> Person:
    """Put another link in the place of one, for its days and its relative, and return the relative."""
    book = book_on(person, **how)
    old = held_in(book, Kind.FAMILY, replaces)
    book.disbelieve(FamilyLink, old, told="family")
    book.believe(FamilyLink, book.sameness.leading(person.pk), told="family", **{**old.content, **said})
    write_book(book)
    return Person.objects.get(pk=old.content["relative_id"])


def _somebody_new(person: Person, given_name: str, family_name: str, how: Mapping[str, Any]) -> Person:
    if not (given_name or family_name):
        raise _refused("name_empty", "given_name", "", "Give at least one name, or choose somebody we hold.")
    names = PersonFacts(legal_given_name=given_name, legal_family_name=family_name)
    made = record_person(organisation=person.organisation, facts=names, **how)
    assert made.person_id is not None
    return Person.objects.get(pk=made.person_id)


def set_return_fact(
    *,
    person: Person,
    field: str,
    value: str,
    source: str,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
    is_for_good: bool = False,
) -> None:
    """
    Set one value that the return asks for.

    With a date it holds from that day and what was so ends the day before. With none it corrects what is believed now,
    for all the days on which that was believed.

    :param is_for_good: whether it never ends, so that nothing believed of later days stands beside it
    :raises FactsRefusedError: the return has no such field, or the value is not in force
    """
    if field not in RETURN_FIELD_NAMES:
        raise _refused("field_unknown", "field", field, f"Choose one of: {', '.join(RETURN_FIELD_NAMES)}.")
    known, on = return_field(field), from_date or localdate(at)
    if value not in known.allowed(standards_for(person.organisation), on):
        raise _refused("value_not_in_force", field, value, f"{known.words}: {value} is not in force on {on}.")
    book = book_on(person, source=source, by=by, at=at, on=on)
    leader = book.sameness.leading(person.pk)
    now = next((each for each in book.slot(ReturnFact, leader, field=field) if each.is_in_force(on)), None)
    if is_for_good:
        book.settle(ReturnFact, leader, told=field, from_date=on, field=field, value=value)
    elif now is None or (from_date and known.changes):
        book.change(ReturnFact, leader, told=field, from_date=from_date, field=field, value=value)
    elif now.content["value"] != value:
        if now.person_id == leader:
            book.disbelieve(ReturnFact, now, told=field)
        book.believe(ReturnFact, leader, told=field, **{**now.content, "value": value})
    write_book(book)


def _refused(code: str, field: str, value: str, words: str) -> FactsRefusedError:
    return FactsRefusedError((Refusal(code, field, value, words),))
