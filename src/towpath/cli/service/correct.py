"""`towpath correct FILE`: keep a council's own dated corrections of published lists, and follow them from now on."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from towpath import clock
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.organisation.actions import correct_standards, withdraw_correction
from towpath.organisation.models import Overlay
from towpath.standards import StandardsError
from towpath.tracking.actions import rebuild_all_spells

USAGE = 2


class _RefusedError(Exception):
    """Nothing was kept; the words say why and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Keep or withdraw corrections and return 0, or 2 where they cannot be kept; every spell then follows them."""
    given = _parser().parse_args(arguments)
    try:
        caller = caller_of(given)
        name = given.name or _name_of(given.file)
        if not caller.may("settings.change"):
            raise _RefusedError(f"{given.as_user!r} may not correct published lists. Ask who may change settings.")
        (_withdraw if given.withdraw else _keep)(caller, name, given.file)
    except (CallerError, StandardsError, _RefusedError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    spells = rebuild_all_spells(
        organisation=caller.organisation,
        by=caller.by,
        at=clock.now(),
        progress=None if given.json else _show_progress,
    )
    if given.json:
        print(json.dumps({"name": name, "withdrawn": given.withdraw, "spells": spells}))
    else:
        done = "Withdrawn" if given.withdraw else "Kept"
        print(f"{done}: corrections {name!r} of {caller.organisation.name}. {spells} spells were worked out again.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath correct", description=__doc__)
    parser.add_argument("file", metavar="FILE", nargs="?", default="", help="the corrections, in TOML")
    parser.add_argument(
        "--name",
        help="what to call them, in at most 64 letters, digits and hyphens; those kept under it before no longer hold "
        "(default: FILE's)",
    )
    parser.add_argument("--withdraw", action="store_true", help="take back the corrections of that name")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _name_of(file: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", Path(file).stem.lower()).strip("-")


def _keep(caller: Caller, name: str, file: str) -> None:
    if not file:
        raise _RefusedError("Give the file of the corrections: towpath correct FILE.toml")
    if not name:
        raise _RefusedError(f"{file!r} gives the corrections no name. Give one with --name.")
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise _RefusedError(f"{file!r} cannot be read: {reason}. Give a TOML file in UTF-8.") from None
    correct_standards(caller.organisation, name=name, text=text, by=caller.by, at=clock.now())


def _withdraw(caller: Caller, name: str, file: str) -> None:
    kept = Overlay.objects.filter(organisation=caller.organisation, withdrawn_at__isnull=True)
    rows = list(kept.filter(name=name))
    if not rows:
        names = ", ".join(sorted(set(kept.values_list("name", flat=True)))) or "none"
        raise _RefusedError(f"No corrections of the name {name!r} are in force. In force: {names}.")
    for overlay in rows:
        withdraw_correction(overlay, by=caller.by, at=clock.now())


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done} of {total} people", end="" if done < total else "\n", file=sys.stderr, flush=True)
