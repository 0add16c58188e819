"""The copy that somebody is given: everything held, in the order of the tables, as a page to read and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from towpath.audit.queries import list_about
from towpath.documents.copies import Copy, Entry, Section, page_of
from towpath.organisation.queries import settings_on
from towpath.privacy.collecting import About, about, collect, plain
from towpath.privacy.looking import Shown, Unit, shown, units_of
from towpath.privacy.models import AccessRequest
from towpath.privacy.models.requests import Part
from towpath.rules.access import ROLES
from towpath.rules.retention import CATEGORIES, length_words

OF_CONCERNS = "concern"
"""What the kinds of events begin with that tell that there is a concern: for the safeguarding lead alone."""


WHY = (
    "The law asks councils to know what young people are doing and to help them stay in education, employment or "
    "training (Education and Skills Act 2008, sections 10, 12 and 68). We do not hold it because you agreed."
)
RIGHTS = (
    "Tell us if something is wrong, and we put it right or write down that you disagree. You can object to how we use "
    "it. You can complain to us, and to the Information Commissioner at ico.org.uk."
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one part of a request is made of."""

    who: About
    units: tuple[Unit, ...]
    rows: tuple[Shown, ...]

    @property
    def waiting(self) -> tuple[Unit, ...]:
        """Return what nobody decided yet."""
        return tuple(unit for unit in self.units if unit.decision is None)

    @property
    def redacted(self) -> int:
        """Return how many texts go with others taken out."""
        return sum(row.redacted for row in self.rows)

    @property
    def withheld(self) -> int:
        """Return how many texts and rows are kept back."""
        return sum(row.withheld for row in self.rows)


def gather(request: AccessRequest, part: str, on: date) -> Gathered:
    """Return all that is held for one part of a request, what must be looked at, and how it goes as decided so far."""
    who = about(request.person, request.organisation)
    held = [row for row in collect(who, on) if row.told.part == part]
    units = tuple(units_of(held, who, request))
    return Gathered(who, units, tuple(shown(held, units)))


def make_copy(request: AccessRequest, part: str, gathered: Gathered, on: date) -> tuple[bytes, bytes]:
    """Return the page and the JSON of one part of a request."""
    sections = [
        _section(title, list(rows)) for title, rows in groupby(gathered.rows, key=lambda row: row.held.told.title)
    ]
    sections.append(_log(gathered.who, part))
    copy = Copy(
        title="What we hold about you",
        council=request.organisation.name,
        made=plain(on),
        asked=plain(request.received_date),
        about=_about(request, on),
        sections=tuple(section for section in sections if section.entries),
    )
    return page_of(copy).encode(), json.dumps(_as_json(copy), ensure_ascii=False, indent=1).encode()


def _section(title: str, rows: Sequence[Shown]) -> Section:
    return Section(title, tuple(_entry(row) for row in rows if row.lines or row.kept_back))


def _entry(row: Shown) -> Entry:
    return Entry(tuple((line.label, line.words) for line in row.lines), row.kept_back)


def _log(who: About, part: str) -> Section:
    """Return who opened or changed the record, by role: the names of staff are theirs."""
    events = list_about(who.organisation.code, who.public_ids)
    of_concerns = part == Part.SAFEGUARDING
    entries = [
        Entry((("When", plain(event.at)), ("Who", _role_words(event.role)), ("What", _kind_words(event.kind))))
        for event in events.iterator()
        if event.kind.startswith(OF_CONCERNS) == of_concerns
    ]
    return Section("Who looked at or changed your record", tuple(entries))


def _role_words(role: str) -> str:
    return (
        f"A {role.replace('_', ' ')}"
        if role in ROLES
        else "Our computer, by itself"
        if role == "system"
        else "Somebody"
    )


def _kind_words(kind: str) -> str:
    return kind.replace(".", " ").replace("_", " ").capitalize()


def _about(request: AccessRequest, on: date) -> tuple[tuple[str, str], ...]:
    months = settings_on(request.organisation, on)
    kept = "; ".join(
        f"{each.words[:1].lower()}{each.words[1:]}: {length_words(int(months[f'retention.{each.code}']))}"
        for each in CATEGORIES
    )
    return (
        ("Who holds it", request.organisation.name),
        ("Why", WHY),
        ("How long", f"From when the service ends for you, or from when it was written: {kept}."),
        ("What you can do", RIGHTS),
    )


def _as_json(copy: Copy) -> dict[str, object]:
    return {
        "title": copy.title,
        "council": copy.council,
        "made": copy.made,
        "asked": copy.asked,
        "about": dict(copy.about),
        "sections": [
            {
                "title": section.title,
                "entries": [
                    {"kept_back": one.kept_back} if one.kept_back else dict(one.lines) for one in section.entries
                ],
            }
            for section in copy.sections
        ],
    }
