"""A list whose columns somebody is asked about, for whoever may already see the list: what is in it, and a trial."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from towpath.files.actions import open_kept
from towpath.imports.actions.layouts import latest_version, layouts_in_force, map_of
from towpath.imports.actions.receiving import CODED_LISTS, arrival_of
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Layout
from towpath.imports.reading.column_map import Changes, ColumnMap, changes
from towpath.imports.reading.field_words import answers_of
from towpath.imports.reading.headers import SEARCHED_ROWS
from towpath.imports.reading.layout import Arrival, Format, IncomingRow
from towpath.imports.reading.looking import Looked, likeliest_row, likeliest_sheet, look
from towpath.imports.reading.read import read_file
from towpath.imports.reading.suggesting import Suggestion, suggest
from towpath.imports.reading.table import read_table
from towpath.organisation.queries import standards_for
from towpath.rules.problems import Problem

TRIED_ROWS = 500
SHOWN_ROWS = 5

Answers = Mapping[str, tuple[tuple[str, str], ...]]
"""For each field of few words, what it may hold, each with its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    A list as it is asked about: what is seen of it, what its columns may be, and what was said of this sender's before.

    `seen_version` is the latest that was said; `changed` how the headings differ from it.
    """

    layout: Format
    arrival: Arrival
    sheets: tuple[str, ...]
    sheet: int
    looked: Looked
    suggestions: tuple[Suggestion, ...]
    answers: Answers
    before: Layout | None
    seen_version: int
    changed: Changes | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The first rows of a list as a map would read them: some of them, and how many came to what and why."""

    rows: tuple[IncomingRow, ...]
    counts: Mapping[str, int]
    problems: tuple[tuple[Problem, int], ...]


def ask_about(
    batch: Batch, *, sheet: int | None = None, row: int | None = None, heading_rows: int | None = None
) -> Question:
    """
    Return what to ask about a list; where its headings stand is guessed unless it is said.

    :raises FileRefused: the file is no table that can be read
    """
    layout, arrival = format_named(batch.format), arrival_of(batch.sender, batch.as_at_date)
    table = read_table(_content(batch), batch.file.original_name)
    before = next(iter(layouts_in_force(batch.sender, batch.format)), None)
    said = map_of(before) if before else None
    sheet = sheet if sheet is not None and 0 <= sheet < len(table.sheets) else likeliest_sheet(table, layout)
    guessed_row, guessed_heading_rows = likeliest_row(table.sheets[sheet], layout, arrival, said)
    looked = look(
        table.sheets[sheet],
        row if row is not None and 1 <= row <= SEARCHED_ROWS else guessed_row,
        heading_rows if heading_rows in (0, 1, 2) else guessed_heading_rows,
    )
    return Question(
        layout=layout,
        arrival=arrival,
        sheets=tuple(each.name for each in table.sheets),
        sheet=sheet,
        looked=looked,
        suggestions=suggest(looked.headings, [column.cells for column in looked.columns], layout, arrival, said),
        answers=_answers(batch, layout),
        before=before,
        seen_version=latest_version(batch.sender),
        changed=changes(said.headings, looked.headings) if said else None,
    )


def _content(batch: Batch) -> bytes:
    with open_kept(batch.file) as kept:
        return kept.read()


def _answers(batch: Batch, layout: Format) -> Answers:
    edition = standards_for(batch.organisation).edition_on(batch.as_at_date)
    published = {
        name: {code: row.label for code, row in getattr(edition, name).items() if row.in_force(batch.as_at_date)}
        for name in CODED_LISTS
    }
    told = {column.field: answers_of(column, published) for column in layout.columns}
    return {field: answers for field, answers in told.items() if answers}


def unread_words(question: Question, index: int, field: str) -> tuple[str, ...]:
    """
    Return the words of a column that a field of few words cannot read, the commonest first; a person says of each what
    it stands for.
    """
    if field not in question.answers:
        return ()
    column = question.layout.column(field)
    seen = question.looked.columns[index].distinct
    return tuple(word for word in seen if column.read(word, question.arrival).effect in ("unusable", "doubtful"))


def try_map(batch: Batch, column_map: ColumnMap) -> Trial:
    """
    Read the first rows of a list as a map would, and keep nothing.

    :raises FileRefused: the map lacks a field that the list must have, or its headings do not stand there
    """
    layout = format_named(batch.format)
    arrival = arrival_of(batch.sender, batch.as_at_date)
    reading = read_file(layout, _content(batch), batch.file.original_name, arrival=arrival, maps=[column_map])
    rows = [row for row in islice(reading.rows(), TRIED_ROWS) if row.outcome_hint != "skipped"]
    return Trial(tuple(rows[:SHOWN_ROWS]), Counter(row.outcome_hint for row in rows), _commonest(rows))


def _commonest(rows: Sequence[IncomingRow]) -> tuple[tuple[Problem, int], ...]:
    """Return what is wrong with most rows, one of each, with how many rows it is of."""
    first: dict[tuple[str, str | None], Problem] = {}
    counts: Counter[tuple[str, str | None]] = Counter()
    for row in rows:
        for problem in row.problems:
            if problem.severity != "note":
                key = (problem.code, problem.column)
                first.setdefault(key, problem)
                counts[key] += 1
    return tuple((first[key], count) for key, count in counts.most_common(10))
