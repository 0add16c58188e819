"""Reading a file of people into the numbers that an effect is worked out from, leaving out no row without a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from towpath.analysis.effect.entropy import Numbers
from towpath.analysis.engine import Connection
from towpath.analysis.files import Column, FileRefused, Kind, load_file, quoted
from towpath.rules.problems import Problem

TABLE = "people"
LEFT_OUT = "The row was left out."
YES, NO = ("1", "1.0", "yes", "true", "y", "t"), ("0", "0.0", "no", "false", "n", "f")
MOST_CATEGORIES = 50
BEYOND_MEASURE = 1e15
"""No fact about a person is so large, and the squares of such numbers would swallow the rest."""
DEPENDS = 1e-9
"""A column that the ones before it explain to within this share of its length says nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The columns of a file that are asked about; `codes` are the covariates whose numbers only name things."""

    treatment: str
    outcome: str
    covariates: tuple[str, ...]
    codes: tuple[str, ...] = ()
    cluster: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column that is read, each once."""
        cluster = (self.cluster,) if self.cluster else ()
        return tuple(dict.fromkeys((self.treatment, self.outcome, *self.covariates, *cluster)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one column of everybody: numbers, or words."""

    name: str
    numbers: Numbers | None = None
    words: NDArray[np.object_] | None = None

    @classmethod
    def numbered(cls, name: str, numbers: Sequence[float]) -> "Facts":
        """Return a column of numbers."""
        return cls(name=name, numbers=np.array(numbers, np.float64))

    @classmethod
    def named(cls, name: str, words: Sequence[str]) -> "Facts":
        """Return a column of words."""
        return cls(name=name, words=np.array(words, object))


def facts_of(treated: Sequence[bool], outcome: Sequence[float]) -> tuple[Numbers, Numbers]:
    """Return who was treated and what became of them, as a sample takes them."""
    return np.array(treated, np.float64), np.array(outcome, np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    Everybody's numbers, a row a person.

    `shown` has a column for each number and each category, named in `shown_names`: what balance is judged on.
    `regressors` are those of them that say something new, and `regressor_of` the place in `covariates` of each.
    """

    treated: NDArray[np.bool_]
    outcome: Numbers
    covariates: tuple[str, ...]
    shown: Numbers
    shown_names: tuple[str, ...]
    regressors: Numbers
    regressor_of: tuple[int, ...]
    silent: tuple[str, ...]
    clusters: NDArray[np.int64] | None = None

    @property
    def outcome_is_yes_or_no(self) -> bool:
        """Return whether the outcome is 0 or 1 for everybody."""
        return bool(np.isin(self.outcome, (0.0, 1.0)).all())


def read_sample(connection: Connection, path: Path, asked: Asked) -> tuple[Sample, list[Problem]]:
    """
    Return the people of a file, and what was wrong with each row that was left out.

    :raises FileNotFound: there is no such file, or it is neither CSV nor Parquet
    :raises FileRefused: a column is missing or cannot be used, or a group has nobody
    """
    problems = load_file(
        connection, path, TABLE, [Column(name, Kind.TEXT, is_compulsory=True) for name in asked.columns]
    )
    rows, cells = _cells(connection, asked.columns)
    read = [
        _yes_or_no(asked.treatment, cells[asked.treatment]),
        _outcome(asked.outcome, cells[asked.outcome]),
        *(_covariate(name, cells[name], is_code=name in asked.codes) for name in asked.covariates),
        *([_words(asked.cluster, cells[asked.cluster])] if asked.cluster else []),
    ]
    is_used = np.all([usable for _, usable, _ in read], axis=0)
    for facts, usable, words in read:
        problems += [
            _spoilt(facts.name, cells[facts.name][place], int(rows[place]), words) for place in np.flatnonzero(~usable)
        ]
    treatment, outcome, *others = [_only(facts, is_used) for facts, _, _ in read]
    clusters = others.pop().words if asked.cluster else None
    sample = sample_of(treatment.numbers, outcome.numbers, others, clusters)
    _check_groups(sample, asked.treatment, problems)
    return sample, sorted(problems, key=lambda problem: problem.row or 0)


def sample_of(
    treated: Numbers | None,
    outcome: Numbers | None,
    covariates: Sequence[Facts],
    clusters: NDArray[np.object_] | None = None,
) -> Sample:
    """
    Return a sample of facts that have been checked, its categories as columns of 0 and 1.

    :raises FileRefused: a covariate of words has too many categories to be one
    """
    assert treated is not None
    assert outcome is not None
    shown, names, parents, is_reference = _shown(covariates, len(treated))
    candidates = [column for column in range(len(names)) if not is_reference[column]]
    kept = _independent(shown, candidates)
    said = {parents[column] for column in kept}
    return Sample(
        treated=treated == 1,
        outcome=outcome,
        covariates=tuple(facts.name for facts in covariates),
        shown=shown,
        shown_names=tuple(names),
        regressors=np.ascontiguousarray(shown[:, kept]),
        regressor_of=tuple(parents[column] for column in kept),
        silent=tuple(facts.name for place, facts in enumerate(covariates) if place not in said),
        clusters=None if clusters is None else np.unique(clusters.astype(str), return_inverse=True)[1],
    )


def _cells(
    connection: Connection, columns: Sequence[str]
) -> tuple[NDArray[np.int64], Mapping[str, NDArray[np.object_]]]:
    """Return each row's number in the file, and the text of each column; blank lines are passed over."""
    names = [quoted(name) for name in columns]
    blank = " and ".join(f"{name} is null" for name in names)
    found = connection.sql(
        f"select file_row, {', '.join(names)} from {TABLE} where not ({blank}) order by file_row"
    ).to_arrow_table()
    return found.column(0).to_numpy(), {
        name: found.column(place).to_numpy(zero_copy_only=False) for place, name in enumerate(columns, start=1)
    }


Read = tuple[Facts, NDArray[np.bool_], str]
"""A column, which of its rows can be used, and what to write in those that cannot."""


def _yes_or_no(name: str, cells: NDArray[np.object_]) -> Read:
    numbers = _said_yes_or_no(cells)
    return Facts(name=name, numbers=numbers), np.isfinite(numbers), "Write 1 for treated and 0 for not."


def _said_yes_or_no(cells: NDArray[np.object_]) -> Numbers:
    meaning = {word: value for words, value in ((YES, 1.0), (NO, 0.0)) for word in words}
    return np.array([np.nan if cell is None else meaning.get(cell.lower(), np.nan) for cell in cells], np.float64)


def _outcome(name: str, cells: NDArray[np.object_]) -> Read:
    answers = _said_yes_or_no(cells)
    if not _is_blank(cells)[np.isnan(answers)].all():
        answers = _numbers(cells)
    return Facts(name=name, numbers=answers), np.isfinite(answers), "Write a number, or yes or no in every row."


def _covariate(name: str, cells: NDArray[np.object_], *, is_code: bool) -> Read:
    """Return numbers where more than half of what is filled in are numbers, else words."""
    numbers = _numbers(cells)
    filled = ~_is_blank(cells)
    if is_code or np.isfinite(numbers).sum() * 2 <= filled.sum():
        return _words(name, cells)
    return Facts(name=name, numbers=numbers), np.isfinite(numbers), "Write a number, as in the other rows."


def _words(name: str, cells: NDArray[np.object_]) -> Read:
    usable = ~_is_blank(cells)
    return Facts(name=name, words=cells), usable, "Write a word, such as unknown where nobody knows."


def _numbers(cells: NDArray[np.object_]) -> Numbers:
    return np.array([_number(cell) for cell in cells], np.float64)


def _number(cell: str | None) -> float:
    try:
        # A number with an underscore in it is one to Python alone.
        number = float(cell) if cell is not None and "_" not in cell else np.nan
    except ValueError:
        return np.nan
    return number if abs(number) < BEYOND_MEASURE else np.nan


def _is_blank(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return which cells are empty, or hold what statistics programs write for empty."""
    return np.array([cell is None or cell.strip().lower() in ("", "na", "nan", "null") for cell in cells], np.bool_)


def _spoilt(column: str, cell: str | None, row: int, words: str) -> Problem:
    is_blank = cell is None or bool(_is_blank(np.array([cell], object))[0])
    says = f"{column} is blank." if is_blank else f"{column} is {cell}."
    return Problem(
        code="blank" if is_blank else "unreadable",
        message=f"{says} {words} {LEFT_OUT}",
        sheet=TABLE,
        row=row,
        column=column,
        value=cell,
    )


def _only(facts: Facts, is_used: NDArray[np.bool_]) -> Facts:
    return Facts(
        name=facts.name,
        numbers=None if facts.numbers is None else facts.numbers[is_used],
        words=None if facts.words is None else facts.words[is_used],
    )


def _check_groups(sample: Sample, treatment: str, problems: Sequence[Problem]) -> None:
    treated = int(sample.treated.sum())
    controls = len(sample.treated) - treated
    if min(treated, controls) >= 2:
        return
    words = f"{treatment} is 1 in {treated:,} rows that can be used and 0 in {controls:,}. Give two of each at least."
    raise FileRefused(
        [Problem(code="too-few", message=words, sheet=TABLE, column=treatment, value=str(treated)), *problems]
    )


def _shown(covariates: Sequence[Facts], people: int) -> tuple[Numbers, list[str], list[int], list[bool]]:
    """Return a column for each number and category, its name, the covariate it is of, and whether it is a reference."""
    columns: list[Numbers] = []
    names: list[str] = []
    parents: list[int] = []
    is_reference: list[bool] = []
    for place, facts in enumerate(covariates):
        if facts.numbers is not None:
            columns.append(facts.numbers)
            names.append(facts.name)
            parents.append(place)
            is_reference.append(False)
            continue
        levels, level_of = np.unique(np.asarray(facts.words, dtype=str), return_inverse=True)
        if len(levels) > MOST_CATEGORIES:
            words = (
                f"{facts.name} has {len(levels):,} different words: more than {MOST_CATEGORIES} is too many to compare"
                " people on. Group them, or leave the column out."
            )
            problem = Problem(code="too-many-categories", message=words, sheet=TABLE, column=facts.name)
            raise FileRefused([problem])
        for number, level in enumerate(levels):
            columns.append((level_of == number).astype(np.float64))
            names.append(f"{facts.name} = {level}")
            parents.append(place)
            is_reference.append(number == 0)
    return (np.column_stack(columns) if columns else np.empty((people, 0))), names, parents, is_reference


def _independent(shown: Numbers, candidates: Sequence[int]) -> list[int]:
    """Return the columns that neither a constant nor the columns before them explain."""
    people = len(shown)
    basis = [np.full(people, people**-0.5)] if people else []
    kept = []
    for column in candidates:
        values = shown[:, column]
        length = float(np.linalg.norm(values))
        rest = values
        for _ in range(2):  # Twice, because one pass leaves rounding behind.
            for direction in basis:
                rest = rest - direction * float(direction @ rest)
        if length and float(np.linalg.norm(rest)) > DEPENDS * length:
            basis.append(rest / np.linalg.norm(rest))
            kept.append(column)
    return kept
