"""Requests, texts to look at, who sees a record and how long it is kept, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.people.queries import PersonRecord
from towpath.privacy.keeping import OPEN_REQUEST, DryRun
from towpath.privacy.queries import AccessRequest, Opened, RecordHold, SeenBy, Standing, Unit, Why
from towpath.rules.access import ROLES
from towpath.rules.retention import length_words
from towpath.rules.third_parties import Mark
from towpath.web.held.forms import ASKED_BY, IDENTITY, REASONS
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, plural, role_in_words, short_date, time_in_words

NAMELESS = "Name not recorded"
WHYS = {
    Why.OTHERS: "It names somebody else, or may",
    Why.NEED_TO_KNOW: "It is a note for those who need to know",
    Why.PROTECTED: "It is a protected address, and somebody else asks",
    Why.SHARED: "It is about several young people",
    Why.SAFEGUARDING: "It is of a safeguarding concern",
    Why.UNCLASSIFIED: "Nobody has said yet what this table is",
}
MARKS = {
    Mark.FAMILY: "a name in their family",
    Mark.STAFF: "a name of our staff",
    Mark.RELATION: "somebody near them",
    Mark.REACH: "a number or an address",
    Mark.LOOKS_LIKE_A_NAME: "may be a name",
}
DECIDED = {"include": "Goes as it is", "redact": "Goes with other words", "withhold": "Kept back"}
CLOSED = {"answered": "Answered", "taken_back": "Taken back", "refused": "Refused"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `mark` says why somebody should look at it, where they should."""

    words: str
    mark: str = ""


def name_of(record: PersonRecord | None) -> str:
    """Return what somebody is called, or that it is not recorded."""
    return (record.shown_name if record else "") or NAMELESS


def requests_table(standings: Sequence[Standing], records: Mapping[int, PersonRecord], on: date) -> Table:
    columns = (
        Column("Young person", heading=True), Column("Received", whole=True), Column("Asked by"),
        Column("Answer by", whole=True), Column("State"),
    )  # fmt: skip
    rows: list[list[Cell]] = []
    for each in standings:
        row = each.request
        rows.append(
            [
                Link(
                    name_of(records.get(row.person_id)), reverse("held_request", args=[row.public_id]),
                    f"and the request of {date_in_words(row.received_date)}",
                ),
                short_date(row.received_date),
                dict(ASKED_BY)[row.asked_by],
                due_words(each),
                state_of(each, on),
            ]
        )  # fmt: skip
    return Table("Requests, the longest waiting first", columns, rows, cards=True, caption_hidden=True)


def due_words(standing: Standing) -> str:
    """Return by when it is due, or what it waits for."""
    if standing.request.closed_at:
        return "Ended"
    return short_date(standing.due.due_date) if standing.due.due_date else f"Waits for {standing.due.waits_for}"


def state_of(standing: Standing, on: date) -> Tag:
    row = standing.request
    if row.closed_at:
        return Tag(CLOSED[row.closed_as], "grey")
    if standing.due.is_late(on):
        return Tag("Late", "red")
    if standing.due.due_date is None:
        return Tag("Clock stands still", "purple")
    return Tag("Copy made", "teal") if standing.pack else Tag("Open", "blue")


def request_facts(standing: Standing, staff: Mapping[str, str]) -> list[Fact]:
    """Return everything that was recorded of a request."""
    row = standing.request
    asked = dict(ASKED_BY)[row.asked_by] + (f": {row.asker_name}" if row.asker_name else "")
    shown = dict(IDENTITY)[row.identity]
    found = [
        Fact("Answer by", date_in_words(standing.due.due_date) if standing.due.due_date else due_words(standing)),
        Fact("Received", date_in_words(row.received_date)),
        Fact("Asked by", asked),
        Fact(
            "Who is asking",
            f"{shown}, {date_in_words(row.identity_shown_date)}" if row.identity_shown_date else shown,
        ),
        Fact("They asked for", row.words or "Everything"),
    ]
    if row.asked_date:
        found.append(Fact("We asked them", f"{row.asked_words} ({date_in_words(row.asked_date)})"))
    if row.told_date:
        found.append(Fact("They said", f"{row.told_words} ({date_in_words(row.told_date)})"))
    if row.extended_date:
        found.append(Fact("More time", f"Told on {date_in_words(row.extended_date)}: {row.extended_because}"))
    if row.closed_at:
        found.append(Fact("Ended", f"{CLOSED[row.closed_as]}, {time_in_words(row.closed_at)}. {row.closed_because}"))
    found.append(Fact("Recorded by", f"{staff.get(row.recorded_by, 'Set-up')}, {time_in_words(row.recorded_at)}"))
    if standing.part == "main":
        words = (
            "The safeguarding lead has done it" if standing.safeguarding_done else "The safeguarding lead looks at it"
        )
        found.append(Fact("Safeguarding part", words))
    return found


def copy_facts(standing: Standing, staff: Mapping[str, str]) -> list[Fact]:
    """Return what the newest copy is, and whether it went."""
    pack = standing.pack
    if pack is None:
        return []
    what = "Nothing goes out of this part" if pack.page_id is None else plural(pack.rows, "entry", "entries")
    found = [
        Fact("Made", f"{time_in_words(pack.built_at)} by {staff.get(pack.built_by, 'Set-up')}"),
        Fact("Holds", what),
        Fact("Changed so that nobody else shows", plural(pack.redacted, "text") if pack.redacted else "Nothing"),
        Fact("Kept back", plural(pack.withheld, "text or entry", "texts and entries") if pack.withheld else "Nothing"),
    ]
    if pack.released_at:
        by = staff.get(pack.released_by, "Set-up")
        found.append(Fact("Let go", f"{time_in_words(pack.released_at)} by {by}"))
    return found


