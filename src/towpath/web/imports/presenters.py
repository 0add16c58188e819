"""Words and rows for the lists that come in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse

from towpath.imports.actions.doing import CONFLICT
from towpath.imports.because import OF_A_POSTCODE, because_words
from towpath.imports.formats import format_named
from towpath.imports.queries import WHO_IS_IT
from towpath.imports.storing import restored, restored_problem
from towpath.imports.summing import Sum
from towpath.rules.names import as_said
from towpath.rules.problems import Problem
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.words import (
    NOT_RECORDED,
    date_in_words,
    likeness_words,
    list_in_words,
    plural,
    short_date,
    size_in_words,
    time_in_words,
)


class Batch(Protocol):
    """What this area asks of a list, as `imports.queries` gives it."""

    pk: Any
    number: int
    sender: Any
    format: str
    file: Any
    state: str
    as_at_date: date
    problems: Any
    alarm: Any
    received_at: Any
    received_by: str
    alarm_accepted_by: str
    applied_at: Any
    undone_at: Any
    layout: Any
    asks_columns: bool


STATES: Mapping[str, Tag] = {
    "refused": Tag("Not readable", "red"),
    "staged": Tag("Not applied yet", "yellow"),
    "stopped": Tag("Stopped: alarm", "orange"),
    "applying": Tag("Being applied", "purple"),
    "applied": Tag("Applied", "blue"),
    "undone": Tag("Undone", "grey"),
}
ASKS_COLUMNS = Tag("What are its columns?", "yellow")
CUT_OFF = Tag("Not read to its end", "purple")
NO_NAME = "No name given"

# Outcome, how it is counted once done, how it is counted before, and the words of its tab.
OUTCOMES = (
    ("rejected", "rejected", "to reject", "Rejected"),
    ("held", "held", "to hold", "Held"),
    ("created", "created", "to create", "Created"),
    ("updated", "updated", "to update", "Updated"),
    ("unchanged", "unchanged", "unchanged", "Unchanged"),
    ("skipped", "skipped", "skipped", "Skipped"),
)
ADDED_UP = ("created", "updated", "unchanged", "rejected", "held")

AGAIN: Mapping[str, str] = {
    "reading": "Use it as it stands",
    "left_nothing": "Look at it again",
    CONFLICT: "Look at it again",
}
NO_CONFLICTS: Mapping[str, int] = {}
ONCE_APPLIED = "You can once this list is applied."
SEVERITIES: Mapping[str, str] = {"error": "Put right", "hold": "Check", "warning": "Look at", "note": "We noticed"}
HEARD_FIRST = ("error", "hold", "warning", "note")

LIST_COLUMNS = (
    Column("List", heading=True),
    Column("As at", whole=True),
    Column("State"),
    Column("Rows read", numeric=True),
    Column("Result"),
)


def title_of(batch: Batch) -> str:
    """Return what a list is called: its number, its layout and its sender."""
    return f"List {batch.number}: {format_named(batch.format).title}, {batch.sender.name}"


def lists_table(batches: Sequence[Batch], sums: Mapping[Any, Sum]) -> Table:
    rows = [
        (
            Link(title_of(batch), reverse("imports_batch", args=[batch.number])),
            short_date(batch.as_at_date),
            state_of(batch),
            sums[batch.pk].read,
            " + ".join(_counted(sums[batch.pk], batch.state)) or "None",
        )
        for batch in batches
    ]
    return Table("Lists, the latest first", LIST_COLUMNS, rows, cards=True)


def is_cut_off(batch: Batch) -> bool:
    """Return whether a list has not been read to its end: it is being read now, or something stopped the reading."""
    return batch.state == "refused" and not batch.problems


def state_of(batch: Batch) -> Tag:
    """Return what has become of a list, as words in a box."""
    if batch.asks_columns:
        return ASKS_COLUMNS
    return CUT_OFF if is_cut_off(batch) else STATES[batch.state]


def sum_in_words(summed: Sum, state: str) -> str:
    """Return the sum of a list as sentences whose numbers add up, such as "14 created + 6 held = 20 rows read"."""
    parts = _counted(summed, state)
    total = plural(summed.read, "row read", "rows read")
    told = f"{' + '.join(parts)} = {total}." if parts else "No rows read."
    if state == "applying":
        told += f" {plural(summed.waiting, 'row')} of these still to do."
    if summed.skipped:
        told += f" {plural(summed.skipped, 'more line was', 'more lines were')} skipped: titles, blanks or totals."
    return told


def _counted(summed: Sum, state: str) -> list[str]:
    ahead = state in ("staged", "stopped")
    words = {name: (before if ahead else done) for name, done, before, _ in OUTCOMES}
    return [f"{count:,} {words[name]}" for name in ADDED_UP if (count := getattr(summed, name))]


def batch_facts(batch: Batch, names: Mapping[str, str], same_file: Sequence[Batch]) -> list[Fact]:
    """Return what is known of a list as a whole; `names` are colleagues by the id that the log holds."""
    facts = [
        Fact("From", batch.sender.name),
        Fact("Layout", format_named(batch.format).title),
        Fact("Speaks of", date_in_words(batch.as_at_date)),
        Fact("File", f"{batch.file.original_name} ({size_in_words(batch.file.size)})"),
        Fact("Received", _when(batch.received_at, names.get(batch.received_by))),
    ]
    if batch.layout:
        said = f"As was said of them: {_when(batch.layout.saved_at, names.get(batch.layout.saved_by))}"
        facts.append(Fact("Columns", said))
    if batch.alarm_accepted_by:
        facts.append(Fact("Alarm accepted by", names.get(batch.alarm_accepted_by, NOT_RECORDED)))
    if batch.applied_at:
        facts.append(Fact("Applied", time_in_words(batch.applied_at)))
    if batch.undone_at:
        facts.append(Fact("Undone", time_in_words(batch.undone_at)))
    if same_file:
        numbers = list_in_words([str(each.number) for each in same_file])
        facts.append(Fact("Same file as", f"{'List' if len(same_file) == 1 else 'Lists'} {numbers}"))
    return facts


def _when(at: Any, name: str | None) -> str:
    return f"{time_in_words(at)}, by {name}" if name else time_in_words(at)


@dataclass(frozen=True, slots=True)
class Tab:
    """One outcome's tab: its words with its count, and the first of its pages."""

    outcome: str
    text: str
    href: str


