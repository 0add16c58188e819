"""`towpath return check FILE.xml`: what is wrong with an NCCIS return, whichever system wrote it."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from towpath.cli.arguments import overlaid_standards
from towpath.rules.returns.check import (
    CheckResult,
    ReturnProblem,
    UnknownEditionError,
    check_return,
    edition_for,
    label_of,
)
from towpath.standards import Edition, load_standards

SOUND, PROBLEMS, USAGE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Check a return: 0 where nothing worse than advice was found, 1 where something was, 2 for wrong usage."""
    given = _parser().parse_args(argv)
    try:
        with Path(given.file).open("rb") as file:
            result = check_return(file, given.overlay, edition=given.edition)
    except OSError as reason:
        print(f"{given.file!r} cannot be read: {reason.strerror}.", file=sys.stderr)
        return USAGE
    except UnknownEditionError as reason:
        print(reason, file=sys.stderr)
        return USAGE
    if given.json:
        sys.stdout.writelines(_json_parts(result))
    else:
        edition = edition_for(given.overlay, result.period_end, given.edition)
        for line in _lines(given.file, result, edition):
            print(line)
    return SOUND if result.is_sound else PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath return check", description=__doc__)
    parser.add_argument("file", metavar="FILE.xml", help="the return, as it would be sent")
    parser.add_argument("--edition", metavar="E", help="judge by this edition, such as 2026-27 (default: PeriodEnd's)")
    parser.add_argument("--overlay", type=overlaid_standards, metavar="FILE", default=load_standards())
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _json_parts(result: CheckResult) -> Iterator[str]:
    """Yield the one JSON object in parts: a file may have more problems than should be held twice in memory."""
    head = {
        "records": result.records,
        "period_end": result.period_end.isoformat() if result.period_end else None,
        "edition": result.edition,
        "counts": dict(result.counts),
    }
    yield json.dumps(head).removesuffix("}") + ', "problems": ['
    for place, problem in enumerate(result.problems):
        yield (", " if place else "") + json.dumps(_problem_as_json(problem))
    yield "]}\n"


def _problem_as_json(problem: ReturnProblem) -> dict[str, object]:
    keys = ("code", "severity", "young_persons_id", "element", "value", "line", "message")
    return {key: getattr(problem, key) for key in keys}


def _lines(file: str, result: CheckResult, edition: Edition) -> Iterator[str]:
    yield f"{file}: {result.records:,} {'record' if result.records == 1 else 'records'}"
    yield f"Period end: {result.period_end or 'not known'}"
    yield f"Edition: {edition.name}{'' if edition.read_whole else ' (not read whole: compare with your own copy)'}"
    if not result.problems:
        yield "No problems found."
        return
    if result.fails_whole:
        yield "The whole file would be turned away, not only the records with problems."
    yield ""
    yield f"Problems: {len(result.problems):,}"
    severities = {problem.code: problem.severity.replace("_", " ") for problem in result.problems}
    wide = max(map(len, result.counts))
    for code, count in result.counts.items():
        yield f"  {code:<{wide}}  {count:>6,}  {severities[code]:<13}  {label_of(code, edition)}"
    yield ""
    for problem in result.problems:
        whose = f" {problem.young_persons_id}" if problem.young_persons_id else ""
        element = f" {problem.element}:" if problem.element else ""
        yield f"Line {problem.line}: {problem.code}{whose}{element} {problem.message}"
