"""`towpath benchmark load FILE…`, `show` and `years`: councils' published figures, in and out."""

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from towpath import clock
from towpath.access import Viewer
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.insight.actions import Loaded, UnknownFileError, load_benchmark
from towpath.insight.queries import (
    AreaNotFoundError,
    Benchmark,
    Compared,
    Group,
    NoFiguresError,
    list_standings,
    show_benchmark,
)
from towpath.rules.problems import Problem
from towpath.rules.ranks import MEASURE_TERMS, Measure

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Load files or show a figure, and return 0, 1 where something given was wrong, or 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        caller = caller_of(given)
    except CallerError as reason:
        print(reason, file=sys.stderr)
        return USAGE
    return {"load": _load, "show": _show, "years": _years}[given.action](given, caller)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath benchmark", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    load = actions.add_parser("load", help="load DfE's scorecards or statistical neighbours, as CSV")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    show = actions.add_parser("show", help="show how a council stands among the others")
    years = actions.add_parser("years", help="show how a council stood in each year, and in which none was better")
    for action in (show, years):
        action.add_argument("--area", required=True, metavar="CODE", help="the three-digit or the ONS code")
        action.add_argument(
            "--measure", required=True, type=Measure, choices=list(Measure), metavar="NAME", help=_names()
        )
    show.add_argument("--year", required=True, type=int, metavar="YYYY", help="the year in which the winter ends")
    for action in (load, show, years):
        action.add_argument("--json", action="store_true", help="print one JSON object")
        add_caller_arguments(action)
    return parser


def _names() -> str:
    return ", ".join(measure.value for measure in Measure)


def _load(given: argparse.Namespace, caller: Caller) -> int:
    try:
        files = [(path.name, path.read_bytes()) for path in given.files]
    except OSError as reason:
        print(f"{str(reason.filename)!r} cannot be read: {reason.strerror}. Check the path.", file=sys.stderr)
        return USAGE
    try:
        loaded = load_benchmark(files, organisation=caller.organisation, by=caller.by, at=clock.now())
    except UnknownFileError as reason:
        loaded = Loaded(read=0, values=0, areas=0, years=(), problems=(reason.problem,))
    if given.json:
        print(json.dumps(_loaded_as_json(loaded)))
    else:
        years = ", ".join(map(str, loaded.years)) or "no year"
        print(f"{loaded.read} rows read: {loaded.values} values of {loaded.areas} places, {years}.")
        for problem in loaded.problems:
            print(problem.message, file=sys.stderr)
    return PROBLEMS if any(problem.severity == "error" for problem in loaded.problems) else DONE


def _loaded_as_json(loaded: Loaded) -> dict[str, object]:
    return {
        "read": loaded.read,
        "values": loaded.values,
        "areas": loaded.areas,
        "years": list(loaded.years),
        "problems": [_problem_as_json(problem) for problem in loaded.problems],
    }


def _show(given: argparse.Namespace, caller: Caller) -> int:
    try:
        shown = show_benchmark(_viewer(caller), given.area, given.measure, given.year)
    except (NoFiguresError, AreaNotFoundError) as reason:
        return _nothing(given, str(reason), year=given.year)
    print(json.dumps(_shown_as_json(given.area, shown)) if given.json else "\n".join(_shown_as_text(shown)))
    return DONE


def _years(given: argparse.Namespace, caller: Caller) -> int:
    found = list_standings(_viewer(caller), given.area, given.measure)
    if not found:
        words = (
            f"No figures of {given.measure.value} speak of {given.area!r}. Load DfE's scorecard of a year that does."
        )
        return _nothing(given, words, years=[])
    if given.json:
        shown = {"area": given.area, "measure": given.measure.value, "name": found[-1].own.name}
        print(json.dumps(shown | {"years": [_shown_as_json(given.area, each) for each in found]}))
        return DONE
    for each in found:
        quintile = f", quintile {each.own.quintile}" if each.own.quintile else ""
        rank = each.rank.words if each.rank else "not ranked"
        print(f"{each.own.year}: {_percent(each.own.value, each.own.symbol)}, {rank}{quintile}")
        for group in _groups(each):
            print(f"  {group.name} ({group.dated}): {_place(group, each)}")
    print(f"Source: {found[-1].source.words}")
    return DONE


