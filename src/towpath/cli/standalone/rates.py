"""`towpath rates`: NEET and not-known rates of each area at each month's end, from files of activities and people."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from towpath.analysis.assumptions import Assumption, assumptions_of
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.files import FileNotFound, FileRefused
from towpath.analysis.population import Wanted, load_population
from towpath.analysis.rates import MonthRates, monthly_rates, monthly_rates_one_by_one, put_months
from towpath.analysis.spark import SparkMissing, monthly_rates_on_spark, require_spark
from towpath.analysis.spells import build_spells
from towpath.cli.arguments import iso_date, month
from towpath.cli.standalone.population import (
    add_population,
    aligned,
    basis_as_json,
    basis_as_text,
    exit_code,
    tell_problems,
    tell_usage,
)
from towpath.rules.dates import month_end
from towpath.rules.problems import Problem

COHORT_WORDS = (
    "The cohort is everyone of academic age 16 or 17 on the last day of the month, without those in young adult custody"
    " (710)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rates asked for, what they rest on, and what was wrong with the files."""

    months: Sequence[MonthRates] = ()
    assumes: Sequence[Assumption] = ()
    problems: Sequence[Problem] = field(default=())


def main(arguments: Sequence[str]) -> int:
    """Print the rates and return 0, 1 where a row was left out or a file refused, or 2 for wrong usage."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.first > given.last:
        parser.error(f"--from {given.first:%Y-%m} is after --to {given.last:%Y-%m}.")
    try:
        answer = _answer(given)
    except (FileNotFound, SparkMissing) as reason:
        return tell_usage(reason)
    if given.json:
        print(json.dumps(_as_json(given, answer)))
    else:
        print("\n".join(_as_text(given, answer)))
        tell_problems(answer.problems)
    return exit_code(answer.problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath rates", description=__doc__)
    add_population(parser, people_compulsory=True)
    parser.add_argument("--from", dest="first", type=month, required=True, metavar="YYYY-MM", help="the first month")
    parser.add_argument("--to", dest="last", type=month, required=True, metavar="YYYY-MM", help="the last month")
    parser.add_argument("--known-on", type=iso_date, metavar="DATE", help="count only what was recorded by that day")
    parser.add_argument("--engine", choices=["duckdb", "python", "spark"], default="duckdb")
    return parser


def _answer(given: argparse.Namespace) -> Answer:
    if given.engine == "spark":
        require_spark()
    with open_engine() as connection:
        try:
            problems = load_population(
                connection,
                given.activities,
                given.people,
                given.overlay,
                wanted=Wanted(birth_date=True, area=True),
                needs_recorded=given.known_on is not None,
            )
        except FileRefused as refused:
            return Answer(problems=refused.problems)
        assumes = assumptions_of(
            connection, given.overlay, last=month_end(given.last), with_currency=given.currency == "on"
        )
        return Answer(months=_months(given, connection), assumes=assumes, problems=problems)


def _months(given: argparse.Namespace, connection: Connection) -> list[MonthRates]:
    first, last, with_currency = given.first, given.last, given.currency == "on"
    if given.engine == "python":
        return monthly_rates_one_by_one(
            connection, given.overlay, first=first, last=last, known_on=given.known_on, with_currency=with_currency
        )
    build_spells(connection, given.overlay, known_on=given.known_on, with_currency=with_currency)
    if given.engine == "spark":
        put_months(connection, first=first, last=last)
        return monthly_rates_on_spark(connection)
    return monthly_rates(connection, first=first, last=last)


def _as_json(given: argparse.Namespace, answer: Answer) -> dict[str, object]:
    months = [
        {
            "month": f"{rates.month_end:%Y-%m}",
            "area": rates.area,
            "cohort": rates.cohort,
            "eet": rates.eet,
            "neet": rates.neet,
            "not_known": rates.not_known,
            "neet_percent": rates.neet_percent,
            "not_known_percent": rates.not_known_percent,
            "combined_percent": rates.combined_percent,
        }
        for rates in answer.months
    ]
    known_on: date | None = given.known_on
    return {
        "months": months,
        "known_on": known_on.isoformat() if known_on else None,
        **basis_as_json(given.overlay, month_end(given.last), given.currency, answer.assumes, answer.problems),
    }


def _as_text(given: argparse.Namespace, answer: Answer) -> list[str]:
    headings = ["Month", "Area", "Cohort", "EET", "NEET", "%", "Not known", "%", "Together", "%"]
    rows = [
        [
            f"{rates.month_end:%Y-%m}",
            rates.area,
            f"{rates.cohort:,}",
            f"{rates.eet:,}",
            f"{rates.neet:,}",
            _percent(rates.neet_percent),
            f"{rates.not_known:,}",
            _percent(rates.not_known_percent),
            f"{rates.neet + rates.not_known:,}",
            _percent(rates.combined_percent),
        ]
        for rates in answer.months
    ]
    known = [f"As known on {given.known_on}."] if given.known_on else []
    return [
        *aligned([headings, *rows]),
        "",
        COHORT_WORDS,
        *known,
        *basis_as_text(given.overlay, month_end(given.last), given.currency, answer.assumes),
    ]


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}%"