def units_table(units: Sequence[Unit], request: AccessRequest) -> Table:
    columns = (Column("What", heading=True), Column("Why"), Column("Decided"))
    rows: list[list[Cell]] = [
        [
            Link(f"{unit.held.told.title}: {unit.label}", look_address(request, unit), f"number {unit.held.row}"),
            ". ".join(WHYS[why] for why in Why if why in unit.why),
            Tag(DECIDED[unit.decision.choice], "grey") if unit.decision else Tag("To look at", "blue"),
        ]
        for unit in units
    ]
    return Table("To look at, what waits first", columns, rows, cards=True)


def look_address(request: AccessRequest, unit: Unit) -> str:
    """Return where one text is looked at."""
    return f"{reverse('held_look', args=[request.public_id])}?item={unit.key}"


def pieces_of(unit: Unit) -> list[Piece]:
    """Return a text in stretches, those that were marked with why."""
    found, last = [], 0
    for each in unit.marks:
        found += [Piece(unit.text[last : each.start]), Piece(each.words, MARKS[each.mark])]
        last = each.end
    return [piece for piece in (*found, Piece(unit.text[last:])) if piece.words]


def why_words(unit: Unit) -> list[str]:
    return [WHYS[why] for why in Why if why in unit.why]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def seen_table(seen: Sequence[SeenBy]) -> Table:
    columns = (Column("Name", heading=True), Column("Role"), Column("Why"), Column("Sees also"))
    rows = [
        [
            each.name,
            role_in_words(each.role),
            f"{each.why}, since {short_date(each.since_date)}" if each.since_date else each.why,
            _sentence(", ".join(each.more) or "nothing more"),
        ]
        for each in seen
    ]
    return Table("Who can see this person", columns, rows, cards=True)


def opened_table(events: Sequence[Opened], staff: Mapping[str, str]) -> Table:
    columns = (Column("When", heading=True), Column("Who"), Column("Role"), Column("What"))
    rows = [
        [
            time_in_words(event.at),
            staff.get(event.user, "Nobody who signs in here"),
            role_in_words(event.role) if event.role in ROLES else "None",
            event.kind.replace(".", ": ").replace("_", " ").capitalize(),
        ]
        for event in events
    ]
    return Table("Who opened, listed or changed it, the latest first", columns, rows, cards=True)


def categories_table(found: DryRun) -> Table:
    columns = (
        Column("What", heading=True), Column("Kept for"), Column("Who says so"), Column("Due", numeric=True),
        Column("Kept by a hold", numeric=True), Column("Not known when", numeric=True),
    )  # fmt: skip
    starts = {"upper_age": "from when the service ends for them", "written": "from when each was written"}
    rows: list[list[Cell]] = [
        [
            each.category.words,
            f"{length_words(each.months)} {starts[each.category.event]}",
            "The council’s own choice" if each.is_chosen else each.category.source,
            _counted(each.rows, each.people),
            _counted(each.held_rows, each.held_people),
            f"{each.not_known:,}" if each.not_known else "None",
        ]
        for each in found.categories
    ]
    return Table("What would be deleted today", columns, rows, cards=True)


def _counted(rows: int, people: int) -> str:
    return f"{rows:,} rows of {plural(people, 'person', 'people')}" if rows else "None"


def due_table(people: Sequence[Any], records: Mapping[int, PersonRecord]) -> Table:
    columns = (Column("Young person", heading=True), Column("Kept until", whole=True), Column("Would it go?"))
    rows = [
        [
            person_link(name_of(records[each.person_id]), records[each.person_id].public_id),
            short_date(each.keep_until_date),
            f"No: {', '.join(reason_words(reason) for reason in each.held_for)}" if each.held_for else "Yes",
        ]
        for each in people
        if each.person_id in records
    ]
    return Table("Whose whole record is past its time", columns, rows, cards=True)


def holds_table(holds: Sequence[RecordHold], records: Mapping[int, PersonRecord], staff: Mapping[str, str]) -> Table:
    columns = (Column("Young person", heading=True), Column("Why"), Column("Placed"), Column("State"))
    rows: list[list[Cell]] = []
    for each in holds:
        record = records.get(each.person_id)
        name = name_of(record)
        rows.append(
            [
                person_link(name, record.public_id) if record else name,
                f"{reason_words(each.reason)}: {each.words}",
                f"{short_date(localdate(each.placed_at))} by {staff.get(each.placed_by, 'Set-up')}",
                f"Lifted {short_date(localdate(each.lifted_at))}"
                if each.lifted_at
                else Link("Stands: lift it", reverse("retention_lift", args=[each.pk]), f"of {name}"),
            ]
        )
    return Table("Holds, those that stand first", columns, rows, cards=True)


def reason_words(reason: str) -> str:
    """Return why something is kept."""
    return {**dict(REASONS), OPEN_REQUEST: "They asked what we hold"}[reason]
