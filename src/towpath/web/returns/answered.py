"""What DfE reported, in words: whom each line is about, how it agrees with ours, and whose turn it is."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.returns.queries import DfeLine, DfeNote, DfeReport
from towpath.web.parts import Cell, Column, Event, Fact, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.returns.presenters import NameOf
from towpath.web.words import date_in_words, month_in_words, short_date

TURNS: Mapping[str, str] = {
    DfeLine.Turn.OURS.value: "Ours to put right",
    DfeLine.Turn.THEIRS.value: "The other council’s",
    DfeLine.Turn.ASKED.value: "Asked, waiting",
    DfeLine.Turn.SETTLED.value: "Settled",
}
STANDINGS: Mapping[str, Tag] = {
    DfeLine.Standing.KNOWN: Tag("Our checks found it too", "blue"),
    DfeLine.Standing.NEW: Tag("Our checks did not find it", "orange"),
    DfeLine.Standing.NOT_SENT: Tag("Nobody we sent", "purple"),
}
KINDS: Mapping[str, str] = {
    DfeReport.Kind.ERRORS.value: "Errors",
    DfeReport.Kind.DUPLICATES.value: "Also sent by another council",
}


def reports_table(reports: Iterable[DfeReport]) -> Table:
    """Return each report with how many lines of what standing it has, the latest first."""
    columns = (
        Column("Report", heading=True),
        Column("Of the return of"),
        Column("Found by us too", numeric=True),
        Column("New to us", numeric=True),
        Column("Nobody we sent", numeric=True),
        Column("Said before", numeric=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in reports:
        words = f"{KINDS[each.kind]}, {short_date(localdate(each.received_at))}"
        route = "returns_answer_report" if each.loaded_at else "returns_answer_columns"
        shown = [each.counts.get(name, 0) for name in ("known", "new", "not_sent", "again")]
        rows.append(
            (
                Link(
                    words if each.loaded_at else f"{words}: say which column is which", reverse(route, args=[each.pk])
                ),
                month_in_words(each.run.period_end) if each.run else "Not said",
                *shown,
            )
        )
    return Table("Reports that were loaded", columns, rows, cards=True)


def lines_table(lines: Iterable[DfeLine], name_of: NameOf, on: date) -> Table:
    """Return a line for each: whom it is about, what it says, how it agrees with ours, and whose turn it is."""
    columns = (
        Column("Young person", heading=True),
        Column("What DfE says"),
        Column("Beside our checks"),
        Column("Whose turn"),
        Column("By", whole=True),
        Column("Deal with it"),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in lines:
        again = each.repeats_id is not None
        rows.append(
            (
                _who(each, name_of),
                said_words(each),
                STANDINGS[each.standing],
                "Said before" if again else TURNS[each.turn],
                _by(each, on),
                Link(
                    "Open the earlier line" if again else "Open",
                    reverse("returns_answer_line", args=[each.repeats_id or each.pk]),
                    f"line {each.row}",
                ),
            )
        )
    return Table("What DfE reported", columns, rows, cards=True, caption_hidden=True)


def _by(each: DfeLine, on: date) -> Cell:
    if each.due_date is None:
        return "Done" if each.repeats_id is None else "With the earlier"
    return Tag(f"Late: {short_date(each.due_date)}", "red") if each.due_date < on else short_date(each.due_date)


def _who(each: DfeLine, name_of: NameOf) -> Cell:
    name, public_id = name_of(each.person_id)
    if public_id:
        return person_link(name, public_id)
    given = f"{each.given_name} {each.family_name}".strip()
    return (
        " ".join(filter(None, ("Not known here:", given, each.young_persons_id)))
        if given or (each.young_persons_id)
        else "Names nobody"
    )


def said_words(each: DfeLine) -> str:
    """Return what a line says, in DfE's words."""
    parts = [f"Error {each.code}" if each.code else "", each.words]
    if each.other_la:
        parts.append(f"Also sent by {each.other_la}" + (f" as {each.other_number}" if each.other_number else ""))
    return ": ".join(filter(None, parts)) or "Nothing"


def line_facts(each: DfeLine, name_of: NameOf) -> list[Fact]:
    """Return one line as given, and who it is about."""
    facts = [
        Fact("Young person", _who(each, name_of)),
        Fact("What DfE says", said_words(each)),
        Fact("Beside our checks", STANDINGS[each.standing]),
        Fact("Identifier as given", each.young_persons_id or "Not given"),
    ]
    if each.given_name or each.family_name:
        facts.append(Fact("Name as given", f"{each.given_name} {each.family_name}".strip()))
    if each.birth_date:
        facts.append(Fact("Date of birth as given", date_in_words(each.birth_date)))
    facts += [
        Fact("Whose turn", TURNS[each.turn]),
        Fact("By", date_in_words(each.due_date) if each.due_date else "Done"),
    ]
    return facts


def notes_of(notes: Iterable[DfeNote], names: Mapping[str, str]) -> list[Event]:
    """Return what was done about a line, the latest first."""
    return [
        Event(
            title=TURNS[each.turn],
            on=localdate(each.noted_at),
            by=names.get(each.noted_by, "a colleague"),
            text=each.words + (f"\nBy {short_date(each.due_date)}." if each.due_date else ""),
        )
        for each in notes
    ]