def _nothing(given: argparse.Namespace, words: str, **asked: object) -> int:
    """Say why there are no figures, and what to do, where the caller looks for it."""
    if given.json:
        problem = {"code": "no-figures", "value": given.area, "message": words}
        print(json.dumps({"area": given.area, "measure": given.measure.value, **asked, "problems": [problem]}))
    else:
        print(words, file=sys.stderr)
    return PROBLEMS


def _place(group: Group, shown: Benchmark) -> str:
    if group.rank is None or (group.is_best is None):
        return "not known, because a value is missing"
    if not group.is_best:
        return group.rank.words
    extreme = "lowest" if MEASURE_TERMS[shown.own.measure].lower_is_better else "highest"
    shared = group.sharing(shown.own.value)
    return f"joint {extreme} with {', '.join(shared)}" if shared else extreme


def _viewer(caller: Caller) -> Viewer:
    """Return the caller as a viewer; published figures are open to whoever may run commands here."""
    return Viewer(
        user_id=0,
        user=caller.by.user,
        name=caller.by.user,
        organisation_id=caller.organisation.pk,
        organisation=caller.organisation.code,
        role=caller.by.role,
    )


def _shown_as_json(area: str, shown: Benchmark) -> dict[str, object]:
    own, rank = shown.own, shown.rank
    return {
        "area": area,
        "name": own.name,
        "measure": own.measure.value,
        "year": own.year,
        "value": _number(own.value),
        "symbol": own.symbol or None,
        "count": own.count,
        "cohort": _number(own.cohort),
        "rank": rank.place if rank else None,
        "tied": rank.tied if rank else None,
        "of": rank.of if rank else None,
        "quintile": own.quintile,
        "england": _number(shown.england.value) if shown.england else None,
        "region": _number(shown.region.value) if shown.region else None,
        "region_name": own.region,
        "neighbours": [_compared_as_json(each) for each in shown.neighbours.members] if shown.neighbours else [],
        "groups": [_group_as_json(group) for group in _groups(shown)],
        "source": shown.source.words,
        "source_file": shown.source.name,
        "source_sha256": shown.source.sha256 or None,
        "loaded_at": shown.source.loaded_at.isoformat() if shown.source.loaded_at else None,
        "notes": list(shown.notes),
    }


def _groups(shown: Benchmark) -> list[Group]:
    return [*([shown.neighbours] if shown.neighbours else []), *shown.groups]


def _group_as_json(group: Group) -> dict[str, object]:
    members = [_compared_as_json(each) for each in group.members]
    rank = {"rank": group.rank.place, "tied": group.rank.tied, "of": group.rank.of} if group.rank else None
    return {"name": group.name, "dated": group.dated, "is_best": group.is_best, "place": rank, "members": members}


def _compared_as_json(each: Compared) -> dict[str, object]:
    return {
        "area": each.area,
        "name": each.name,
        "value": _number(each.value),
        "place": each.place,
        "closeness": each.closeness,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _problem_as_json(problem: Problem) -> dict[str, object]:
    names = ("sheet", "row", "column", "value", "code", "severity", "message")
    return {name: getattr(problem, name) for name in names}


def _shown_as_text(shown: Benchmark) -> list[str]:
    own = shown.own
    terms = MEASURE_TERMS[own.measure]
    counted = f", about {own.count:,} of {own.cohort:,.0f} young people" if own.count is not None else ""
    better = "lower is better" if terms.lower_is_better else "higher is better"
    lines = [
        f"{own.name}, {own.year}: {_percent(own.value, own.symbol)} {terms.words}{counted} ({terms.taken}).",
        f"Rank: {shown.rank.words}; {better}." if shown.rank else "No rank: the value was not published.",
    ]
    if own.quintile:
        lines.append(f"DfE's quintile: {own.quintile} of 5, where 1 is best.")
    beside = [each for each in (shown.england, shown.region) if each]
    lines += [f"{each.name}: {_percent(each.value, each.symbol)}" for each in beside]
    for group in _groups(shown):
        members = ", ".join(f"{each.name} {_percent(each.value, each.symbol)}" for each in group.members)
        best = {True: f" None is better than {own.name}.", False: "", None: ""}[group.is_best]
        lines.append(f"{group.name} ({group.dated}): {members}.{best}")
    return [*lines, *shown.notes, f"Source: {shown.source.words} File: {shown.source.name}."]


def _percent(value: Decimal | None, symbol: str) -> str:
    return f"{value:.1f}%" if value is not None else (symbol or "not given")
