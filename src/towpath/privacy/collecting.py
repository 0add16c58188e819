"""Everything that is held of one person: every row of every table that a road leads to, in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Field, ForeignKey, JSONField, Model, TextField
from django.utils.timezone import localtime

from towpath.access.models import Role, User
from towpath.audit.facts import LONGEST_CODE
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.people.models import ContactRoute, FamilyLink, Name, Person
from towpath.people.sameness import Sameness
from towpath.privacy.tables import Told, roads_told, told_of
from towpath.privacy.walk import TELLING, privacy_of
from towpath.provision.models import Establishment
from towpath.rules.dates import day_words
from towpath.rules.third_parties import Mark
from towpath.standards import Edition

STAFF = "A member of our staff"
SOMEBODY_ELSE = "Somebody else whose record we hold"
TECHNICAL = frozenset(
    {
        "id",
        "version",
        "public_id",
        "fingerprint",
        "digest",
        "sending",
        "standards_version",
        "key",
        "withdrawn_for",
        "token_hash",
    }
)
LISTS = {
    ("tracking.Statement", "code"): "activity_codes",
    ("tracking.Proposal", "code"): "activity_codes",
    ("tracking.Conflict", "code"): "activity_codes",
    ("people.CharacteristicFact", "code"): "characteristics",
    ("tracking.GuaranteeFact", "status"): "guarantee_statuses",
    ("tracking.IntendedDestinationFact", "code"): "intended_destinations",
}
"""Which published list says what a code means."""


WHERE_FROM = frozenset(
    "source recorded_at recorded_by withdrawn_at withdrawn_by made_at made_by asked_at received_at".split()
)
LABELS = {
    "words": "what was written",
    "their_words": "what you said",
    "happened_at": "when",
    "recorded_at": "written down",
    "recorded_by": "written down by",
    "made_at": "made",
    "made_by": "made by",
    "source": "where it came from",
    "from_date": "from",
    "to_date": "until",
    "withdrawn_at": "believed no more since",
    "withdrawn_by": "withdrawn by",
    "who_was_present": "who was there",
    "audience": "for whom",
    "establishment": "place",
    "why": "why",
}
"""What a column is called where its own name would be no help to whoever reads the copy."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a row says. `is_text` says that somebody wrote it, and so may have written of others."""

    field: str
    label: str
    words: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One row about a person."""

    told: Told
    row: int
    lines: tuple[Line, ...]
    is_need_to_know: bool = False
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """The person as every part of this room needs them: their records, and the names of those around them."""

    organisation: Organisation
    person: Person
    ids: tuple[int, ...]
    public_ids: tuple[str, ...]
    own: frozenset[str]
    known: Mapping[str, Mark]
    staff: frozenset[str]


def about(person: Person, organisation: Organisation) -> About:
    """Return a person with all records that are theirs, merges resolved. Eight queries."""
    ids = tuple(sorted(Sameness.around(organisation, [person.pk]).everyone))
    public_ids = tuple(Person.objects.filter(pk__in=ids).order_by("pk").values_list("public_id", flat=True))
    users = dict(Role.objects.filter(organisation=organisation).values_list("user__public_id", "user__name"))
    mine = ContactRoute.objects.filter(person__in=ids, belongs_to="self").values_list("value", flat=True)
    return About(
        organisation=organisation,
        person=person,
        ids=ids,
        public_ids=public_ids,
        own=frozenset({*_name_words(ids), *mine}),
        known={
            **dict.fromkeys((word for name in users.values() if _is_a_name(name) for word in _words(name)), Mark.STAFF),
            **dict.fromkeys(_family_words(ids), Mark.FAMILY),
        },
        staff=frozenset(users),
    )


def collect(who: About, on: date) -> Iterator[Held]:
    """Yield every row about somebody, in the order of a copy. One query a table, and one for each row it leans on."""
    edition = standards_for(who.organisation).edition_on(on)
    for label, road in roads_told().items():
        told = told_of(label)
        keys = [field.name for field in road.model._meta.concrete_fields if isinstance(field, ForeignKey)]
        for row in road.rows(who.organisation, who.ids).select_related(*keys):
            yield Held(
                told=told,
                row=row.pk,
                # What it says stands before where it came from.
                lines=tuple(sorted(_lines(row, who, edition), key=lambda line: line.field in WHERE_FROM)),
                is_need_to_know=getattr(row, "audience", "") == "need_to_know",
                is_protected=bool(getattr(row, "is_protected", False)),
            )


def _lines(row: Model, who: About, edition: Edition) -> Iterator[Line]:
    for field in row._meta.concrete_fields:
        if field.name in TECHNICAL or field.name == "organisation":
            continue
        words = _words_of(row, field, who, edition)
        if words:
            label = LABELS.get(field.name, str(field.verbose_name))
            yield Line(field.name, f"{label[:1].upper()}{label[1:]}", words, _is_text(field))


def _is_text(field: "Field[Any, Any]") -> bool:
    """Return whether somebody else may be in it: prose, or whatever may say who somebody is, however short."""
    privacy = privacy_of(field)
    if privacy not in TELLING or field.choices:
        return False
    return isinstance(field, TextField | JSONField) or (
        isinstance(field, CharField) and (privacy == "identifying" or (field.max_length or 0) > LONGEST_CODE)
    )


def _words_of(row: Model, field: "Field[Any, Any]", who: About, edition: Edition) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return _leaned_on(row, field, who)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str) and value in who.staff:
        return STAFF
    if listed := LISTS.get((row._meta.label, field.name)):
        found = getattr(edition, listed).get(value)
        return f"{found.label} ({value})" if found else str(value)
    if field.name == "source" and isinstance(value, str):
        return _came_from(value)
    return plain(value)


def _leaned_on(row: Model, field: "ForeignKey[Any, Any]", who: About) -> str:
    """Return in words what a row leans on; what is told by itself elsewhere is not told twice."""
    other = getattr(row, field.name)
    if isinstance(other, Person):
        return "" if other.pk in who.ids else SOMEBODY_ELSE
    if isinstance(other, User):
        return STAFF
    if isinstance(other, Establishment):
        return other.name
    if isinstance(other, StoredFile):
        return other.original_name or "A file that was removed when its time was up"
    for name in ("title", "name", "words"):
        if (column := _column(other, name)) and privacy_of(column) == "public":
            return str(getattr(other, name))
    return ""


def _column(row: Model, name: str) -> "Field[Any, Any] | None":
    return next((field for field in row._meta.concrete_fields if field.name == name), None)


def plain(value: object) -> str:
    """Return any kept value as somebody would read it, a list or a mapping as lines."""
    if isinstance(value, datetime):
        there = localtime(value)
        return f"{day_words(there)} at {there:%H:%M}"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {plain(each)}" for key, each in value.items() if each not in (None, ""))
    if isinstance(value, list | tuple):
        return "\n".join(plain(each) for each in value)
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, bool) else str(value)


def _came_from(source: str) -> str:
    kind, _, rest = source.partition(":")
    if kind == "import":
        return f"List number {rest.partition(':')[0]} that we were sent"
    return "Entered here by a member of staff" if kind == "page" else "Another record of ours"


def _words(name: str) -> list[str]:
    # An initial or a particle would mark half the language.
    return [word.lower() for word in name.replace("-", " ").split() if len(word) > 2]


def _is_a_name(name: str) -> bool:
    """Return whether an account is called by a person's name, and not as "Careers lead, The Ropewalk School"."""
    return "," not in name and all(word[:1].isupper() for word in name.split())


def _name_words(ids: tuple[int, ...]) -> list[str]:
    rows = Name.objects.filter(person__in=ids).values_list("given_name", "middle_names", "family_name")
    return [word for row in rows for part in row for word in (*part.split(), *part.replace("-", " ").split())]


def _family_words(ids: tuple[int, ...]) -> set[str]:
    links = FamilyLink.objects.filter(person__in=ids).values_list("relative_id", flat=True)
    back = FamilyLink.objects.filter(relative__in=ids).values_list("person_id", flat=True)
    named = {word.lower() for word in _name_words((*links, *back)) if len(word) > 2}
    owners = ContactRoute.objects.filter(person__in=ids).exclude(belongs_to="self").values_list("owner_name", flat=True)
    return named | {word for name in owners for word in _words(name)}
