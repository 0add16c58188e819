"""Record what somebody is called and the numbers they go by, or correct one that was written down wrongly."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from towpath.audit import Actor
from towpath.organisation.queries import standards_for
from towpath.people.actions.book import Book, Held, book_on, write_book
from towpath.people.actions.given import Checked, IdentifierKey, identifiers_of
from towpath.people.actions.putting_right import FORMER, held_in, refuse, told_of
from towpath.people.facts import FactsRefusedError, IdentifierTakenError, PersonFacts, Refusal
from towpath.people.kinds import Kind
from towpath.people.models import Identifier, Name, Person

GIVEN_AS: Mapping[str, str] = {
    Identifier.Kind.UPN.value: "upn",
    Identifier.Kind.ULN.value: "uln",
    Identifier.Kind.LOCAL.value: "local_id",
    Identifier.Kind.NCCIS.value: "nccis_id",
    Identifier.Kind.FORMER_UPN.value: "former_upn",
    Identifier.Kind.FORMER_NCCIS.value: "former_nccis_id",
}
"""The kinds of number that may be written down by hand, each with the name under which a list gives it."""

_SHARED = frozenset({Identifier.Kind.FORMER_UPN.value, Identifier.Kind.FORMER_NCCIS.value})
"""Numbers that several people may once have had."""


def record_name(
    *,
    person: Person,
    source: str,
    by: Actor,
    at: datetime,
    kind: str = "",
    given_name: str = "",
    middle_names: str = "",
    family_name: str = "",
    replaces: int | None = None,
    keep_old: bool = False,
) -> None:
    """
    Record a name, or correct one, or say that it has changed.

    :param kind: legal, preferred or former; of a name corrected it stays what it was
    :param replaces: the id of the name that was wrong or has changed; this one stands in its place
    :param keep_old: keep the name replaced as a former one, as it was once right
    :raises FactsRefusedError: it says nothing, or there is a name of that kind already
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    said = {"given_name": given_name, "middle_names": middle_names, "family_name": family_name}
    said = {part: " ".join(value.split()) for part, value in said.items()}
    old = None if replaces is None else held_in(book, Kind.NAMES, replaces)
    kind = str(old.content["kind"]) if old else kind
    refuse(_name_refusals(book, leader, kind, said, old))
    if old is not None:
        book.disbelieve(Name, old, told=told_of(Kind.NAMES, old))
        if keep_old:
            book.believe(Name, leader, told="former_name", **{**old.content, "kind": Name.Kind.FORMER.value})
    book.believe(Name, leader, told=f"{kind}_name", kind=kind, **said)
    write_book(book)


def _name_refusals(book: Book, leader: int, kind: str, said: Mapping[str, str], old: Held | None) -> Iterator[Refusal]:
    if kind not in Name.Kind.values:
        yield Refusal("choice_unknown", "kind", kind, f"Choose one of: {', '.join(Name.Kind.values)}.")
    if not any(said.values()):
        yield Refusal("name_empty", "given_name", "", "Give at least one name. Somebody may have only one.")
    others = [each for each in book.slot(Name, leader, kind=kind) if each is not old]
    if any({part: each.content[part] for part in said} == dict(said) for each in others):
        yield Refusal("held_already", "given_name", "", "We hold this name already.")
    elif kind != Name.Kind.FORMER and any(each.person_id == leader for each in others):
        yield Refusal("kind_taken", "kind", kind, f"There is a {kind} name already. Change that one instead.")


