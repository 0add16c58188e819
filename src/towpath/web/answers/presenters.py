"""Answers and links in words for staff."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from towpath.answers.queries import Answer, StatusLink
from towpath.people.queries import PersonRecord
from towpath.rules.answers import Kind, Since
from towpath.web.answers import words
from towpath.web.parts import Column, Fact, Link, Table
from towpath.web.words import date_in_words, short_date

COLUMNS = (Column("Young person", heading=True), Column("Answer"), Column("Whose word"), Column("Answered", whole=True))


def answers_table(rows: Sequence[Answer], people: Mapping[int, PersonRecord]) -> Table:
    by_any_id = {each: record for record in people.values() for each in (record.id, *record.merged_ids)}
    return Table(
        "Answers, the longest waiting first",
        COLUMNS,
        [
            (
                Link(_name(by_any_id.get(row.person_id)), reverse("answers_one", args=[row.pk]), "decide"),
                words.said_words(row.said),
                words.WHOSE[row.teller],
                short_date(row.answered_at),
            )
            for row in rows
        ],
        cards=True,
    )


def answer_facts(row: Answer) -> list[Fact]:
    """Return what was pressed and typed, as it was."""
    facts = [Fact("Pressed", words.said_words(row.said)), Fact("Whose word", words.WHOSE[row.teller])]
    if row.kind:
        facts.append(Fact("What it is like", words.KINDS[Kind(row.kind)]))
    if row.place:
        facts.append(Fact("Where", row.place))
    if row.since:
        facts.append(Fact("Since", words.SINCE[Since(row.since)]))
    return [*facts, Fact("Answered", date_in_words(row.answered_at))]


def link_lines(rows: Iterable[StatusLink], at: datetime) -> list[str]:
    """Return how each link stands, the latest first."""
    return [f"{_for(row)}, made {short_date(row.link.created_at)}: {_state(row, at)}" for row in rows]


def _for(row: StatusLink) -> str:
    return "For a parent or carer" if row.to == "parent" else "For the young person"


def _state(row: StatusLink, at: datetime) -> str:
    if row.link.used_at:
        return f"answered {short_date(row.link.used_at)}"
    if row.link.withdrawn_at:
        return "stopped"
    return "too old" if row.link.expires_at <= at else f"works until {short_date(row.link.expires_at)}"


def _name(record: PersonRecord | None) -> str:
    return record.shown_name or "Name not recorded" if record else "Name not recorded"