LOOK_TAB = "worth-a-look"
"""What the address calls the rows of which something is worth knowing: they are among those of other outcomes too."""


def tabs_of(batch: Batch, summed: Sum, worth_a_look: int) -> list[Tab]:
    """
    Return a tab for each outcome that any row came to, what needs somebody first; one in any case. Those worth a look
    have the last.
    """
    address = reverse("imports_batch", args=[batch.number])
    ahead = batch.state in ("staged", "stopped")
    tabs = [
        Tab(name, f"{before.capitalize() if ahead else words} ({getattr(summed, name):,})", f"{address}?show={name}")
        for name, _, before, words in OUTCOMES
    ]
    shown = [tab for tab in tabs if getattr(summed, tab.outcome)] or tabs[:1]
    if worth_a_look:
        shown.append(Tab(LOOK_TAB, f"Worth a look ({worth_a_look:,})", f"{address}?show={LOOK_TAB}"))
    return shown


@dataclass(frozen=True, slots=True)
class Given:
    """One cell of a row as it came; `mark` says in a word whether something is wrong with it."""

    column: str
    value: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong with a row: where, the value as given if any, and what to do. `tag` says how grave it is."""

    column: str
    value: str
    words: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class RowShown:
    """
    A row that needs somebody: why, each trouble, the whole row as given, and what can be done about it; `again` are the
    words of the button that has it looked at again, where there is one.
    """

    row_id: int
    heading: str
    because: str
    troubles: Sequence[Trouble]
    given: Sequence[Given]
    link: Link | None = None
    again: str = ""


def row_shown(
    row: Any,
    *,
    can_match: bool,
    can_load: bool,
    is_decidable: bool,
    hidden: Collection[int] = (),
    conflicts: Mapping[str, int] = NO_CONFLICTS,
) -> RowShown:
    """
    Return a rejected or held row as it is shown.

    :param hidden: the records whose addresses nothing is said of
    :param conflicts: what the rows of its page brought and somebody is still asked to decide, by source
    """
    problems = sorted((restored_problem(held) for held in row.problems), key=_gravity)
    marked = {problem.column: SEVERITIES.get(problem.severity, "Look at") for problem in reversed(problems)}
    given = [Given(column, value or "", marked.get(column, "")) for column, value in row.as_given]
    because = because_words(row.because, is_hidden=not set(row.rivals).isdisjoint(hidden))
    link, again = _ways_on(row, conflicts)
    return RowShown(
        row_id=row.pk,
        heading=_heading(row),
        because=f"{because} {ONCE_APPLIED}" if _waits_to_be_applied(row) else because,
        troubles=[_trouble(problem) for problem in problems],
        given=given,
        link=link if can_match and is_decidable else None,
        again=again if can_load and is_decidable else "",
    )


def _heading(row: Any) -> str:
    """Return where a row stands and, where it can be read, whom it names."""
    place = f"Row {row.line}" + (f" of sheet {row.sheet}" if row.sheet else "")
    name = name_in(restored(row.values))
    return place if name == NO_NAME else f"{place}: {name}"


def _gravity(problem: Problem) -> int:
    return HEARD_FIRST.index(problem.severity) if problem.severity in HEARD_FIRST else len(HEARD_FIRST)


def _trouble(problem: Problem) -> Trouble:
    tone = {"error": "red", "hold": "orange", "warning": "yellow"}.get(problem.severity, "grey")
    tag = Tag(SEVERITIES.get(problem.severity, "Look at"), tone)  # type: ignore[arg-type]
    return Trouble(_where(problem), problem.value or "", problem.message, tag)


def _where(problem: Problem) -> str:
    """Return the sender's own column; what we worked out ourselves goes by our name for it, in words."""
    where = problem.column or problem.element or "The row"
    return where.replace("_", " ").capitalize() if where.islower() else where


