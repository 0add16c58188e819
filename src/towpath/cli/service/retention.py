"""`towpath retention --dry-run`: count what is past the time it is kept, and what a hold keeps. Nothing is deleted."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from towpath import clock
from towpath.cli.arguments import iso_date
from towpath.cli.service.caller import CallerError, add_caller_arguments, caller_of
from towpath.privacy.keeping import CategoryDue, DryRun, dry_run
from towpath.privacy.queries import get_dry_run

USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Print what would go on a day and return 0, or 2 where the caller may not ask."""
    given = _parser().parse_args(arguments)
    try:
        caller = caller_of(given)
    except CallerError as reason:
        print(reason, file=sys.stderr)
        return USAGE
    on = given.on or clock.today()
    found = get_dry_run(caller.viewer, on) if caller.viewer else dry_run(caller.organisation, on)
    if found is None:
        print(f"{given.as_user!r} may not see what is due to be deleted. Ask who may.", file=sys.stderr)
        return USAGE
    if given.json:
        print(json.dumps(_told(found)))
    else:
        print("\n".join(_lines(found, caller.organisation.name)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath retention", description=__doc__)
    # It is asked for by name, so that no habit of typing the command ever deletes once there is a deletion.
    parser.add_argument("--dry-run", action="store_true", required=True, help="count, and delete nothing")
    parser.add_argument("--on", metavar="DATE", type=iso_date, help="as on this day (default: today)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _lines(found: DryRun, council: str) -> list[str]:
    lines = [f"{council} on {found.on}: what is past the time it is kept. Nothing was deleted.", ""]
    for each in found.categories:
        lines += [f"{each.category.words}  (retention.{each.category.code} = {each.months} months)"]
        lines += [f"    {_source(each)}"]
        lines += [f"    Due: {each.rows} rows of {each.people} people. {_kept(each)}"]
    held = sum(bool(each.held_for) for each in found.people)
    lines += ["", f"Whole records past their time: {len(found.people)}, of which a hold keeps {held}."]
    return lines


def _kept(each: CategoryDue) -> str:
    return f"Kept by a hold: {each.held_rows} rows of {each.held_people} people. Not known when: {each.not_known}."


def _source(each: CategoryDue) -> str:
    return "The council’s own choice." if each.is_chosen else f"{each.category.source}."


def _told(found: DryRun) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "deleted": 0,
        "categories": [
            {
                "category": each.category.code,
                "months": each.months,
                "from": each.category.event.value,
                "is_chosen": each.is_chosen,
                "source": each.category.source,
                "rows": each.rows,
                "people": each.people,
                "held_rows": each.held_rows,
                "held_people": each.held_people,
                "not_known": each.not_known,
            }
            for each in found.categories
        ],
        "whole_records": len(found.people),
        "whole_records_held": sum(bool(each.held_for) for each in found.people),
    }
