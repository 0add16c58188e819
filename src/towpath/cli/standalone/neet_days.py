"""`towpath neet-days`: how many days of a window young people were NEET, from a file of activities."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from towpath.analysis.assumptions import Assumption, assumptions_of
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.files import FileNotFound, FileRefused
from towpath.analysis.neet_days import (
    MeanDays,
    NotKnown,
    PersonDays,
    counted,
    days_by_person,
    days_one_by_one,
    mean_days,
)
from towpath.analysis.out import OutRefused, check_out, write_people
from towpath.analysis.population import Wanted, load_population
from towpath.analysis.spells import build_spells
from towpath.cli.arguments import iso_date
from towpath.cli.standalone.population import (
    add_population,
    basis_as_json,
    basis_as_text,
    exit_code,
    tell_problems,
    tell_usage,
)
from towpath.rules.problems import Problem

NOT_KNOWN_WORDS = {
    NotKnown.EXCLUDE: "People with no known day are in no mean of days NEET; others' days are counted, not scaled.",
    NotKnown.NEET: "Days not known count as NEET.",
    NotKnown.NOT_NEET: "Days not known count as not NEET.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The days of each person, what they rest on, and what was wrong with the files."""

    people: Sequence[PersonDays] = ()
    assumes: Sequence[Assumption] = ()
    problems: Sequence[Problem] = field(default=())


def main(arguments: Sequence[str]) -> int:
    """Print the means and return 0, 1 where a row was left out or a file refused, or 2 for wrong usage."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.first > given.last:
        parser.error(f"--from {given.first} is after --to {given.last}.")
    out: Path | None = given.out
    try:
        if out:
            check_out(out)
        answer = _answer(given)
        if out:
            write_people(out, answer.people)
    except (FileNotFound, OutRefused) as reason:
        return tell_usage(reason)
    means = mean_days(answer.people)
    if given.json:
        basis = basis_as_json(given.overlay, given.last, given.currency, answer.assumes, answer.problems)
        print(json.dumps({**asdict(means), "not_known": given.not_known, **basis}))
    else:
        print("\n".join(_as_text(given, means, answer)))
        tell_problems(answer.problems)
    return exit_code(answer.problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath neet-days", description=__doc__)
    add_population(parser, people_compulsory=False)
    parser.add_argument("--from", dest="first", type=iso_date, required=True, metavar="DATE", help="the first day")
    parser.add_argument("--to", dest="last", type=iso_date, required=True, metavar="DATE", help="the last day")
    parser.add_argument(
        "--not-known",
        choices=[rule.value for rule in NotKnown],
        default=NotKnown.EXCLUDE.value,
        help="how days not known count (default: %(default)s)",
    )
    parser.add_argument("--engine", choices=["duckdb", "python"], default="duckdb")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write one row a person, CSV or Parquet")
    return parser


def _answer(given: argparse.Namespace) -> Answer:
    with open_engine() as connection:
        try:
            problems = load_population(
                connection,
                given.activities,
                given.people,
                given.overlay,
                wanted=Wanted(birth_date=False, area=False),
                needs_recorded=False,
            )
        except FileRefused as refused:
            return Answer(problems=refused.problems)
        return Answer(
            people=_people(given, connection),
            assumes=assumptions_of(connection, given.overlay, last=given.last, with_currency=given.currency == "on"),
            problems=problems,
        )


def _people(given: argparse.Namespace, connection: Connection) -> list[PersonDays]:
    first, last, with_currency = given.first, given.last, given.currency == "on"
    if given.engine == "python":
        windows = days_one_by_one(connection, given.overlay, first=first, last=last, with_currency=with_currency)
    else:
        build_spells(connection, given.overlay, with_currency=with_currency)
        windows = days_by_person(connection, first=first, last=last)
    return counted(windows, NotKnown(given.not_known))


def _as_text(given: argparse.Namespace, means: MeanDays, answer: Answer) -> list[str]:
    window = (given.last - given.first).days + 1
    with_days = means.people - means.people_without_days
    return [
        f"Days NEET from {given.first} to {given.last}, {window} days",
        f"  {_days(means.mean_days)} on average over {means.people_in_mean:,} of {means.people:,} people",
        f"  {_days(means.mean_days_any)} on average over the {means.people_with_any:,} with any",
        f"  {_days(means.not_known_mean_days)} not known, on average over {with_days:,} people",
        f"  {means.people_partial:,} turned 18 or left before the end: their days stop there",
        f"  {means.people_without_days:,} of them had no day in the window: they are in no mean",
        "",
        NOT_KNOWN_WORDS[NotKnown(given.not_known)],
        *basis_as_text(given.overlay, given.last, given.currency, answer.assumes),
    ]


def _days(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} days"
