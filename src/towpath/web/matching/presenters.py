"""A row beside the records it may be about: each field of both, and in a word whether they agree."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.imports.because import because_words
from towpath.imports.storing import restored
from towpath.people.queries import PersonRecord
from towpath.rules.names import folded, folded_given
from towpath.web.imports.presenters import name_in
from towpath.web.parts import Column, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, likeness_words, short_date

AGREES = Tag("Agrees", "green")
NEARLY = Tag("Nearly", "yellow")
DIFFERS = Tag("Differs", "orange")
NOT_ON_LIST = "Not on the list"
NOT_ON_RECORD = "Not on the record"
HIDDEN = "Hidden: a protected address"
LETTERS = "ABCDEFGHI"
"""What the records beside a row are called, one for each key from 1 to 9."""

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Side:
    """
    What one record says of a field; `tag` is None where there is nothing to compare, and `how` says how it nearly
    agrees.
    """

    words: str
    tag: Tag | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what the list says of it, and what each record says."""

    label: str
    given: str
    sides: Sequence[Side]


@dataclass(frozen=True, slots=True)
class Rival:
    """
    One record beside the row: what it is called here, and whose it is, with the way to all that is held of them.

    `alike` says how like the row it is, and is empty where nothing was scored.
    """

    label: str
    name: str
    public_id: str
    record: Link | str
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    rivals: Sequence[Rival]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is needed beside the records themselves: places by their key, who gave the numbers on this list, and the school
    or college that sent it, if one did.
    """

    places: Mapping[int, str]
    issuer: str
    place: str


Said = tuple[str, frozenset[str]]
"""What is shown of a field, and what it is compared by, which is empty where nothing is said."""


def comparison_of(row: Any, records: Sequence[PersonRecord], known: Known) -> Comparison:
    """Return a row beside each record, the fields that tell people apart first."""
    values = restored(row.values)
    scored = [_scored_of(row, record) for record in records]
    rivals = [
        Rival(
            f"Record {letter}",
            record.shown_name or "Name not recorded",
            record.public_id,
            person_link("Open the record", record.public_id, about=f"of {record.shown_name}"),
            likeness_words(float(found["score"])) if found else "",
        )
        for letter, record, found in zip(LETTERS, records, scored, strict=False)
    ]
    lines = []
    for label, given, held in FIELDS:
        words, keys = given(values, known)
        sides = [
            nearly(side_of(keys, held(record, known)), label, found["reasons"] if found else ())
            for record, found in zip(records, scored, strict=True)
        ]
        if words or any(side.words != NOT_ON_RECORD for side in sides):
            lines.append(Line(label, words or NOT_ON_LIST, sides))
    return Comparison(rivals, lines)


def _scored_of(row: Any, record: PersonRecord) -> Mapping[str, Any] | None:
    """Return how a record was scored beside a row, by whichever of its ids; None where it was not."""
    ids = (record.id, *record.merged_ids)
    return next((each for each in row.likenesses if each["person"] in ids), None)


def nearly(side: Side, label: str, reasons: Sequence[Mapping[str, str]]) -> Side:
    """Return a field that differs as nearly agreeing, where scoring says so; what is hidden stays as it is."""
    if side.tag is not DIFFERS:
        return side
    told = {each["field"]: each["words"] for each in reasons if each["verdict"] == "nearly"}
    words = told.get(SCORED_AS.get(label, ""))
    return Side(side.words, NEARLY, words) if words else side


def side_of(given: frozenset[str], held: Said) -> Side:
    words, keys = held
    if not words:
        return Side(NOT_ON_RECORD)
    if not given or not keys:
        return Side(words)
    return Side(words, AGREES if given & keys else DIFFERS)


def _names(parts: Iterable[object], fold: Callable[[str], str]) -> Said:
    told = list(dict.fromkeys(str(part) for part in parts if part))
    return " or ".join(told), frozenset(filter(None, map(fold, told)))


def _plain(value: str) -> str:
    return "".join(value.split()).upper()


def _given_numbers(*fields: str) -> Callable[[Values, Known], Said]:
    return lambda values, known: _names([values.get(field) for field in fields], _plain)


def _held_numbers(*kinds: str) -> Callable[[PersonRecord, Known], Said]:
    return lambda record, known: _names([one.value for one in record.identifiers if one.kind in kinds], _plain)


def _born(born: object) -> Said:
    return (date_in_words(born), frozenset({born.isoformat()})) if isinstance(born, date) else ("", frozenset())


def _held_postcode(record: PersonRecord, known: Known) -> Said:
    if record.address is None:
        return "", frozenset()
    return (HIDDEN, frozenset()) if record.address.is_hidden else _names([record.address.postcode], _plain)


def _held_street(record: PersonRecord, known: Known) -> Said:
    if record.address is None:
        return "", frozenset()
    return (HIDDEN, frozenset()) if record.address.is_hidden else _names([record.address.address_line_1], folded)


def _held_local(record: PersonRecord, known: Known) -> Said:
    """Return the numbers of this list's own giver; another giver's numbers say nothing about this row."""
    own = [one.value for one in record.identifiers if one.kind == "local" and one.issuer == known.issuer]
    return _names(own, _plain)


def _digits(value: str) -> str:
    return "".join(letter for letter in value if letter.isdecimal())[-10:]


def _held_phones(record: PersonRecord, known: Known) -> Said:
    return _names([one.value for one in record.contact_routes if one.kind in ("phone", "mobile")], _digits)


def _held_places(record: PersonRecord, known: Known) -> Said:
    places = [known.places.get(one.establishment_id or 0, "") for one in record.school_places]
    return ", ".join(filter(None, places)), frozenset()


Field = tuple[str, Callable[[Values, Known], Said], Callable[[PersonRecord, Known], Said]]

FIELDS: tuple[Field, ...] = (
    (
        "First name",
        lambda values, known: _names(
            [values.get("legal_given_name"), values.get("preferred_given_name")], folded_given
        ),
        lambda record, known: _names([name.given_name for name in record.names], folded_given),
    ),
    (
        "Family name",
        lambda values, known: _names(
            [values.get(f"{kind}_family_name") for kind in ("legal", "preferred", "former")], folded
        ),
        lambda record, known: _names([name.family_name for name in record.names], folded),
    ),
    (
        "Birth date",
        lambda values, known: _born(values.get("birth_date")),
        lambda record, known: _born(record.birth_date),
    ),
    ("Postcode", _given_numbers("postcode"), _held_postcode),
    ("Address", lambda values, known: _names([values.get("address_line_1")], folded), _held_street),
    (
        "Unique pupil number",
        _given_numbers("upn", "former_upn"),
        _held_numbers("upn", "former_upn", "temporary_upn"),
    ),
    ("Unique learner number", _given_numbers("uln"), _held_numbers("uln")),
    ("NCCIS number", _given_numbers("nccis_id", "former_nccis_id"), _held_numbers("nccis", "former_nccis")),
    ("Sender's own number", _given_numbers("local_id"), _held_local),
    ("Phone", lambda values, known: _names([values.get("phone")], _digits), _held_phones),
    ("School or college", lambda values, known: (known.place, frozenset()), _held_places),
)

SCORED_AS = {
    "First name": "given_name",
    "Family name": "family_name",
    "Birth date": "birth_date",
    "Postcode": "postcode",
    "Address": "address",
    "Unique pupil number": "upn",
    "Unique learner number": "uln",
}
"""What scoring calls each field that it compares."""

HELD_COLUMNS = (
    Column("Name on the list", heading=True),
    Column("Born", whole=True),
    Column("List"),
    Column("Why we ask"),
)


def held_table(rows: Sequence[Any], *, hidden: Collection[int] = ()) -> Table:
    """
    Return the rows that wait for somebody to say whom they are about; `hidden` are the records of whose addresses
    nothing is said.
    """
    lines = []
    for row in rows:
        values = restored(row.values)
        born = values.get("birth_date")
        link = Link(name_in(values), reverse("matching_row", args=[row.pk]), f"in row {row.line}")
        told = short_date(born if isinstance(born, date) else None)
        place = f"List {row.batch.number}, row {row.line}: {row.batch.sender.name}"
        lines.append((link, told, place, why_of(row, hidden=hidden)))
    return Table("Rows to decide, in the order in which they came", HELD_COLUMNS, lines, cards=True)


def why_of(row: Any, *, hidden: Collection[int]) -> str:
    """Return why a row is held, as a sentence; `hidden` are the records of whose addresses nothing is said."""
    is_hidden = not set(row.rivals).isdisjoint(hidden)
    return because_words(row.because, is_hidden=is_hidden, otherwise="We could not tell who it is about.")


def place_ids(records: Iterable[PersonRecord]) -> Collection[int]:
    """Return the establishments to be named beside records."""
    return {place.establishment_id for record in records for place in record.school_places if place.establishment_id}
