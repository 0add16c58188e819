"""Details in words: what each says, how long it was so, and what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from towpath.people.queries import (
    AddressRecord,
    CareRecord,
    CharacteristicRecord,
    ContactRouteRecord,
    FamilyRecord,
    HeldFact,
    IdentifierRecord,
    NameRecord,
    Said,
    SharingRecord,
    StopRecord,
)
from towpath.rules.names import as_said
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.people.presenters import address_lines
from towpath.web.people.words import (
    ASKED_BY,
    BELONGS_TO,
    CARE,
    IDENTIFIERS,
    NAMES,
    ROUTES,
    SHARING_LIMITED,
    STOPS,
    came_from,
)
from towpath.web.words import date_in_words, phone_in_words, short_date

SAFE = {"yes": Tag("Safe", "blue"), "no": Tag("Do not use", "red"), "unknown": Tag("Not asked", "grey")}
SELF_EXPLAINING = frozenset({"Address", "Name", "Number", "Number or address", "Who"})
"""What is understood in a line without being named."""
YES_NO_UNKNOWN = {"yes": "Yes", "no": "No", "unknown": "We do not know"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names that stand for the codes and ids of details: of colleagues, councils, characteristics and relatives."""

    staff: Mapping[str, str] = field(default_factory=dict)
    councils: Mapping[str, str] = field(default_factory=dict)
    characteristics: Mapping[str, str] = field(default_factory=dict)
    relatives: Mapping[int, Link | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetailCard:
    """One detail that is so: its heading, what it says, and what may be done about it."""

    heading: str
    facts: Sequence[Fact]
    actions: Sequence[Link]


def route_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a way to reach somebody: a heading, and what there is to know of it."""
    assert isinstance(says, ContactRouteRecord)
    whose = BELONGS_TO[says.belongs_to]
    value = phone_in_words(says.value) if says.kind == "phone" else says.value
    facts = [Fact("Number or address", value)]
    if says.owner_name:
        facts.append(Fact("Belongs to", says.owner_name))
    return f"{ROUTES[says.kind]}, {whose[:1].lower()}{whose[1:]}", [*facts, Fact("Safe to use", SAFE[says.is_safe])]


def address_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return where somebody lives; of a hidden address, where letters may go and nothing else."""
    assert isinstance(says, AddressRecord)
    facts = [Fact("Address", ", ".join(address_lines(says)))]
    if says.is_protected:
        facts.append(Fact("Kept from others", Tag("Protected", "red")))
        if not says.is_hidden:
            facts.append(Fact("Letters go to", says.care_of or "Nowhere that we know of"))
    return "Lives at" if says.to_date is None else "Lived at", facts


def name_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a name, every part of it."""
    assert isinstance(says, NameRecord)
    whole = as_said(says.given_name, says.middle_names, says.family_name)
    return NAMES[says.kind], [Fact("Name", whole)]


def characteristic_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a characteristic, who disclosed it and when to ask again."""
    assert isinstance(says, CharacteristicRecord)
    facts = [Fact("Who told us", says.disclosed_by or "Nobody is named")]
    if says.reconfirm_date:
        facts.append(Fact("Ask again by", date_in_words(says.reconfirm_date)))
    return known.characteristics.get(says.code, f"Characteristic {says.code}"), facts


def care_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return what somebody is in the law on care, whose they are and who works with them."""
    assert isinstance(says, CareRecord)
    named = (
        ("Responsible council", known.councils.get(says.responsible_council, says.responsible_council)),
        ("Placing council", known.councils.get(says.placing_council, says.placing_council)),
        ("Social worker", says.social_worker),
        ("Personal adviser", says.personal_adviser),
    )
    return CARE[says.kind], [Fact(key, words) for key, words in named if words]


def relative_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a relative, what they are, and what may pass between them."""
    assert isinstance(says, FamilyRecord)
    facts = [
        Fact("Who", known.relatives.get(says.relative_id, "Somebody whose record you may not open")),
        Fact("Parental responsibility", YES_NO_UNKNOWN[says.has_responsibility]),
        Fact("Live together", YES_NO_UNKNOWN[says.lives_with]),
    ]
    if says.must_not_be_told:
        facts.append(Fact("Tell them", Tag("Must not be told", "red")))
    return says.relation[:1].upper() + says.relation[1:], facts


def number_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a number, and who gave it where that matters."""
    assert isinstance(says, IdentifierRecord)
    given_by = [Fact("Given by", says.issuer)] if says.issuer else []
    return IDENTIFIERS[says.kind], [Fact("Number", says.value), *given_by]


def sharing_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return a limit on sharing: what may be shared, and who asked for it."""
    assert isinstance(says, SharingRecord)
    return SHARING_LIMITED, [Fact("Asked for by", ASKED_BY[says.asked_by])]


def stop_words(says: Said, known: Known) -> tuple[str, list[Fact]]:
    """Return why nobody may contact somebody, until when, and who said so."""
    assert isinstance(says, StopRecord)
    until = [Fact("Until", short_date(says.to_date))] if says.to_date else []
    return STOPS[says.kind], [*until, Fact("Told by", says.told_by)]


Words = Callable[[Said, Known], tuple[str, list[Fact]]]


def card_of(held: HeldFact, words: Words, known: Known, actions: Sequence[Link]) -> DetailCard:
    """Return one detail that is so, with since when and where it came from."""
    heading, facts = words(held.says, known)
    if held.from_date and not is_hidden(held):
        facts.append(Fact("Since", short_date(held.from_date)))
    return DetailCard(heading, [*facts, Fact("Where it comes from", recorded_words(held, known))], actions)


def is_hidden(held: HeldFact) -> bool:
    """Return whether the viewer may not see what it says."""
    return isinstance(held.says, AddressRecord) and held.says.is_hidden


def history_table(held: Sequence[HeldFact], words: Words, known: Known, caption: str) -> Table:
    """Return what was so or was believed, the latest first, each with its days and what became of it."""
    columns = (Column("What it said", heading=True), Column("When"), Column("Recorded"), Column("What became of it"))
    rows = [
        (said_in_line(each.says, words, known), days_words(each), recorded_words(each, known), end_words(each, known))
        for each in held
    ]
    return Table(caption, columns, rows, cards=True)


def said_in_line(says: Said, words: Words, known: Known) -> str:
    """Return a detail in one line."""
    heading, facts = words(says, known)
    said = [(each.key, text) for each in facts if (text := _text(each.value))]
    told = [text if key in SELF_EXPLAINING else f"{key}: {text}" for key, text in said]
    return f"{heading}: {'. '.join(told)}" if told else heading


def days_words(held: HeldFact) -> str:
    """Return from when to when it was said to be so."""
    if held.from_date and held.to_date:
        return f"{short_date(held.from_date)} to {short_date(held.to_date)}"
    if held.from_date:
        return f"From {short_date(held.from_date)}"
    return f"To {short_date(held.to_date)}" if held.to_date else "No days given"


def recorded_words(held: HeldFact, known: Known) -> str:
    """Return when it was recorded, and by which list or by whom."""
    where = came_from(held.source)
    by = known.staff.get(held.recorded_by, "")
    if held.source.startswith("page:") and by:
        where = by
    return ", ".join(filter(None, (where, short_date(held.recorded_at))))


def end_words(held: HeldFact, known: Known) -> str:
    """Return what became of a detail that is not so: it ended, or somebody put it right."""
    if held.withdrawn_at is None:
        return "It is over"
    by = known.staff.get(held.withdrawn_by, "")
    return f"Put right {short_date(held.withdrawn_at)}{f' by {by}' if by else ''}"


def _text(value: Cell) -> str:
    if isinstance(value, Link | Tag):
        return value.text
    return str(value) if isinstance(value, str) else ""