def _ways_on(row: Any, conflicts: Mapping[str, int]) -> tuple[Link | None, str]:
    """Return where somebody goes to have a row done, and the words of the button that has it looked at again."""
    again = AGAIN.get(row.because, "")
    if row.because in WHO_IS_IT:
        return Link("Decide who this is", reverse("matching_row", args=[row.pk]), f"in row {row.line}"), again
    if row.because != CONFLICT:
        return None, again
    if _waits_to_be_applied(row):
        return None, ""
    if row.source in conflicts:
        return Link("Decide which", reverse("conflicts_one", args=[conflicts[row.source]]), f"in row {row.line}"), ""
    # Another list brought the same news first, or nobody is asked any more.
    return Link("See the conflicts", reverse("conflicts")), again


def _waits_to_be_applied(row: Any) -> bool:
    """Return whether a row will bring a conflict that is not there to be decided yet."""
    return row.because == CONFLICT and not row.outcome


ROW_COLUMNS = (Column("Row", numeric=True), Column("Name", heading=True), Column("Born", whole=True), Column("Record"))
PLACE_COLUMNS = (Column("Row", numeric=True), Column("Name", heading=True), Column("Number"))
SKIPPED_COLUMNS = (Column("Row", numeric=True), Column("What it says", heading=True), Column("Why it was skipped"))


def rows_table(rows: Iterable[Any], outcome: str, *, of_places: bool) -> Table:
    """Return the rows that came to an outcome and need nobody, with a link to each record."""
    words = next(words for name, _, _, words in OUTCOMES if name == outcome)
    if outcome == "skipped":
        return Table(words, SKIPPED_COLUMNS, [_skipped(row) for row in rows], cards=True, caption_hidden=True)
    if of_places:
        return Table(words, PLACE_COLUMNS, [_place(row) for row in rows], cards=True, caption_hidden=True)
    return Table(words, ROW_COLUMNS, [_person(row) for row in rows], cards=True, caption_hidden=True)


LOOK_COLUMNS = (*ROW_COLUMNS, Column("Alike", whole=True), Column("Why"))


OF_AN_ADDRESS = ("postcode", "address")
"""What scoring calls what it compares of where somebody lives."""


def look_table(rows: Iterable[Any], *, hidden: Collection[int] = ()) -> Table:
    """
    Return the rows of which something is worth knowing, with what it is; `hidden` are the records of whose addresses
    nothing is said.
    """
    lines = [(*_person(row), *_why(row, is_hidden=row.person_id in hidden)) for row in rows]
    return Table("Worth a look", LOOK_COLUMNS, lines, cards=True)


def people_told_of(rows: Collection[Any]) -> frozenset[int]:
    """Return the records of whose addresses something might be said by why these rows came to what they did."""
    scored = {row.person_id for row in rows if row.likenesses and row.person_id}
    return frozenset(scored.union(*(row.rivals for row in rows if row.because in OF_A_POSTCODE)))


def _why(row: Any, *, is_hidden: bool) -> tuple[str, str]:
    """Return how alike a row and its person are, where a score said so, and what is worth knowing."""
    found = next((each for each in row.likenesses if each["person"] == row.person_id), None)
    problems = [restored_problem(problem) for problem in row.problems]
    said = [problem.message for problem in problems if problem.code == row.because and not problem.value]
    told = said or [because_words(row.because, is_hidden=is_hidden)]
    reasons = [each for each in found["reasons"] if each["verdict"] in ("nearly", "differs")] if found else []
    told += [each["words"] for each in reasons if not (is_hidden and each["field"] in OF_AN_ADDRESS)]
    told += [f"{_where(problem)}, given as {problem.value}: {problem.message}" for problem in problems if problem.value]
    return likeness_words(found["score"]) if found else "Not scored", " ".join(filter(None, told))


def _person(row: Any) -> Sequence[Cell]:
    values = restored(row.values)
    record: Cell = "Will be made" if row.person is None else person_link("Open record", row.person.public_id)
    born = values.get("birth_date")
    return (row.line, name_in(values), short_date(born if isinstance(born, date) else None), record)


def name_in(values: Mapping[str, object]) -> str:
    """Return the name that a row gives, or that it gives none."""
    given = values.get("preferred_given_name") or values.get("legal_given_name") or ""
    family = values.get("preferred_family_name") or values.get("legal_family_name") or ""
    return as_said(str(given), str(family)) or NO_NAME


def _place(row: Any) -> Sequence[Cell]:
    values = restored(row.values)
    name = values.get("name") or values.get("provider_name") or values.get("title") or ""
    return (row.line, str(name), str(values.get("urn") or values.get("ukprn") or values.get("reference") or ""))


def _skipped(row: Any) -> Sequence[Cell]:
    says = " · ".join(value for _, value in row.as_given if value) or "A blank line"
    why = " ".join(str(problem["message"]) for problem in row.problems)
    return (row.line, says, why or "It is not a record.")
