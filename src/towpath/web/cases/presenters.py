"""A caseload in words: who, how they count, what comes next, and why they need looking at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.urls import reverse

from towpath.contact.queries import LastContact
from towpath.people.queries import PersonRecord
from towpath.standards import Group
from towpath.tracking.queries import StatusRecord
from towpath.web.parts import Cell, Column, Link, Table
from towpath.web.people.words import LEVELS_OF_NEED, counts_as
from towpath.web.words import short_date


class OpenCase(Protocol):
    """What a caseload asks of a case."""

    person_id: int
    adviser: Any
    level_of_need: str
    next_words: str
    next_date: date | None


def reasons_of(case: OpenCase, status: StatusRecord | None, *, is_quiet: bool, on: date) -> str:
    """Return why a case needs looking at, the weightiest first; nothing where it does not."""
    reasons = []
    if case.next_date and case.next_date < on:
        reasons.append("Next step is overdue")
    if is_quiet:
        reasons.append("NEET and not reached lately")
    if status is None or status.group is Group.NOT_KNOWN:
        reasons.append("We do not know what they are doing")
    return "; ".join(reasons)


def cases_table(
    cases: Iterable[OpenCase],
    records: Mapping[int, PersonRecord],
    statuses: Mapping[int, StatusRecord],
    contacts: Mapping[int, LastContact],
    *,
    on: date,
    quiet_days: int,
    of_team: bool,
) -> Table:
    """Return cases as rows in the order given; with `of_team`, each with its adviser."""
    columns = [Column("Name", heading=True), Column("Next"), Column("Due"), Column("Status"), Column("Last reached")]
    columns += [Column("Level"), Column("Why look")]
    if of_team:
        columns.insert(1, Column("Adviser"))
    rows = []
    for case in cases:
        record = records.get(case.person_id)
        if record is None:
            continue
        status, last = statuses.get(record.id), contacts.get(case.person_id)
        quiet = status is not None and status.silent_since(last, on, quiet_days) is not None
        row: list[Cell] = [
            Link(record.shown_name or "Name not recorded", reverse("people_person", args=[record.public_id])),
            case.next_words or "Look again",
            case.next_date,
            counts_as(status, record.birth_date, on),
            short_date(last.reached_at) if last and last.reached_at else "Never",
            LEVELS_OF_NEED[case.level_of_need],
            reasons_of(case, status, is_quiet=quiet, on=on) or "Nothing",
        ]
        if of_team:
            row.insert(1, case.adviser.name)
        rows.append(row)
    return Table("Open cases, the longest due first", columns, rows, cards=True)


def counts_table(advisers: Sequence[Any], counts: Mapping[int, tuple[int, int]]) -> Table:
    """Return each adviser with how many cases they have and how many are overdue; nobody is left out at nought."""
    rows: list[Sequence[Cell]] = []
    for adviser in advisers:
        cases, late = counts.get(adviser.pk, (0, 0))
        rows.append((Link(adviser.name, f"?adviser={adviser.public_id}", about="and their cases"), cases, late))
    columns = (Column("Adviser", heading=True), Column("Open cases", numeric=True), Column("Overdue", numeric=True))
    return Table("Cases by adviser", columns, rows)
