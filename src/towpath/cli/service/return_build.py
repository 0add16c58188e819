"""`towpath return build --period YYYY-MM --out FILE`: build a month's NCCIS return, check it, and take its file out."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import NamedTemporaryFile

from towpath import clock
from towpath.cli.arguments import check_writable, iso_date, month
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.organisation.queries import standards_for
from towpath.returns.actions import BuildRefusedError, build_return, release_to_hand
from towpath.returns.models import Run, RunProblem
from towpath.returns.words import message_of
from towpath.rules.dates import month_end
from towpath.rules.returns.check import ADVICE_ONLY, label_of
from towpath.rules.returns.omissions import OMISSIONS, Severity

SOUND, PROBLEMS, USAGE = 0, 1, 2
SHOWN = 20
"""How many problems of a code are printed; `--json` has them all."""


def main(arguments: Sequence[str]) -> int:
    """Build a return: 0 where nothing worse than advice was found, 1 where something was, 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    out = Path(given.out)
    try:
        caller = caller_of(given)
        known_at, at = _instants(given.known_on)
        check_writable(out)
        run = build_return(
            organisation=caller.organisation,
            period_end=month_end(given.period),
            known_at=known_at,
            by=caller.by,
            at=at,
            progress=None if given.json else _show_progress,
        )
        # The log says whose records are taken out and shown before either is done.
        _take_out(run, out, caller)
    except (CallerError, BuildRefusedError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    except OSError as reason:
        print(f"{given.out!r} cannot be written: {reason.strerror}. Choose another place.", file=sys.stderr)
        return USAGE
    sys.stdout.writelines(_as_json(run, given.out) if given.json else _as_text(run, given.out))
    worse = run.problems.exclude(code__in=OMISSIONS).exclude(severity__in=ADVICE_ONLY)
    return PROBLEMS if worse.exists() else SOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath return build", description=__doc__)
    parser.add_argument("--period", required=True, type=month, metavar="YYYY-MM", help="the month reported")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to put the XML")
    parser.add_argument(
        "--known-on", type=iso_date, metavar="DATE", help="build it as known at the end of this day (default: now)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _instants(known_on: date | None) -> tuple[datetime, datetime]:
    """Return the instant as known at, and now; what is known on a day is what was recorded by its end."""
    at = clock.now()
    if known_on is None:
        return at, at
    end = datetime.combine(known_on, time.max, clock.LONDON)
    # Today is not over, so it is known as far as it has come.
    return (at if known_on == clock.today() else end), at


def _take_out(run: Run, out: Path, caller: Caller) -> None:
    """Write the kept bytes beside the place named and move them there whole, readable to their owner alone."""
    with (
        release_to_hand(run=run, by=caller.by, at=clock.now()) as content,
        NamedTemporaryFile(dir=out.parent, prefix=".return-", delete=False) as part,
    ):
        try:
            shutil.copyfileobj(content, part)
            part.flush()
            Path(part.name).replace(out)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done} of {total} people", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _rows(run: Run) -> Iterator[RunProblem]:
    return run.problems.order_by("pk").iterator()


def _as_json(run: Run, out: str) -> Iterator[str]:
    """Yield the one JSON object in parts: a return may have more problems than should be held twice in memory."""
    head = {
        "records": run.records,
        "out": out,
        "counts": run.counts["problems"],
        "run": run.pk,
        "state": run.state,
        "period_end": run.period_end.isoformat(),
        "known_at": run.known_at.isoformat(),
        "edition": run.edition,
        "standards": run.standards_version,
        "sha256": run.sha256,
        **{name: run.counts[name] for name in ("statuses", "omissions", "not_sent", "defaulted")},
    }
    yield json.dumps(head).removesuffix("}") + ', "problems": ['
    for place, problem in enumerate(_rows(run)):
        told = {
            "code": problem.code,
            "severity": problem.severity,
            "young_persons_id": problem.young_persons_id,
            "element": problem.element,
            "value": problem.value,
            "line": problem.line,
            "message": message_of(problem),
        }
        yield (", " if place else "") + json.dumps(told)
    yield "]}\n"


def _as_text(run: Run, out: str) -> Iterator[str]:
    edition = standards_for(run.organisation, known_at=run.known_at).edition_on(run.period_end)
    statuses = ", ".join(f"{number:,} {status}" for status, number in run.counts["statuses"].items())
    yield f"{out}: {run.records:,} {'record' if run.records == 1 else 'records'} ({statuses or 'none'})\n"
    yield f"Period end: {run.period_end}, as known at {run.known_at:%Y-%m-%d %H:%M}\n"
    yield f"Edition: {run.edition}{'' if edition.read_whole else ' (not read whole: compare with your own copy)'}\n"
    for reason, number in run.counts["not_sent"].items():
        yield f"Not sent: {number:,}: {reason}\n"
    for code, number in run.counts["omissions"].items():
        if OMISSIONS[code].severity is not Severity.NOT_SENT:
            words = OMISSIONS[code].severity.replace("_", " ").capitalize()
            yield f"{words}: {number:,}: {code.replace('_', ' ')}\n"
    if run.counts["defaulted"]:
        told = ", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in run.counts["defaulted"].items())
        yield f"Sent as nobody has told us otherwise: {told}\n"
    if run.state == Run.State.BUILT:
        yield "The whole file would be turned away, not only the records with problems.\n"
    counts = run.counts["problems"]
    yield f"\nProblems: {sum(counts.values()):,}\n" if counts else "\nNo problems found.\n"
    for code, number in counts.items():
        yield f"  {code:<8}  {number:>6,}  {label_of(code, edition)}\n"
    for code in counts:
        for problem in run.problems.filter(code=code).order_by("pk")[:SHOWN]:
            element = f" {problem.element}:" if problem.element else ""
            yield f"Line {problem.line}: {code} {problem.young_persons_id}{element} {message_of(problem)}\n"
        if counts[code] > SHOWN:
            yield f"… and {counts[code] - SHOWN:,} more of {code}; --json has them all.\n"
