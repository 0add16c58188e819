"""
`towpath risk score`: points, band and reasons for each person of a file, under a published scheme.

The file has a row a person: `person_id`, and any of the evidence that the scheme asks for. A blank is unknown, not no.
"""

import argparse
import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from towpath.analysis.engine import open_engine
from towpath.analysis.files import Column, FileNotFound, FileRefused, Kind, load_file
from towpath.analysis.out import OutRefused, check_out
from towpath.cli.standalone.population import aligned, exit_code, tell_problems, tell_usage
from towpath.rules.problems import Problem
from towpath.rules.risk.evidence import EvidenceKind, UnreadableError, Value, evidence_kind, says_unknown, stated
from towpath.rules.risk.factors import factor_of
from towpath.rules.risk.score import (
    Assessment,
    assumed,
    score,
    words_of_band,
    words_of_missing,
    words_of_reason,
)
from towpath.standards.risk import Scheme, SchemeNotFoundError, load_scheme

TABLE = "people"
PAGE = "docs/reference/risk.md"
OUT_COLUMNS = ("person_id", "points", "band", "possible", "possible_band", "reasons", "missing")

Scores = Mapping[str, Assessment]


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the file: whose it is, its number in the file, and each heading's text where it has any."""

    person_id: str | None
    number: int
    told: Mapping[str, str]


def main(arguments: Sequence[str]) -> int:
    """Score each row and return 0, 1 where something in the file was wrong, or 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        scheme = load_scheme(given.scheme)
        if given.out:
            check_out(given.out)
        scores, problems = _scored(given.file, scheme)
        if given.out:
            _write(given.out, scheme, scores)
    except (SchemeNotFoundError, FileNotFound, OutRefused) as reason:
        return tell_usage(reason)
    if given.json:
        print(json.dumps(_as_json(scheme, scores, problems)))
    else:
        print("\n".join(_as_text(scheme, scores)))
        tell_problems(problems)
    return exit_code(problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath risk score", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a row a person, CSV or Parquet")
    parser.add_argument(
        "--scheme", required=True, metavar="NAME", help="such as oxfordshire-2022; without a year, the latest"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write a row a person here, CSV or Parquet")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _scored(path: Path, scheme: Scheme) -> tuple[Scores, list[Problem]]:
    kinds = _kinds(scheme)
    try:
        rows, problems = _rows(path, kinds)
    except FileRefused as refused:
        return {}, list(refused.problems)
    scores: dict[str, Assessment] = {}
    read: set[str] = set()
    for row in rows:
        if problem := _unusable(row, scores):
            problems.append(problem)
            continue
        values, unread = _values(row, kinds)
        problems += unread
        read.update(values)
        scores[str(row.person_id)] = score(stated(values), scheme)
    problems += _absent(scheme, read, scores)
    return scores, sorted(problems, key=lambda problem: problem.row or 0)


def _kinds(scheme: Scheme) -> list[EvidenceKind]:
    """Return the kinds of evidence that a scheme's factors rest on, each once."""
    names = dict.fromkeys(name for code in scheme.factors for name in factor_of(code).evidence)
    return [evidence_kind(name) for name in names]


def _rows(path: Path, kinds: Sequence[EvidenceKind]) -> tuple[list[Given], list[Problem]]:
    headings = [heading for kind in kinds for heading in (kind.name, *kind.also)]
    columns = [
        Column("person_id", Kind.TEXT, is_compulsory=True),
        *(Column(heading, Kind.TEXT) for heading in headings),
    ]
    with open_engine() as connection:
        problems = load_file(connection, path, TABLE, columns)
        wanted = ", ".join(["file_row", "person_id", *headings])
        found = connection.execute(f"select {wanted} from {TABLE} order by file_row").fetchall()
    rows = [
        Given(person_id, number, {name: text for name, text in zip(headings, cells, strict=True) if text is not None})
        for number, person_id, *cells in found
    ]
    return [row for row in rows if row.person_id is not None or row.told], problems


def _unusable(row: Given, scores: Scores) -> Problem | None:
    if row.person_id is None:
        return _problem("blank", "person_id is blank. Give it. The row was left out.", row, "person_id")
    if row.person_id in scores:
        words = f"An earlier row is already of {row.person_id}. Keep one of them. This row was left out."
        return _problem("person-given-twice", words, row, "person_id", row.person_id)
    return None


