"""`towpath wards FILE`: keep which postcode lies in which ward, or with no file show what is kept."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from towpath import clock
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.imports.ward_files import read_ward_file
from towpath.organisation.actions import AlreadyWithdrawnError, load_wards, withdraw_wards
from towpath.organisation.queries import current_wards, wards_of
from towpath.rules.wards import WardsRefusedError, wards_in_order, words_of_read

USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Keep, show or take back a look-up of wards and return 0, or 2 where it cannot be done."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.file and given.withdraw:
        parser.error("--withdraw takes back what is kept, so it goes without a file")
    if not given.file and (given.area or given.names):
        parser.error("--area and --names say how to read a look-up, so they go with its FILE")
    try:
        caller = caller_of(given)
        if not caller.may("settings.change"):
            raise CallerError(f"{given.as_user!r} may not load wards. Ask who may change settings.")
        if given.file:
            _keep(caller, given)
        elif given.withdraw:
            _withdraw(caller)
        _show(caller, as_json=given.json)
    except (CallerError, WardsRefusedError, AlreadyWithdrawnError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath wards", description=__doc__)
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="", help="the look-up: ONS's, or one with a postcode and a ward"
    )
    parser.add_argument("--area", default="", help="the council's GSS code, such as E08000014, in a national look-up")
    parser.add_argument("--names", metavar="FILE", default="", help="ward names and codes, where FILE has codes alone")
    parser.add_argument("--withdraw", action="store_true", help="take back the look-up; the one before it holds again")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _keep(caller: Caller, given: argparse.Namespace) -> None:
    for file in filter(None, (given.file, given.names)):
        if not Path(file).is_file():
            raise WardsRefusedError(f"{file!r} is no file. Give the look-up: towpath wards FILE.csv")
    names = (Path(given.names), given.names) if given.names else None
    read = read_ward_file(Path(given.file), given.file, area=given.area, names=names)
    load_wards(caller.organisation, read=read, file_name=Path(given.file).name, by=caller.by, at=clock.now())
    for line in words_of_read(read):
        print(line, file=sys.stderr)


def _withdraw(caller: Caller) -> None:
    held = current_wards(caller.organisation)
    if held is None:
        raise WardsRefusedError(f"{caller.organisation.name} has no look-up of wards to take back.")
    withdraw_wards(held, by=caller.by, at=clock.now())


def _show(caller: Caller, *, as_json: bool) -> None:
    held = current_wards(caller.organisation)
    counted = list(wards_in_order((wards_of(caller.organisation) or {}).values()))
    if as_json:
        wards = [{"code": ward.code, "name": ward.name, "postcodes": count} for ward, count in counted]
        print(json.dumps({"file": held.file_name if held else None, "wards": wards}, ensure_ascii=False))
        return
    if held is None:
        print(f"{caller.organisation.name} has no look-up of wards: places are told by postcode sector.")
        return
    kept = f"{_counted(held.wards, 'ward')} and {_counted(held.postcodes, 'postcode')}"
    print(f"{caller.organisation.name}: {kept}, from {held.file_name}.")
    for ward, count in counted:
        print(f"  {'  '.join(filter(None, (ward.name, ward.code, _counted(count, 'postcode'))))}")


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
