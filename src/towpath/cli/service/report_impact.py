"""`towpath report impact --from DATE --to DATE --out FILE`: what the service did in a period, as a document."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from towpath import clock
from towpath.access import Viewer
from towpath.audit.actions import disclose
from towpath.cli.arguments import check_writable, iso_date
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.insight.reports.impact.paper import impact_csv, impact_page
from towpath.insight.reports.impact.queries import ImpactFound, ImpactNotFoundError, find_impact_of
from towpath.insight.reports.impact.showing import impact_lines
from towpath.rules.access import MANAGER

DONE, USAGE = 0, 2
ENDINGS = (".pdf", ".html", ".csv")


def main(arguments: Sequence[str]) -> int:
    """Write a report of a period and return 0, or 2 for wrong usage or a machine that cannot make a PDF."""
    given = _parser().parse_args(arguments)
    out = Path(given.out)
    refused = _refusal(given.from_date, given.to_date, out)
    if refused:
        print(refused, file=sys.stderr)
        return USAGE
    try:
        caller, at = caller_of(given), clock.now()
        check_writable(out)
        found = find_impact_of(_viewer(caller), given.from_date, given.to_date, at, to_release=not given.inside)
        content = _content(found, out.suffix)
        subject = f"impact:{given.from_date}:{given.to_date}"
        disclose(by=caller.by, at=at, kind="impact.taken_out", persons=[], subject=subject)
        out.write_bytes(content)
    except (CallerError, ImpactNotFoundError, NoPdfError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    except OSError as reason:
        print(f"{given.out!r} cannot be written: {reason.strerror}. Choose another place.", file=sys.stderr)
        return USAGE
    print(json.dumps(_as_json(found, given.out)) if given.json else "\n".join([*impact_lines(found), f"\n{given.out}"]))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath report impact", description=__doc__)
    parser.add_argument("--from", dest="from_date", required=True, type=iso_date, metavar="DATE", help="the first day")
    parser.add_argument("--to", dest="to_date", required=True, type=iso_date, metavar="DATE", help="the last day")
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="where to put it: .pdf, .html or .csv by its ending"
    )
    parser.add_argument("--inside", action="store_true", help="hide no small numbers; then it is not for release")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _refusal(from_date: date, to_date: date, out: Path) -> str:
    if to_date < from_date:
        return f"{to_date} is before {from_date}. Give the first day first."
    if to_date > clock.today():
        return f"{to_date} has not come. Give a period that is over."
    if out.suffix not in ENDINGS:
        return f"{str(out)!r} must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
    return ""


def _viewer(caller: Caller) -> Viewer:
    """Return who asks; whoever may run commands on the server sees what a manager does."""
    return caller.viewer or Viewer(
        user_id=0,
        user=caller.by.user,
        name="the console",
        organisation_id=caller.organisation.pk,
        organisation=caller.organisation.code,
        role=MANAGER,
    )


def _content(found: ImpactFound, ending: str) -> bytes:
    if ending == ".csv":
        return impact_csv(found).encode()
    page = impact_page(found)
    return pdf_of(page) if ending == ".pdf" else page.encode()


def _as_json(found: ImpactFound, out: str) -> dict[str, object]:
    figures = {name: None if each.value is None else float(each.value) for name, each in found.figures.items()}
    return {
        "from": found.report.from_date.isoformat(),
        "to": found.report.to_date.isoformat(),
        "known_at": found.known_at.isoformat(),
        "out": out,
        "for_release": not found.is_whole,
        "figures": figures,
        "symbols": {name: each.symbol.value for name, each in found.figures.items() if each.symbol},
    }
