"""
Facts planted with words that occur nowhere else, so that every page, file, message and log can be searched for them.

They stand in ordinary rows, written through the rooms' own actions, and lie here and not with the tests because whoever
searches a served demo, by hand or by crawling it, needs the same list. Which roles may see which is for the search to
say: a word found with anybody else has leaked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from towpath.caseload.actions import add_to_concern, raise_concern
from towpath.contact.actions import record_contact
from towpath.demo.year.cast import LOOKED_AFTER
from towpath.demo.year.stage import SOURCE_OF_FAMILY, Year
from towpath.people.actions import record_address, record_care_fact, record_characteristic
from towpath.people.models import CareFact


class Secret(StrEnum):
    """What a canary would give away."""

    YOUTH_JUSTICE = "youth justice"
    CARE_STATUS = "care status"
    PROTECTED_ADDRESS = "protected address"
    SAFEGUARDING = "safeguarding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """One planted word: what it gives away, of whom (their key in the cast) and in which column it stands."""

    secret: Secret
    word: str
    key: str
    column: str


CANARIES = (
    Canary(secret=Secret.YOUTH_JUSTICE, word="Marrowick", key="y070", column="people_characteristic.disclosed_by"),
    Canary(secret=Secret.YOUTH_JUSTICE, word="ostrander", key="y070", column="contact_event.words"),
    Canary(secret=Secret.CARE_STATUS, word="Brindlecombe", key="y071", column="people_care.personal_adviser"),
    Canary(secret=Secret.PROTECTED_ADDRESS, word="Quillfeather", key="y072", column="people_address.address_line_1"),
    Canary(secret=Secret.PROTECTED_ADDRESS, word="SB9 7QF", key="y072", column="people_address.postcode"),
    Canary(secret=Secret.SAFEGUARDING, word="wexcombe", key="y073", column="caseload_concern.words"),
    Canary(secret=Secret.SAFEGUARDING, word="tarnlow", key="y073", column="caseload_concern_entry.words"),
    Canary(secret=Secret.SAFEGUARDING, word="pellgrove", key="y074", column="caseload_concern.words"),
)
"""Every planted word. Those of 70 to 74 in the cast are supported, and registered with the Charter too."""


def plant_canaries(year: Year) -> None:
    """Write the canaries down, with two safeguarding concerns: one that ended, and one that goes on."""
    assert all(LOOKED_AFTER in each.groups for each in year.cast[69:74])
    agenda, on = year.agenda, date(2024, 5, 22)
    agenda.add(on, lambda at: _tell_of_youth_justice(year, at), hour=15)
    agenda.add(on, lambda at: _tell_of_care(year, at), hour=15)
    agenda.add(on, lambda at: _protect_address(year, at), hour=15)
    agenda.add(date(2024, 10, 15), lambda at: _fear_for(year, "y073", at), hour=16)
    agenda.add(date(2025, 3, 24), lambda at: _fear_for(year, "y074", at), hour=16)


def _tell_of_youth_justice(year: Year, at: datetime) -> None:
    person, worker, by = year.people["y070"], year.holder("specialist"), year.by("specialist")
    record_characteristic(
        person=person, code="170", source=SOURCE_OF_FAMILY, from_date=at.date(),
        disclosed_by="Marrowick youth justice team", by=by, at=at,
    )  # fmt: skip
    record_contact(
        person=person, happened_at=at, channel="other", outcome="noted", owner=worker, audience="need_to_know",
        words="Their ostrander order runs until the summer. Ring before any visit.", by=by, at=at,
    )  # fmt: skip


def _tell_of_care(year: Year, at: datetime) -> None:
    # Said from a new day, so that it stands beside what the leaving care team told at first.
    record_care_fact(
        person=year.people["y071"], kind=CareFact.Kind.QUALIFYING.value, from_date=at.date(),
        personal_adviser="Thessaly Brindlecombe", source=SOURCE_OF_FAMILY, by=year.by("specialist"), at=at,
    )  # fmt: skip


def _protect_address(year: Year, at: datetime) -> None:
    record_address(
        person=year.people["y072"], address_line_1="11 Quillfeather Court", town="Whinfield", postcode="SB9 7QF",
        is_protected=True, care_of="The leaving care team, Town Hall", source=SOURCE_OF_FAMILY,
        by=year.by("specialist"), at=at,
    )  # fmt: skip


def _fear_for(year: Year, key: str, at: datetime) -> None:
    """Raise a concern, which the lead reads and answers in the days after."""
    lead, ends = year.by("safeguarding lead"), key == "y073"
    words = (
        "Somebody waits for them by the wexcombe steps after the course."
        if ends
        else "Came without sleep again, from pellgrove."
    )
    concern = raise_concern(
        person=year.people[key], seen_date=at.date(), words=words, told="lead",
        their_words="" if ends else "“I’m fine.”", by=year.by("specialist"), at=at,
    )  # fmt: skip

    def add(kind: str, added: str) -> None:
        year.agenda.add(
            at.date(), lambda then: add_to_concern(concern=concern, kind=kind, words=added, by=lead, at=then), hour=17
        )

    add("read", "Read, and rang the worker.")
    add(
        "decided",
        "Told the front door; they will see them at home." if ends else "A meeting this week with their worker.",
    )
    if ends:
        year.agenda.add(
            date(2024, 11, 8),
            lambda then: add_to_concern(
                concern=concern,
                kind="closed",
                words="The tarnlow group walks with them now. No more was seen.",
                by=lead,
                at=then,
            ),
        )
