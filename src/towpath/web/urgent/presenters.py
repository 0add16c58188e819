"""Urgent looks in words: what stands open and until when, what was opened, and what a manager reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from towpath.clock import LONDON
from towpath.contact.queries import ContactEntry
from towpath.people.queries import CHARACTERISTIC_DOORS, AddressRecord, PersonRecord
from towpath.privacy.queries import UrgentLook, Viewed
from towpath.rules.urgent_looks import Door
from towpath.standards import Edition
from towpath.web.parts import Cell, Column, Event, Fact, Link, Table, Tag
from towpath.web.people.history import ContactWords, contacts_of
from towpath.web.people.presenters import NO_ADDRESS, address_lines
from towpath.web.people.words import CARE
from towpath.web.urgent.forms import DOORS, VERDICTS
from towpath.web.words import date_in_words, plural, short_date, time_in_words

GONE = "somebody who works here no more"
NAMELESS = "Name not recorded"
HEADINGS = {
    Door.ADDRESS: "Where they live",
    Door.NOTES: "Notes for those who need to know",
    Door.CARE: "Care",
    Door.JUSTICE: "Youth justice",
    Door.HEALTH: "Mental health and substance misuse",
}


@dataclass(frozen=True, slots=True)
class StandingOpen:
    """What somebody holds open: its heading, and until when by London's clocks."""

    heading: str
    until: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing that was opened, as the page shows it: lines, or notes; with neither, nothing is held."""

    heading: str
    until: str
    lines: Sequence[Sequence[str]]
    notes: Sequence[Event]


def standing_open(looks: Iterable[UrgentLook]) -> list[StandingOpen]:
    """Return what is open now, for a banner."""
    return [StandingOpen(HEADINGS[Door(look.door)], clock_in_words(look.until_at)) for look in looks]


def clock_in_words(instant: datetime) -> str:
    """Return the time of day of an instant, as "10:05am"."""
    return time_in_words(instant).partition(" on ")[0]


def opened_of(
    looks: Iterable[UrgentLook],
    record: PersonRecord,
    *,
    addresses: Sequence[AddressRecord],
    notes: Sequence[ContactEntry],
    edition: Edition,
    words: ContactWords,
) -> list[Opened]:
    """Return everything that lies behind the doors that are open, and of the others nothing."""
    shown = []
    for look in looks:
        door = Door(look.door)
        lines = _addresses(record, addresses) if door is Door.ADDRESS else _lines(door, record, edition)
        few = [each for each in notes if each.is_for_few] if door is Door.NOTES else []
        told = contacts_of(few, words, lambda entry, about: ())
        shown.append(Opened(HEADINGS[door], clock_in_words(look.until_at), lines, told))
    return shown


def _addresses(record: PersonRecord, addresses: Sequence[AddressRecord]) -> list[list[str]]:
    if record.address is None:
        return []
    now = address_lines(record.address)
    kept = "This address is kept from others." if record.address.is_protected else "This address is not protected."
    earlier = [
        ["Before or beside it: " + ", ".join(lines)] for each in addresses if (lines := address_lines(each)) != now
    ]
    return [[*now, kept], *earlier] if now != [NO_ADDRESS] or earlier else []


def _lines(door: Door, record: PersonRecord, edition: Edition) -> list[list[str]]:
    found = []
    for care in record.care if door is Door.CARE else ():
        since = f" since {short_date(care.from_date)}" if care.from_date else ""
        workers = (("Social worker", care.social_worker), ("Personal adviser", care.personal_adviser))
        found.append([f"{CARE[care.kind]}{since}", *(f"{who}: {name}" for who, name in workers if name)])
    for each in record.characteristics:
        if CHARACTERISTIC_DOORS.get(each.code) is door:
            known = edition.characteristics.get(each.code)
            told = [f"Told by {each.disclosed_by}"] if each.disclosed_by else []
            found.append([known.label if known else f"Characteristic {each.code}", *told])
    return found


def looks_table(
    looks: Iterable[UrgentLook], records: Mapping[int, PersonRecord], staff: Mapping[str, str], on: date
) -> Table:
    """Return the manager's list: who looked at whom, and how it stands."""
    columns = (
        Column("Who looked", heading=True), Column("At whom"), Column("At what"), Column("Opened"),
        Column("Review by", whole=True), Column("State"),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            Link(
                staff.get(look.opened_by, GONE),
                reverse("urgent_one", args=[look.public_id]),
                f"and the look of {time_in_words(look.opened_at)}",
            ),
            name_of(records.get(look.person_id)),
            HEADINGS[Door(look.door)],
            time_in_words(look.opened_at),
            short_date(look.review_due_date),
            state_of(look, on),
        ]
        for look in looks
    ]
    return Table("Urgent looks, those that wait for a review first", columns, rows, cards=True, caption_hidden=True)


def name_of(record: PersonRecord | None) -> str:
    """Return what somebody is called, or that it is not recorded."""
    return (record.shown_name if record else "") or NAMELESS


def state_of(look: UrgentLook, on: date) -> Tag:
    """Return whether a look was right, or waits, or has waited too long."""
    if look.verdict:
        return Tag("Right", "blue") if look.verdict == UrgentLook.Verdict.RIGHT else Tag("Not right", "orange")
    return Tag("Late", "red") if look.review_due_date < on else Tag("To review", "purple")


def look_facts(look: UrgentLook, views: Sequence[Viewed], staff: Mapping[str, str]) -> list[Fact]:
    """Return who looked at what, for how long, and how often; once it is reviewed, what came of it."""
    times = [clock_in_words(each.at.astimezone(LONDON)) for each in views]
    seen = f"{plural(len(times), 'time')}: {', '.join(times)}" if times else "Opened, and never looked at"
    facts = [
        Fact("Who looked", staff.get(look.opened_by, GONE)),
        Fact("At what", DOORS[Door(look.door)]),
        Fact("Opened", time_in_words(look.opened_at)),
        Fact("Closed", clock_in_words(look.closed_at))
        if look.closed_at
        else Fact("Open until", clock_in_words(look.until_at)),
        Fact("Shown", seen),
    ]
    if not look.verdict:
        return [*facts, Fact("Review by", date_in_words(look.review_due_date))]
    by = f"{staff.get(look.reviewed_by, GONE)}, {time_in_words(look.reviewed_at)}" if look.reviewed_at else GONE
    return [*facts, Fact("Reviewed by", by), Fact("It was", dict(VERDICTS)[look.verdict])]
