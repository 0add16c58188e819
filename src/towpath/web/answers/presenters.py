"""Answers and links in words for staff."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from towpath.access import Viewer
from towpath.answers.actions import Believed
from towpath.answers.queries import Answer, StatusLink
from towpath.people.queries import PersonRecord, StopRecord
from towpath.rules.answers import Footing, Kind, Since, Teller, Wish, footing_of
from towpath.standards import ActivityCode
from towpath.web.answers import words
from towpath.web.parts import Column, Fact, Link, Table, Tag
from towpath.web.people.words import activity_words
from towpath.web.words import date_in_words, phone_in_words, short_date, time_in_words

COLUMNS = (
    Column("Young person", heading=True), Column("Answer"), Column("Whose word"), Column("How it stands"),
    Column("Answered", whole=True),
)  # fmt: skip
WISH_COLUMNS = (
    Column("Young person", heading=True), Column("Asked"), Column("Whose word"), Column("What was done"),
    Column("Answered", whole=True),
)  # fmt: skip
FOOTING: Mapping[Footing, Tag] = {
    Footing.CLEAR: Tag("Clear", "green"),
    Footing.PARENTS: Tag("Clear, a parent’s word", "teal"),
    Footing.ASK: Tag("Something to ask", "yellow"),
    Footing.NO_CODE: Tag("Fits no code", "orange"),
}


def answers_table(rows: Sequence[Answer], people: Mapping[int, PersonRecord]) -> Table:
    """Return the answers that wait, in the order given."""
    lines = [
        (_link(row, people), words.said_words(row.said), words.WHOSE[row.teller], _footing(row), _on(row))
        for row in rows
    ]
    return Table("Answers, the clearest first", COLUMNS, lines, cards=True)


def wishes_table(
    rows: Sequence[Answer], people: Mapping[int, PersonRecord], stops: Mapping[int, Sequence[StopRecord]]
) -> Table:
    """Return what was asked for, each with what was done about it."""
    lines = [
        (
            _link(row, people),
            _asked(row),
            words.WHOSE[row.teller],
            done_words(row, stops.get(row.person_id, ())),
            _on(row),
        )
        for row in rows
    ]
    return Table("What they asked for", WISH_COLUMNS, lines, cards=True)


def done_words(row: Answer, stops: Sequence[StopRecord]) -> str:
    """
    Return what was done about a wish: at once by itself, and by whoever was given it to do.

    :param stops: why nobody may contact them now, whoever said so
    """
    done = []
    if stops:
        until = stops[0].to_date
        done.append(f"Nobody contacts them until {short_date(until)}." if until else "Nobody contacts them.")
    if row.said == Wish.NOT_ME:
        done.append(WAY_DONE[way_of(row.status_link)])
    if row.task is not None:
        whose = row.task.owner.name if row.task.owner else "a team"
        state = row.task.state
        done.append(
            f"To do by {short_date(row.task.due_date)}, with {whose}."
            if state == "open"
            else f"{'Done' if state == 'done' else 'Dropped'} {short_date(row.task.settled_at or row.answered_at)}."
        )
    return " ".join(done)


WAY_DONE = {
    "route": "The number or address that the link went to is used no more.",
    "letter": "Post to that address is marked as come back.",
    "hand": "The link was given by hand, so no number was taken away.",
}


def way_of(link: StatusLink) -> str:
    """Return how a link reached whoever holds it: by a number or e-mail address, a letter, or by hand."""
    if link.route:
        return "route"
    return "letter" if link.message is not None else "hand"


def _link(row: Answer, people: Mapping[int, PersonRecord]) -> Link:
    found = people.get(row.person_id)
    return Link(_name(found), reverse("answers_one", args=[row.pk]), words.said_words(row.said))


def _footing(row: Answer) -> Tag:
    found = footing_of(Teller(row.teller), code=row.code, is_start_sure=row.is_start_sure, doubt=row.doubt)
    return FOOTING[found]


def _asked(row: Answer) -> str:
    said = words.said_words(row.said)
    return f"{said}, on {phone_in_words(row.number)}" if row.number else said


def _on(row: Answer) -> str:
    return short_date(row.answered_at)


def as_proposed_words(believed: Believed, activity: ActivityCode) -> str:
    """Return in a line what one press records."""
    where = f" at {believed.place}" if believed.place else ""
    until = f", until {short_date(believed.expected_end_date)}" if believed.expected_end_date else ""
    return f"{activity_words(activity)}{where}, from {short_date(believed.start_date)}{until}"


DECIDED: Mapping[str, str] = {"confirmed": "confirmed", "corrected": "put right and confirmed", "refused": "refused"}


def decided_words(named: str, row: Answer, viewer: Viewer, names: Mapping[str, str]) -> str:
    """Return who decided an answer before whoever looks, when, and what they made of it."""
    if row.decided_at is None:
        return f"{named} waits to be decided again."
    whose = "you" if row.decided_by == viewer.user else names.get(row.decided_by, "a colleague")
    return f"{named} was decided by {whose} at {time_in_words(row.decided_at)}: {DECIDED[row.state]}."


def answer_facts(row: Answer) -> list[Fact]:
    """Return what was pressed and typed, as it was."""
    facts = [Fact("Pressed", words.said_words(row.said)), Fact("Whose word", words.WHOSE[row.teller])]
    if row.kind:
        facts.append(Fact("What it is like", words.KINDS[Kind(row.kind)]))
    if row.place:
        facts.append(Fact("Where", row.place))
    if row.since:
        facts.append(Fact("Since", words.SINCE[Since(row.since)]))
    if row.number:
        facts.append(Fact("Ring", Link(phone_in_words(row.number), f"tel:{row.number}")))
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
