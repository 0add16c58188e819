"""
`towpath import FILE --format NAME`: read, check and apply a list, and say what became of every row.

The same command again goes on with a list that was cut off while it was being applied.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from towpath import clock
from towpath.audit.actions import disclose
from towpath.cli.arguments import iso_date
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
from towpath.imports.because import BECAUSE, SAID_BY_PROBLEMS
from towpath.imports.formats import FORMATS
from towpath.imports.models import Batch, Row, Sender
from towpath.imports.summing import OUTCOMES, Sum, list_problems, list_rows, sum_of
from towpath.rules.problems import Problem

USAGE = 2
# A list read at the console came from whoever runs the command.
OWN_LISTS = "console"


def main(arguments: Sequence[str]) -> int:
    """Import a list and return 0, or 1 where rows were rejected or an alarm stopped it, or 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        caller = caller_of(given)
        _check_may(caller, given)
        content = Path(given.file).read_bytes()
        sender = _sender(caller, given.sender, given.format)
    except (CallerError, _NoSenderError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    except OSError as reason:
        print(f"{given.file!r} cannot be read: {reason.strerror}. Check the path.", file=sys.stderr)
        return USAGE
    cut_off = _cut_off(sender, content, given.as_at)
    batch = cut_off or receive_list(
        sender=sender,
        content=content,
        name=Path(given.file).name,
        as_at_date=given.as_at or clock.today(),
        by=caller.by,
        at=clock.now(),
        progress=None if given.json else _show_read,
    )
    if given.accept_alarm and batch.state == Batch.State.STOPPED:
        accept_alarm(batch, by=caller.by, at=clock.now())
    if batch.state in (Batch.State.STAGED, Batch.State.APPLYING) and not given.dry_run:
        apply_batch(
            batch,
            by=caller.by,
            at=clock.now(),
            clock=clock.now,
            progress=None if given.json else _show_progress,
        )
    return _report(batch, caller, as_json=given.json, is_dry=given.dry_run, was_cut_off=cut_off is not None)


def _check_may(caller: Caller, given: argparse.Namespace) -> None:
    """
    Refuse a user whose role does not let them do what they ask.

    :raises CallerError: it does not
    """
    if not caller.may("imports.load"):
        raise CallerError(f"{given.as_user!r} may not load lists. Ask a data lead or a tracking officer.")
    if given.accept_alarm and not caller.may("imports.accept_alarm"):
        raise CallerError(f"{given.as_user!r} may not accept an alarm. Ask a data lead, or leave --accept-alarm out.")


class _NoSenderError(Exception):
    pass


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath import", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="the list, as it came")
    parser.add_argument("--format", required=True, choices=[known.name for known in FORMATS], metavar="NAME")
    parser.add_argument("--sender", metavar="CODE", help="who sent it, as on the sender board")
    parser.add_argument("--as-at", type=iso_date, metavar="DATE", help="the day the list speaks of (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="read and check, and apply nothing")
    parser.add_argument("--accept-alarm", action="store_true", help="go on though it changes unusually many")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _sender(caller: Caller, code: str | None, format_name: str) -> Sender:
    if code is None:
        return add_sender(
            organisation=caller.organisation,
            code=OWN_LISTS,
            name="Lists loaded at the console",
            format_name=format_name,
            establishment=None,
            owner=None,
            by=caller.by,
            at=clock.now(),
        )
    known = Sender.objects.filter(organisation=caller.organisation, code=code, format=format_name).first()
    if known is None:
        raise _NoSenderError(
            f"No sender {code!r} sends {format_name}. Add them on the sender board, or leave --sender out."
        )
    return known


def _cut_off(sender: Sender, content: bytes, as_at: date | None) -> Batch | None:
    """Return the list of exactly this file whose applying was cut off, if there is one: no row of it is done twice."""
    same = Batch.objects.filter(
        sender=sender, state=Batch.State.APPLYING, file__sha256=hashlib.sha256(content).hexdigest()
    )
    if as_at is not None:
        same = same.filter(as_at_date=as_at)
    return same.select_related("organisation", "sender").order_by("-number").first()


def _show_read(rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {rows} rows read and checked", end="", file=sys.stderr, flush=True)


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done} of {total} rows applied", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _report(batch: Batch, caller: Caller, *, as_json: bool, is_dry: bool, was_cut_off: bool) -> int:
    problems = [*list_problems(batch), *_to_decide(batch)]
    # What is wrong with a row shows whose it is, so that it was shown is committed before it is printed.
    disclose(
        by=caller.by,
        at=clock.now(),
        kind="imports.problems_shown",
        persons=[],
        subject=f"imports_batch:{batch.pk}",
    )
    summed = sum_of(batch)
    if as_json:
        print(_as_json(batch, summed, problems, was_cut_off=was_cut_off))
    else:
        print(_as_text(batch, summed, problems, is_dry=is_dry, was_cut_off=was_cut_off))
    stopped = batch.state in (Batch.State.STOPPED, Batch.State.REFUSED)
    return 1 if stopped or summed.rejected else 0


def _to_decide(batch: Batch) -> Iterator[Problem]:
    """Yield what keeps each row waiting that can be read and still needs somebody to decide."""
    held = list_rows(batch, Row.Outcome.HELD).exclude(because__in=SAID_BY_PROBLEMS)
    for row in held.only("sheet", "line", "because").select_related(None):
        words = f"{BECAUSE[row.because]} Nothing of this row is lost: open list {batch.number} on the site to decide."
        yield Problem(code=f"held.{row.because}", message=words, severity="hold", sheet=row.sheet or None, row=row.line)


def _as_json(batch: Batch, summed: Sum, problems: Sequence[Problem], *, was_cut_off: bool) -> str:
    told = [
        {name: getattr(problem, name) for name in ("sheet", "row", "column", "value", "code", "message")}
        | {"row": _row_of(problem)}
        for problem in problems
    ]
    counts = {name: getattr(summed, name) for name in ("read", *OUTCOMES, "skipped")}
    about = {"state": batch.state, "resumed": was_cut_off, "alarm": batch.alarm}
    return json.dumps({"batch": batch.number, **counts, **about, "problems": told}, default=str)


def _as_text(batch: Batch, summed: Sum, problems: Sequence[Problem], *, is_dry: bool, was_cut_off: bool) -> str:
    lines = [f"Batch {batch.number}: {_state_words(batch, is_dry=is_dry)}", sum_words(summed)]
    if was_cut_off:
        lines.insert(0, f"This file is batch {batch.number}, which was cut off while it was being applied.")
    lines += [f"Alarm: {alarm['words']}" for alarm in batch.alarm]
    # What is said of the file as a whole comes first, and bears on every row.
    about_file = [problem for problem in problems[: len(batch.problems)] if problem.severity != "note"]
    about_rows = [problem for problem in problems[len(batch.problems) :] if problem.severity in ("error", "hold")]
    worst = [*about_file, *about_rows]
    lines += [_problem_words(problem) for problem in worst]
    noted = len(problems) - len(worst)
    if noted:
        lines.append(f"{noted} smaller notes are kept with the batch.")
    return "\n".join(lines)


def _state_words(batch: Batch, *, is_dry: bool) -> str:
    return {
        Batch.State.REFUSED: "refused, and nothing of it kept but the file.",
        Batch.State.STAGED: "read and checked; nothing is applied." if is_dry else "read and checked.",
        Batch.State.STOPPED: "stopped before anything was applied. Look at the alarm; --accept-alarm goes on.",
        Batch.State.APPLYING: "partly applied.",
        Batch.State.APPLIED: "applied.",
        Batch.State.UNDONE: "undone.",
    }[Batch.State(batch.state)]


def sum_words(summed: Sum) -> str:
    """Return a sum as one line that adds up before the reader's eyes."""
    parts = " + ".join(f"{getattr(summed, outcome)} {outcome}" for outcome in OUTCOMES)
    return f"{summed.read} rows read = {parts}; {summed.skipped} skipped"


def _row_of(problem: Problem) -> int | None:
    """Return the row, or the line of an XML file, that a problem is about."""
    return problem.line if problem.row is None else problem.row


def _problem_words(problem: Problem) -> str:
    row = ("row", problem.row) if problem.row is not None else ("line", problem.line)
    where = ", ".join(
        f"{name} {value}"
        for name, value in (("sheet", problem.sheet), row, ("column", problem.column))
        if value is not None
    )
    value = "" if problem.value is None else f" ({problem.value!r})"
    return f"  {where or 'file'}: {problem.message}{value}"
