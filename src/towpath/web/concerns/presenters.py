"""Concerns in words: a list for the lead, and one as it was written with what was added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.people.queries import PersonRecord
from towpath.web.concerns.forms import KINDS, TOLD
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.words import date_in_words, time_in_words

GONE = "somebody who works here no more"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing added: what it is, its words, who and when."""

    title: str
    words: str
    byline: str


def concerns_table(rows: Iterable[Any], records: Mapping[int, PersonRecord], staff: Mapping[str, str]) -> Table:
    """Return the lead's list. It says of whom and how it stands, and nothing of what was written."""
    columns = (
        Column("Young person", heading=True),
        Column("Written"),
        Column("By"),
        Column("Told already"),
        Column("State"),
    )
    listed: list[list[Cell]] = []
    for row in rows:
        record = records.get(row.person_id)
        name = record.shown_name if record and record.shown_name else "Name not recorded"
        state = (
            Tag("Ended", "grey") if row.is_closed else Tag("Read", "blue") if row.is_read else Tag("Not read", "red")
        )
        listed.append(
            [
                Link(name, reverse("concerns_one", args=[row.public_id]), "and what was written"),
                time_in_words(row.recorded_at),
                staff.get(row.recorded_by, GONE),
                dict(TOLD)[row.told],
                state,
            ]
        )
    return Table("Safeguarding concerns, those nobody has read first", columns, listed, cards=True)


def concern_facts(concern: Any, staff: Mapping[str, str]) -> list[Fact]:
    """Return who wrote it, when, and whom they had told."""
    return [
        Fact("Seen or heard on", date_in_words(concern.seen_date)),
        Fact("Written", f"{staff.get(concern.recorded_by, GONE)}, {time_in_words(concern.recorded_at)}"),
        Fact("Had told", dict(TOLD)[concern.told]),
    ]


def entries_of(concern: Any, staff: Mapping[str, str]) -> list[Entry]:
    """Return what was added, the earliest first."""
    entries = sorted(concern.entries.all(), key=lambda one: one.pk)
    return [_entry(one, staff) for one in entries]


def entries_for_writer(concern: Any, user: str, staff: Mapping[str, str]) -> list[Entry]:
    """Return what its writer may see: their own additions whole, and of the lead's that it was read or has ended."""
    shown = []
    for one in sorted(concern.entries.all(), key=lambda one: one.pk):
        if one.recorded_by == user:
            shown.append(_entry(one, staff))
        elif one.kind in ("read", "closed"):
            said = "The safeguarding lead has read it" if one.kind == "read" else "The safeguarding lead has closed it"
            shown.append(Entry(said, "", time_in_words(one.recorded_at)))
    return shown


def _entry(one: Any, staff: Mapping[str, str]) -> Entry:
    titles = {**dict(KINDS), "read": "Read", "added": "Added", "closed": "Ended", "decided": "Decided or done"}
    by = f"{staff.get(one.recorded_by, GONE)}, {time_in_words(one.recorded_at)}"
    return Entry(titles[one.kind], one.words, by)


def own_choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Return what somebody wrote before, by when, to add to."""
    return [(one.public_id, f"What you wrote at {time_in_words(one.recorded_at)}") for one in rows]
