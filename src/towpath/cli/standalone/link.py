"""
`towpath link`: who in one file is who in another, or which rows of one file are one person.

A map says which columns hold what. Each pair is sure, or probable and for a person to look at, with its reasons.
"""

import argparse
import csv
import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa

from towpath.analysis.files import FileNotFound, FileRefused
from towpath.analysis.linkage.deduping import dedupe
from towpath.analysis.linkage.judging import Judged, judge, judge_one
from towpath.analysis.linkage.linking import link
from towpath.analysis.linkage.mapped import MapRefused, PeopleFile, further_names, load_people, read_map
from towpath.analysis.linkage.words import NOT_GIVEN
from towpath.cli.arguments import check_writable
from towpath.cli.standalone.population import exit_code, problem_as_json, tell_problems, tell_usage
from towpath.rules.problems import Problem

OUT_COLUMNS = ("left_id", "right_id", "score", "band", "reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What came of it: the files' rows, the pairs, how right they are where that is known, and what was wrong."""

    files: Sequence[PeopleFile] = ()
    pairs: pa.Table | None = None
    judged: Judged | None = None
    problems: Sequence[Problem] = field(default=())

    def count(self, band: str) -> int:
        """Return how many pairs are in a band."""
        return self.pairs["band"].to_pylist().count(band) if self.pairs else 0


def main(arguments: Sequence[str]) -> int:
    """Write the pairs, print their figures and return 0, 1 where a file was wrong, or 2 for wrong usage."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.dedupe == (given.right is not None):
        parser.error("Give two files, or one file with --dedupe.")
    started = time.perf_counter()
    try:
        _check_out(parser, given)
    except OSError as reason:
        return _cannot(given.out, "written", reason)
    try:
        linked = _linked(given)
    except (FileNotFound, MapRefused) as reason:
        return tell_usage(reason)
    except OSError as reason:
        return _cannot(reason.filename or "A file to be read", "read", reason)
    try:
        if linked.pairs is not None:
            _write(given.out, linked.pairs)
    except OSError as reason:
        return _cannot(given.out, "written", reason)
    seconds = time.perf_counter() - started
    if given.json:
        print(json.dumps(_as_json(linked, seconds, is_judged=given.truth is not None)))
    else:
        if linked.pairs is not None:
            print("\n".join(_as_text(given, linked, seconds)))
        tell_problems(linked.problems)
    return exit_code(linked.problems)


def _cannot(path: object, done: str, reason: OSError) -> int:
    return tell_usage(OSError(f"{path} cannot be {done}: {reason.strerror or reason}."))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath link", description=__doc__)
    parser.add_argument("left", type=Path, metavar="LEFT", help="a row a person, CSV or Parquet")
    parser.add_argument("right", type=Path, nargs="?", metavar="RIGHT", help="the file to find them in")
    parser.add_argument("--map", type=Path, required=True, metavar="MAP.toml", help="which columns hold what")
    parser.add_argument("--out", type=Path, required=True, metavar="PAIRS.csv", help="where the pairs are written, CSV")
    parser.add_argument("--dedupe", action="store_true", help="look for rows of LEFT that are one person")
    parser.add_argument("--truth", metavar="COLUMN", help="a column that equal people share, to judge the pairs by")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _check_out(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    out: Path = given.out
    if out.suffix.lower() != ".csv":
        parser.error(f"--out {out.name} ends in {out.suffix or 'nothing'}. Name a file that ends in .csv.")
    for read in (given.left, given.right, given.map):
        if read and read.exists() and out.exists() and read.samefile(out):
            parser.error(f"--out {out.name} is a file to be read. Name another.")
    check_writable(out)


def _linked(given: argparse.Namespace) -> Linked:
    maps = read_map(given.map, sides=("left",) if given.dedupe else ("left", "right"))
    truth = given.truth.strip().lower() if given.truth else None
    files: list[PeopleFile] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    for path, told, further in zip((given.left, given.right), maps, further_names(maps), strict=False):
        try:
            people, found = load_people(path, told, further, truth)
        except FileRefused as reason:
            refused += reason.problems
        else:
            files.append(people)
            problems += found
    if refused:
        return Linked(problems=[*refused, *problems])
    if given.dedupe:
        [people] = files
        pairs = dedupe(people.people)
        return Linked(files=files, pairs=pairs, judged=judge_one(_ids(pairs), people.truth), problems=problems)
    left, right = files
    pairs = link(left.people, right.people, learns=True)
    return Linked(files=files, pairs=pairs, judged=judge(_ids(pairs), left.truth, right.truth), problems=problems)


def _ids(pairs: pa.Table) -> list[tuple[str, str]]:
    return list(zip(pairs["left_id"].to_pylist(), pairs["right_id"].to_pylist(), strict=True))


def _write(out: Path, pairs: pa.Table) -> None:
    """Write the pairs whole or not at all."""
    unfinished = out.with_name(f"{out.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(OUT_COLUMNS)
            columns = [pairs[name].to_pylist() for name in OUT_COLUMNS]
            for left_id, right_id, score, band, reasons in zip(*columns, strict=True):
                words = " ".join(reason["words"] for reason in reasons if reason["verdict"] != NOT_GIVEN)
                writer.writerow([left_id, right_id, f"{score:.6f}", band, words])
        os.replace(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _as_json(linked: Linked, seconds: float, *, is_judged: bool) -> dict[str, object]:
    rows = [len(file.people) for file in linked.files]
    figures: dict[str, object] = {
        "left_rows": rows[0] if rows else None,
        "right_rows": rows[1] if len(rows) > 1 else None,
        "pairs": len(linked.pairs) if linked.pairs else 0,
        "sure": linked.count("sure"),
        "probable": linked.count("probable"),
        "seconds": round(seconds, 3),
    }
    if is_judged:
        figures |= asdict(linked.judged or Judged(precision=None, recall=None, f1=None))
    return {**figures, "problems": [problem_as_json(problem) for problem in linked.problems]}


def _as_text(given: argparse.Namespace, linked: Linked, seconds: float) -> list[str]:
    rows = " and ".join(f"{len(file.people):,}" for file in linked.files)
    lines = [
        f"{linked.count('sure') + linked.count('probable'):,} pairs of {rows} rows in {seconds:.1f} s, in {given.out}",
        f"  {linked.count('sure'):,} sure",
        f"  {linked.count('probable'):,} probable: look at each before you use it",
    ]
    if given.truth and linked.judged:
        told = asdict(linked.judged)
        lines += [f"  {name} {'-' if value is None else f'{value:.4f}'}" for name, value in told.items()]
    return lines
