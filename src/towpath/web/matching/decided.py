"""A remembered decision in words: whose row it was, whom it was taken for, when and by whom, and what rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.imports.actions.forgetting import Resting
from towpath.imports.queries import Row
from towpath.imports.storing import restored
from towpath.matching.queries import Decision
from towpath.people.queries import PersonRecord
from towpath.web.imports.presenters import name_in
from towpath.web.matching.forms import KINDS
from towpath.web.parts import Cell, Column, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, list_in_words, plural, short_date

NOT_KEPT = "Not recorded which row"
NOT_YOURS = "Somebody whose record you may not open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision: `who` is the person it names, and nothing where it names nobody."""

    decision_id: int
    name: str
    kind: str
    who: Link | str
    when: str
    when_in_full: str
    by: str
    on_list: Link | str
    sender: str
    undone: str


def decided_of(
    decision: Decision,
    rows: Mapping[str, Row],
    people: Mapping[int, PersonRecord],
    senders: Mapping[str, str],
    staff: Mapping[str, str],
) -> Decided:
    """Return a decision in words, with the row that it was about where that is known."""
    row, record = rows.get(decision.source), people.get(decision.person_id or 0)
    sender = senders.get(decision.sender, decision.sender)
    undone = ""
    if decision.undone_at:
        by = staff.get(decision.undone_by, decision.undone_by)
        undone = f"{short_date(localdate(decision.undone_at))}, {by}"
    on_list: Link | str = NOT_KEPT
    if row is not None:
        on_list = Link(f"List {row.batch.number}, row {row.line}", reverse("imports_batch", args=[row.batch.number]))
    nobody = NOT_YOURS if decision.person_id else ""
    return Decided(
        decision_id=decision.pk,
        name=name_in(restored(row.values)) if row else NOT_KEPT,
        kind=KINDS[decision.kind],
        who=person_link(record.shown_name, record.public_id) if record else nobody,
        when=short_date(localdate(decision.made_at)),
        when_in_full=date_in_words(localdate(decision.made_at)),
        by=staff.get(decision.made_by, decision.made_by),
        on_list=on_list,
        sender=sender,
        undone=undone,
    )


def decided_table(decided: Sequence[Decided], *, undone: bool) -> Table | None:
    """Return decisions as a table, or nothing where there are none."""
    if not decided:
        return None
    columns = (
        Column("Name on the list", heading=True), Column("Decided"), Column("Who"), Column("When", whole=True),
        Column("By"), Column("Sender"), Column("List"), Column("Undone" if undone else "Undo"),
    )  # fmt: skip
    lines: list[Sequence[Cell]] = []
    for each in decided:
        link = Link("Undo", reverse("matching_decided_one", args=[each.decision_id]), f"the decision about {each.name}")
        last: Cell = Tag(each.undone) if undone else link
        lines.append((each.name, each.kind, each.who, each.when, each.by, each.sender, each.on_list, last))
    caption = "Decisions that were undone, the latest first" if undone else "Decisions remembered, the latest first"
    return Table(caption, columns, lines, cards=True, caption_hidden=True)


def resting_words(resting: Resting) -> Sequence[str]:
    """Return what undoing a decision would do, a sentence each."""
    words = []
    if resting.wrote:
        where = list_in_words([_named(row) for row in reversed(resting.wrote)])
        words.append(f"What {where} wrote to the record is taken back, and what it replaced is put back.")
    asked = len(resting.wrote) + len(resting.waiting)
    if asked:
        again = plural(asked, "row is looked at again, and waits", "rows are looked at again, and wait")
        words.append(f"{again} where nothing else says who it is.")
    return (*words, "The next list from this sender is asked about again.")


def done_words(resting: Resting) -> str:
    """Return what undoing a decision did."""
    taken_back = f" What {plural(len(resting.wrote), 'row')} wrote was taken back." if resting.wrote else ""
    return f"The decision is undone.{taken_back}"


def _named(row: Row) -> str:
    return f"row {row.line} of list {row.batch.number}"
