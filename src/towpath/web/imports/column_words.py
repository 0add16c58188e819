"""Words and rows for the page that asks what a list's columns are."""

from datetime import date

from towpath.imports.mapping import Question, Trial
from towpath.imports.reading.field_words import words_for
from towpath.imports.reading.looking import Looked
from towpath.web.parts import Cell, Column, Table
from towpath.web.words import list_in_words, plural, short_date

MOST_CELLS = 8
MOST_NAMED = 12
LONGEST = 60


def changed_words(question: Question) -> str:
    """Return how the headings differ from those said before, as sentences, or nothing where none were or none do."""
    changed = question.changed
    if changed is None or not (changed.added or changed.gone):
        return ""
    said = []
    if changed.added:
        said.append(f"New: {_named(changed.added)}.")
    if changed.gone:
        said.append(f"Gone: {_named(changed.gone)}.")
    return " ".join(said)


def _named(headings: tuple[str, ...]) -> str:
    more = len(headings) - MOST_NAMED
    first = [f"“{heading[:LONGEST]}”" for heading in headings[:MOST_NAMED]]
    return list_in_words([*first, f"{more} more"] if more > 0 else first)


def first_rows_table(looked: Looked) -> Table:
    """Return the first rows of a sheet as they stand, each with its number."""
    width = min(max((len(cells) for _, cells in looked.first_rows), default=0), MOST_CELLS)
    columns = (Column("Row", heading=True), *(Column(chr(65 + index)) for index in range(width)))
    rows = [
        (str(number), *((cells[index][:LONGEST] if index < len(cells) else "") or "–" for index in range(width)))
        for number, cells in looked.first_rows
    ]
    return Table("The first rows of the file", columns, rows)


def trials_table(trial: Trial) -> Table:
    """Return some rows as they would be read, field by field."""
    rows: list[tuple[Cell, ...]] = []
    for row in trial.rows:
        for field, value in row.values.items():
            rows.append((f"Row {row.row}", words_for(field), _shown(value)))
    columns = (Column("Row", heading=True), Column("What"), Column("As we would read it"))
    return Table(f"The first {plural(len(trial.rows), 'row')} as they would be read", columns, rows)


def _shown(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def trial_words(trial: Trial) -> str:
    """Return what the rows that were tried came to, as a sum."""
    parts = [
        f"{trial.counts[outcome]:,} {words}"
        for outcome, words in (
            ("ready", "can be read"),
            ("held", "would wait for somebody"),
            ("rejected", "would be turned away"),
        )
        if trial.counts.get(outcome)
    ]
    read = sum(trial.counts.values())
    return f"{' + '.join(parts)} = {plural(read, 'row')} looked at." if read else "No row was found below the headings."
