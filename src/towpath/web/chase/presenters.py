"""The chase board in rows: who, why, since when, what was tried, and how to reach them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from towpath.caseload.queries import User
from towpath.people.queries import PersonRecord
from towpath.tracking.queries import ChaseLine, Reason
from towpath.tracking.summing import count_chase
from towpath.web.chase.words import REASON_LABELS, since_words, tried_words
from towpath.web.parts import Column, Link, Table, Tag
from towpath.web.people.presenters import address_lines, born_words
from towpath.web.people.reaching import Phone, phone_of
from towpath.web.people.words import activity_words, counts_as
from towpath.web.people_links import person_link

NO_POSTCODE, HIDDEN = "No postcode", "Address is protected"
NOT_TO_BE_TOLD = "Somebody in the family must not be told. Look at the record before you knock."

_POSTCODE = re.compile(r"\s*([A-Za-z]{1,2}[0-9][0-9A-Za-z]?)\s*([0-9])[A-Za-z]{2}\s*")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board, as it is read."""

    who: Link | str
    born: str
    status: Tag
    doing: str
    why: str
    tried: str
    phone: Phone
    adviser: str
    attempt: Link
    confirm: Link


def reason_tabs(lines: Sequence[ChaseLine], adviser: str) -> dict[str, Link]:
    """Return a link for everybody and for each reason, with how many stand under it; nought is news too."""
    counts = count_chase(lines)
    labels = {"": f"Everyone ({len(lines):,})"}
    labels |= {reason.value: f"{words} ({counts[reason]:,})" for reason, words in REASON_LABELS.items()}
    return {
        reason: Link(words, "?" + urlencode({"reason": reason, "adviser": adviser})) for reason, words in labels.items()
    }


def board_rows(
    lines: Iterable[ChaseLine],
    records: Mapping[int, PersonRecord],
    advisers: Mapping[int, User],
    kept: Mapping[str, str],
    on: date,
) -> list[BoardRow]:
    """Return a row for each line whose record is at hand; `kept` are the filters to come back to."""
    return [_row(line, records[line.person_id], advisers, kept, on) for line in lines if line.person_id in records]


def _row(
    line: ChaseLine, record: PersonRecord, advisers: Mapping[int, User], kept: Mapping[str, str], on: date
) -> BoardRow:
    adviser, name = advisers.get(line.person_id), record.shown_name
    trying = reverse("chase_attempt", args=[record.public_id])
    return BoardRow(
        who=person_link(name, record.public_id),
        born=born_words(record.birth_date, on),
        status=counts_as(line.status, record.birth_date, on),
        doing=activity_words(line.status) if line.status.code else "",
        why=since_words(line),
        tried=tried_words(line.last_contact),
        phone=phone_of(record),
        adviser=adviser.name if adviser else "",
        attempt=Link("Record an attempt", f"{trying}?{urlencode(kept)}" if kept else trying, f"to reach {name}"),
        confirm=Link("Confirm status", reverse("people_status", args=[record.public_id]), f"for {name}"),
    )


def sector_of(record: PersonRecord) -> str:
    """Return the postcode sector where somebody lives, as "SM1 2", for visits on one walk."""
    address = record.address
    if address is None:
        return NO_POSTCODE
    if address.is_hidden or address.is_protected:
        return HIDDEN
    found = _POSTCODE.fullmatch(address.postcode)
    return f"{found[1].upper()} {found[2]}" if found else NO_POSTCODE


def sectors_table(records: Iterable[PersonRecord]) -> Table:
    """Return how many to visit in each sector, the most first; those without a place to knock stand last, unlinked."""
    counts = Counter(sector_of(record) for record in records)
    last = (NO_POSTCODE, HIDDEN)
    places = sorted((each for each in counts if each not in last), key=lambda each: (-counts[each], each))
    address = reverse("chase_visits")
    rows: list[tuple[str | Link, int]] = [
        (Link(each, f"{address}?{urlencode({'sector': each})}"), counts[each]) for each in places
    ]
    rows += [(each, counts[each]) for each in last if counts[each]]
    columns = (Column("Postcode sector", heading=True), Column("Young people to find", numeric=True))
    return Table("Young people to find, by postcode sector", columns, rows, caption_hidden=True)


@dataclass(frozen=True, slots=True)
class Visit:
    """One door of a visit list, with what whoever knocks needs to know."""

    name: str
    born: str
    address: str
    why: str
    tried: str
    phone: str
    warning: str


def visits_of(
    lines: Iterable[ChaseLine], records: Mapping[int, PersonRecord], sector: str, on: date
) -> list[tuple[ChaseLine, Visit]]:
    """Return the doors of one sector in the order of their addresses, so that a street is walked once."""
    found = [
        (line, _visit(line, record, on))
        for line in lines
        if (record := records.get(line.person_id)) and sector_of(record) == sector
    ]
    return sorted(found, key=lambda pair: (_street(pair[1].address), pair[1].name))


def _street(address: str) -> tuple[str, int]:
    number = re.match(r"\d+", address)
    return address[number.end() :].lstrip() if number else address, int(number[0]) if number else 0


def _visit(line: ChaseLine, record: PersonRecord, on: date) -> Visit:
    phone, since = phone_of(record), since_words(line)
    is_kept_from_family = any(each.must_not_be_told for each in record.family)
    return Visit(
        name=record.shown_name or "Name not recorded",
        born=born_words(record.birth_date, on),
        # The sheet is printed and carried about, so not even a manager's has a protected address on it.
        address=", ".join(address_lines(record.address and record.address.as_it_may_leave())),
        # No box on the sheet says the status, as one does on the board.
        why=f"NEET. {since}" if line.reason is Reason.NEET_NOT_CONTACTED else since,
        tried=tried_words(line.last_contact),
        phone=", ".join(filter(None, (phone.text, phone.words))),
        warning=NOT_TO_BE_TOLD if is_kept_from_family else "",
    )


def adviser_choices(advisers: Iterable[User]) -> list[tuple[str, str]]:
    """Return each of these advisers once, by name."""
    named = {adviser.public_id: adviser.name for adviser in advisers}
    return sorted(named.items(), key=lambda pair: (pair[1], pair[0]))


def of_adviser(
    lines: Sequence[ChaseLine], advisers: Mapping[int, User], wanted: str, viewer_id: str
) -> Collection[ChaseLine]:
    """Return the lines of one adviser's people, of the viewer's own ("mine"), or of those without one ("nobody")."""
    if not wanted:
        return lines
    if wanted == "nobody":
        return [line for line in lines if line.person_id not in advisers]
    whose = viewer_id if wanted == "mine" else wanted
    return [line for line in lines if (who := advisers.get(line.person_id)) and who.public_id == whose]
