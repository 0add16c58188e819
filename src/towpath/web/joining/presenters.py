"""Two records side by side, records that are alike, and what was joined, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.contact.queries import LastContact
from towpath.matching.queries import Alike
from towpath.people.queries import Found, Join, PersonRecord
from towpath.tracking.queries import StatusRecord
from towpath.web.matching.presenters import (
    FIELDS,
    NOT_ON_RECORD,
    Comparison,
    Known,
    Line,
    Rival,
    Side,
    nearly,
    side_of,
)
from towpath.web.parts import Cell, Column, Link, Table, Tag
from towpath.web.people.words import activity_words
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, likeness_words, short_date

NAMELESS = "Name not recorded"


@dataclass(frozen=True, slots=True)
class Around:
    """What hangs on two records besides what they say of who somebody is, each by the id a record goes by."""

    statuses: Mapping[int, StatusRecord]
    last: Mapping[int, LastContact]
    advisers: Mapping[int, str]


def name_of(record: PersonRecord) -> str:
    """Return what somebody is called, or that it is not recorded."""
    return record.shown_name or NAMELESS


def comparison_of(
    first: PersonRecord, second: PersonRecord, known: Known, around: Around, reasons: Sequence[Mapping[str, str]]
) -> Comparison:
    """
    Return the second record beside the first, the fields that tell people apart first.

    :param reasons: what scoring said of each field, where it looked at the two
    """
    rival = Rival("Record B", name_of(second), second.public_id, person_link("Open record B", second.public_id))
    lines = []
    for label, _, held in FIELDS:
        words, keys = held(first, known)
        other = held(second, known)
        if words or other[0]:
            lines.append(Line(label, words or NOT_ON_RECORD, [nearly(side_of(keys, other), label, reasons)]))
    for label, said in (
        ("Doing", _doing),
        ("Adviser", lambda record, around: around.advisers.get(record.id, "")),
        ("Last reached", _reached),
    ):
        words, other_words = said(first, around), said(second, around)
        if words or other_words:
            lines.append(Line(label, words or NOT_ON_RECORD, [Side(other_words or NOT_ON_RECORD)]))
    return Comparison([rival], lines)


def _doing(record: PersonRecord, around: Around) -> str:
    status = around.statuses.get(record.id)
    return activity_words(status) if status and status.code else ""


def _reached(record: PersonRecord, around: Around) -> str:
    last = around.last.get(record.id)
    return date_in_words(localdate(last.reached_at)) if last and last.reached_at else ""


def alike_table(pairs: Sequence[Alike], records: Mapping[int, PersonRecord], *, apart: bool) -> Table:
    """Return the records that may be one person, or those that somebody keeps apart."""
    columns = (
        Column("Record A", heading=True), Column("Born", whole=True), Column("Record B"), Column("Born", whole=True),
        Column("Kept apart" if apart else "How alike"),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for each in pairs:
        first, second = records[each.first_id], records[each.second_id]
        link = Link(
            name_of(first), reverse("joining_pair", args=[first.public_id, second.public_id]), f"and {name_of(second)}"
        )
        last: Cell = likeness_words(each.pair.score)
        if apart and each.pair.apart_at:
            last = short_date(localdate(each.pair.apart_at))
        rows.append((link, short_date(first.birth_date), name_of(second), short_date(second.birth_date), last))
    caption = "Records that somebody keeps apart" if apart else "Records that may be one person, the most alike first"
    return Table(caption, columns, rows, cards=True, caption_hidden=True)


def joins_table(joins: Sequence[Join], public_id: str, staff: Mapping[str, str]) -> Table:
    """Return what was joined to a record, and the way to part it."""
    columns = (Column("Record", heading=True), Column("Joined", whole=True), Column("By"), Column("Why"), Column("Now"))
    rows: list[Sequence[Cell]] = []
    for each in joins:
        now: Cell = Link("Part them again", reverse("joining_part", args=[public_id, each.id]), f"from {each.joined}")
        if each.undone_at:
            now = Tag(f"Parted {short_date(localdate(each.undone_at))}", "grey")
        by = staff.get(each.made_by, each.made_by)
        rows.append((each.joined or NAMELESS, short_date(localdate(each.made_at)), by, each.reason, now))
    return Table("Records joined to this one", columns, rows, cards=True)


def found_links(found: Sequence[Found], public_id: str) -> list[Link]:
    """Return who may be the other record, each as the way to both side by side."""
    return [
        Link(
            f"{each.shown_name or NAMELESS}, born {date_in_words(each.birth_date)}",
            reverse("joining_pair", args=[public_id, each.public_id]),
            "beside this record",
        )
        for each in found
    ]