def _values(row: Given, kinds: Iterable[EvidenceKind]) -> tuple[dict[str, Value], list[Problem]]:
    """Return what a row tells, and a problem for each cell that cannot be read or that two headings say differently."""
    values: dict[str, Value] = {}
    problems = []
    for kind in kinds:
        for heading in (kind.name, *kind.also):
            text = row.told.get(heading)
            if text is None or says_unknown(text):
                continue
            try:
                value = kind.read(text)
            except UnreadableError as reason:
                words = f"{heading} is {text}. {reason} It counts as not known."
                problems.append(_problem("unreadable", words, row, heading, text))
                continue
            if values.setdefault(kind.name, value) != value:
                words = f"{heading} is {text}, and another column that means the same says otherwise. Keep one of them."
                problems.append(_problem("said-twice", words, row, heading, text))
    return values, problems


def _absent(scheme: Scheme, read: Set[str], scores: Scores) -> Iterator[Problem]:
    """Yield a word for each factor that no row of the file tells of, and a problem where none tells of any."""
    factors = [factor_of(code) for code in scheme.factors]
    silent = [factor for factor in factors if read.isdisjoint(factor.evidence)]
    if scores and len(silent) == len(factors):
        names = ", ".join(kind.name for kind in _kinds(scheme))
        words = f"The file has none of the evidence that {scheme.name} asks for. Name its columns: {names}."
        yield Problem(code="no-evidence", message=words, sheet=TABLE)
        return
    for factor in silent if scores else ():
        words = f"Nobody's row says: {factor.question} Add {' or '.join(factor.evidence)} if it is held."
        yield Problem(code="evidence-absent", message=words, severity="warning", sheet=TABLE, column=factor.evidence[0])


def _problem(code: str, message: str, row: Given, column: str, value: str | None = None) -> Problem:
    return Problem(code=code, message=message, sheet=TABLE, row=row.number, column=column, value=value)


def _as_json(scheme: Scheme, scores: Scores, problems: Sequence[Problem]) -> dict[str, object]:
    return {
        "people": len(scores),
        "bands": _bands(scheme, scores),
        "scores": [
            {
                "person_id": person_id,
                "points": assessment.points,
                "band": assessment.band.code,
                "possible": assessment.possible,
                "reasons": [words_of_reason(reason, scheme) for reason in assessment.reasons],
                "possible_band": assessment.possible_band.code,
                "missing": [words_of_missing(each) for each in assessment.missing],
            }
            for person_id, assessment in scores.items()
        ],
        "scheme": {"name": scheme.name, "digest": scheme.digest, "title": scheme.title, "words": scheme.words},
        "assumes": [
            {"code": each.code, "words": _sentence(each.note), "link": f"{PAGE}#{scheme.name}"}
            for each in assumed(scheme, scores.values())
        ],
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
            }
            for problem in problems
        ],
    }


def _as_text(scheme: Scheme, scores: Scores) -> Iterator[str]:
    yield f"{scheme.title}. {scheme.words}"
    yield ""
    counts = _bands(scheme, scores)
    could_rise = Counter(each.band.code for each in scores.values() if not each.is_sure)
    lines = [("band", "people", "could be higher")]
    lines += [(band.code, f"{counts[band.code]:,}", f"{could_rise[band.code]:,}") for band in scheme.bands]
    yield from aligned(lines)
    yield f"{len(scores):,} {'person' if len(scores) == 1 else 'people'}. A score decides nothing: a person does."
    for each in assumed(scheme, scores.values()):
        yield f"Assumes: {each.code}: {each.note}. See {PAGE}#{scheme.name}"
    for person_id, assessment in scores.items():
        if assessment.points:
            reasons = "; ".join(words_of_reason(reason, scheme) for reason in assessment.reasons)
            yield f"{person_id}: {assessment.points}, {words_of_band(assessment)}. {reasons}"


def _bands(scheme: Scheme, scores: Scores) -> dict[str, int]:
    counts = Counter(assessment.band.code for assessment in scores.values())
    return {band.code: counts[band.code] for band in scheme.bands}


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _write(path: Path, scheme: Scheme, scores: Scores) -> None:
    """Write one row a person, whole or not at all."""
    rows = [
        (
            person_id,
            assessment.points,
            assessment.band.code,
            assessment.possible,
            assessment.possible_band.code,
            "; ".join(words_of_reason(reason, scheme) for reason in assessment.reasons),
            "; ".join(each.factor for each in assessment.missing),
        )
        for person_id, assessment in scores.items()
    ]
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        if path.suffix.lower() == ".csv":
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([OUT_COLUMNS, *rows])
        else:
            kinds = [pa.int64() if name in ("points", "possible") else pa.string() for name in OUT_COLUMNS]
            columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(kinds)]
            pyarrow.parquet.write_table(pa.table(columns, names=list(OUT_COLUMNS)), unfinished)
        os.replace(unfinished, path)
    except OSError as reason:
        raise OutRefused(f"{path} cannot be written: {reason.strerror}.") from reason
    finally:
        unfinished.unlink(missing_ok=True)