def record_number(
    *,
    person: Person,
    value: str,
    source: str,
    by: Actor,
    at: datetime,
    kind: str = "",
    issuer: str = "",
    replaces: int | None = None,
    keep_old: bool = False,
) -> None:
    """
    Record a number that somebody goes by, or correct one, or say that they were given another.

    A UPN that ends with a letter is a temporary one. With `keep_old` a UPN replaced is kept as a former UPN.

    :param kind: a key of `GIVEN_AS`; of a number corrected it stays what it was
    :param issuer: who gave it, for numbers that two issuers may both use
    :param replaces: the id of the number that was wrong or has changed; this one stands in its place
    :param keep_old: keep the number replaced as a former one, where that kind has former ones
    :raises IdentifierTakenError: somebody else of this council has it
    :raises FactsRefusedError: its check digit or its form is wrong
    :raises ChangedMeanwhileError: somebody else has put right first what this would replace
    """
    book = book_on(person, source=source, by=by, at=at)
    leader = book.sameness.leading(person.pk)
    old = None if replaces is None else held_in(book, Kind.NUMBERS, replaces)
    if old is not None:
        kind = str(old.content["kind"]).replace(Identifier.Kind.TEMPORARY_UPN.value, Identifier.Kind.UPN.value)
        issuer = issuer or str(old.content["issuer"])
    key = _key(book, kind, issuer, value)
    kind, issuer, tidy = key
    _refuse_taken(book, leader, key)
    standing = [each for each in book.slot(Identifier, leader, kind=kind, issuer=issuer) if each.person_id == leader]
    if any(each.content["value"] == tidy for each in standing):
        raise FactsRefusedError((Refusal("held_already", "value", tidy, "We hold this number already."),))
    # One that takes the place of another of its kind adds none; a permanent UPN for a temporary one may.
    if kind not in _SHARED and kind != Identifier.Kind.LOCAL and standing and old not in standing:
        words = "There is a number of this kind already. Change that one instead."
        raise FactsRefusedError((Refusal("kind_taken", "kind", kind, words),))
    if old is not None:
        book.disbelieve(Identifier, old, told=str(old.content["kind"]))
        if keep_old:
            _keep_as_former(book, leader, old)
    book.believe(Identifier, leader, told=GIVEN_AS.get(kind, kind), kind=kind, issuer=issuer, value=tidy)
    write_book(book)


def _key(book: Book, kind: str, issuer: str, value: str) -> IdentifierKey:
    """
    Return the kind, issuer and tidied value of a number.

    :raises FactsRefusedError: there is no such kind, or the number cannot be one
    """
    if kind not in GIVEN_AS:
        raise FactsRefusedError((Refusal("choice_unknown", "kind", kind, f"Choose one of: {', '.join(GIVEN_AS)}."),))
    given: dict[str, Any] = {GIVEN_AS[kind]: value.strip(), "issuer": issuer.strip()}
    facts = PersonFacts(**given)
    checked = Checked(standards_for(book.organisation), book.on)
    refuse(replace(each, field="value") for each in checked.refusals_of(facts))
    for _, key in identifiers_of(facts):
        if key[0] in (Identifier.Kind.LOCAL, Identifier.Kind.TEMPORARY_UPN) and not key[1]:
            words = "Say who gave this number, as another school may give somebody else the same one."
            raise FactsRefusedError((Refusal("issuer_missing", "issuer", "", words),))
        return key
    words = f"{value.strip()} stands for no number." if value.strip() else "Give the number."
    raise FactsRefusedError((Refusal("value_missing", "value", value, words),))


def _refuse_taken(book: Book, leader: int, key: IdentifierKey) -> None:
    kind, issuer, value = key
    rows = Identifier.objects.filter(
        organisation=book.organisation, kind=kind, issuer=issuer, value=value, withdrawn_at__isnull=True
    )
    holders = {book.sameness.leading(person_id) for person_id in rows.values_list("person_id", flat=True)} - {leader}
    if holders and kind not in _SHARED:
        words = f"Somebody else already has {value}. Find out whose it is before you go on."
        raise IdentifierTakenError((Refusal("identifier_taken", "value", value, words, min(holders)),))


def _keep_as_former(book: Book, leader: int, old: Held) -> None:
    former = FORMER.get(str(old.content["kind"]))
    if former and not book.slot(Identifier, leader, kind=former, value=old.content["value"]):
        book.believe(Identifier, leader, told=GIVEN_AS[former], **{**old.content, "kind": former})
