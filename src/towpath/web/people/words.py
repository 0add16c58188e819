"""How the facts of a record are said on a page: tables from one of our own codes to words, and what reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from django.core.paginator import Page

from towpath.people.queries import PersonRecord
from towpath.rules.cohort import ReasonHeld, is_of_school_age
from towpath.rules.names import as_said
from towpath.rules.residence import ELSEWHERE
from towpath.rules.sources import source_of
from towpath.rules.spells import Standing
from towpath.standards import Group, Standards
from towpath.tracking.queries import StatusRecord
from towpath.web.parts import STATUS_TONES, Tag

GROUP_WORDS: Mapping[Group, str] = {
    Group.EET: "EET",
    Group.NEET: "NEET",
    Group.NOT_KNOWN: "Not known",
    Group.COMPULSORY: "School age",
    Group.OTHER: "Not counted",
}

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.CURRENT: "",
    Standing.LAPSED: "what we knew has lapsed",
    Standing.ENDED: "what we knew has ended",
    Standing.NO_STATEMENT: "nobody has told us",
}

REASONS_HELD: Mapping[ReasonHeld, str] = {
    ReasonHeld.TRACKED: "Tracked for the monthly return",
    ReasonHeld.EARLY_INTERVENTION: "Early help, from Year 9",
    ReasonHeld.CARE_EXPERIENCED: "Care-experienced",
}

IDENTIFIERS = {
    "upn": "UPN",
    "temporary_upn": "Temporary UPN",
    "former_upn": "Former UPN",
    "uln": "ULN",
    "local": "Local number",
    "nccis": "NCCIS number",
    "former_nccis": "Former NCCIS number",
    "nhs": "NHS number",
}

NAMES = {"legal": "Legal name", "preferred": "Preferred name", "former": "Former name"}
ROUTES = {"phone": "Phone", "email": "E-mail", "post": "Post"}
BELONGS_TO = {"self": "Their own", "parent": "A parent’s", "carer": "A carer’s", "other": "Somebody else’s"}

CARE = {
    "looked_after": "Looked after",
    "eligible": "Eligible child",
    "relevant": "Relevant child",
    "former_relevant": "Former relevant child",
    "qualifying": "Qualifying young person",
    "previously_looked_after": "Previously looked after",
}

ASKED_BY = {"young_person": "The young person", "parent": "A parent", "unknown": "Not known"}
STOPS = {"died": "They have died", "asked_not": "They asked us not to contact them"}
SHARING_LIMITED = "Name, address and date of birth only"

SCHOOL_PLACES = {
    "on_roll": "On roll",
    "home_educated": "Taught at home",
    "alternative_provision": "Alternative provision",
    "out_of_area": "At school outside the area",
}

GENDERS = {"F": "Female", "M": "Male", "U": "Not known", "W": "Withheld"}
YES_OR_NO = {"Y": "Yes", "N": "No"}
LEVELS_OF_NEED = {"1": "1: intensive", "2": "2: supported", "3": "3: minimum"}
AREA_FIELDS = ("lead_la", "educated_la", "year_11_la", "transferred_to_la")


class Said(Protocol):
    """Anything with a published code and its words."""

    @property
    def code(self) -> str: ...

    @property
    def label(self) -> str: ...


def counts_as(status: StatusRecord | None, birth_date: date | None, on: date) -> Tag:
    """
    Return how somebody counts, as a word in a box; of whom nothing is told, that it is not known.

    Nobody who is still of school age is to be found, so of them it is said that they are.
    """
    is_told = status is not None and status.standing is not Standing.NO_STATEMENT
    group = status.group if status is not None else Group.NOT_KNOWN
    if not is_told and birth_date and is_of_school_age(birth_date, on):
        group = Group.COMPULSORY
    words = GROUP_WORDS[group]
    return Tag(words, STATUS_TONES.get(words.lower(), "grey"))


def activity_words(said: Said) -> str:
    """Return an activity in words with its code, as "Apprenticeship (310)"."""
    return f"{said.label} ({said.code})" if said.label else said.code


def told_by(how: str) -> str:
    """Return who told us, in words; a code of another time is shown as it is."""
    source = source_of(how)
    return source.words if source else how


def came_from(source: str) -> str:
    """Return where a fact came from: a list, this site, or nowhere that we know of."""
    if source.startswith("import:"):
        return f"List number {source.split(':')[1]}"
    if source.startswith("page:"):
        return "Entered here by a colleague"
    return "From before" if source else ""


def return_value_words(standards: Standards, field: str, value: str | None, on: date) -> str:
    """Return a value of the return in words with its code, or that nothing is sent."""
    if not value:
        return "Nothing is sent"
    edition = standards.edition_on(on)
    published = {"ethnicity": edition.ethnicities, "cohort_status": edition.cohort_statuses}
    if value == ELSEWHERE:
        return "Another council, not yet named"
    if field in AREA_FIELDS:
        label = standards.areas[value].label if value in standards.areas else ""
    elif field in published:
        row = published[field].get(value)
        label = row.label if row else ""
    else:
        own = {"gender": GENDERS, "level_of_need": LEVELS_OF_NEED}.get(field, YES_OR_NO)
        return own.get(value, value)
    return f"{label} ({value})" if label else value


def place_words(page: Page) -> str:
    """Return which part of a list is shown, as "26 to 50 of 60"."""
    return f"{page.start_index()} to {page.end_index()} of {page.paginator.count:,}"


def other_names(record: PersonRecord) -> list[tuple[str, str]]:
    """Return the names that are not the one shown, each with what it is."""
    shown = record.shown_name
    named = [(NAMES[name.kind], as_said(name.given_name, name.middle_names, name.family_name))
             for name in record.names]  # fmt: skip
    return [(label, words) for label, words in named if words != shown]
