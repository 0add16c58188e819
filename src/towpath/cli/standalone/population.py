"""What `towpath rates` and `towpath neet-days` share: their files, how they count, and how they tell what is wrong."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from towpath.analysis.assumptions import Assumption
from towpath.cli.arguments import overlaid_standards
from towpath.rules.problems import Problem
from towpath.standards import Standards, load_standards

DONE, PROBLEMS, USAGE = 0, 1, 2
SHOWN_AS_TEXT = 20


def add_population(parser: argparse.ArgumentParser, *, people_compulsory: bool) -> None:
    """Add the arguments that say whom to count and by which lists."""
    parser.add_argument("--activities", type=Path, required=True, metavar="FILE", help="activities, CSV or Parquet")
    parser.add_argument(
        "--people", type=Path, required=people_compulsory, metavar="FILE", help="people, CSV or Parquet"
    )
    parser.add_argument("--currency", choices=["on", "off"], default="on", help="off: as if nothing ever lapsed")
    parser.add_argument(
        "--overlay", type=overlaid_standards, metavar="FILE", default=load_standards(), help="a council's corrections"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def basis_as_json(
    standards: Standards, on: date, currency: str, assumes: Sequence[Assumption], problems: Sequence[Problem]
) -> dict[str, object]:
    """Return what a figure rests on and what was left out of it, under the keys that both commands add."""
    return {
        "edition": standards.edition_on(on).name,
        "standards_version": standards.version,
        "currency": currency,
        "assumes": [{"code": known.code, "words": known.words, "link": known.link} for known in assumes],
        "problems": [problem_as_json(problem) for problem in problems],
    }


def basis_as_text(standards: Standards, on: date, currency: str, assumes: Sequence[Assumption]) -> list[str]:
    """Return the same in lines to stand under a table."""
    edition = standards.edition_on(on)
    corrected = ", with a council's corrections" if standards.corrections else ""
    lapsing = "Activities lapse when their currency ends." if currency == "on" else "Currency is off: nothing lapses."
    lines = [f"Edition {edition.name}{corrected}. {edition.words}", lapsing]
    return lines + [f"Assumes: {known.code} {known.words} See {known.link}" for known in assumes]


def tell_problems(problems: Sequence[Problem]) -> None:
    """Print what was wrong for a person to read, on standard error, and say how many more there are."""
    for problem in problems[:SHOWN_AS_TEXT]:
        place = " ".join(filter(None, [problem.sheet, f"row {problem.row}" if problem.row else ""]))
        print(f"{place}: {problem.message}", file=sys.stderr)
    if len(problems) > SHOWN_AS_TEXT:
        print(f"… and {len(problems) - SHOWN_AS_TEXT} more: --json lists them all.", file=sys.stderr)


def exit_code(problems: Sequence[Problem]) -> int:
    """Return 1 where something given was wrong, 0 where there was nothing but warnings."""
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE


def tell_usage(reason: Exception) -> int:
    """Print in one line why the command cannot be run as asked, and return its exit code."""
    print(reason, file=sys.stderr)
    return USAGE


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns stand under each other, the figures to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def problem_as_json(problem: Problem) -> Mapping[str, object]:
    """Return a problem under the keys that every command gives one."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
    }
