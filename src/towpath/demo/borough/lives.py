"""
What became of each leaver, day by day, with support and without it.

The arrows: facts move the chance and the length of a NEET spell; those of them that the school's list shows give
points, and the points move the chance of being supported; support takes a share of the days of each NEET spell begun in
the first six months; luck moves the outcome alone. So the supported are riskier than the rest, and a fair evaluation
must say so before it can find the effect.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from towpath.demo.borough.facts import Facts
from towpath.demo.borough.indicators import indicator_cells, points_of
from towpath.demo.borough.paths import Spell, fill_paths
from towpath.demo.borough.people import Person
from towpath.rules.dates import academic_year

ADVISERS = (
    "Priscilla Ainscough",
    "Tomasz Wróbel",
    "Denise Hollingworth",
    "Imran Qureshi",
    "Bronwen Parry",
    "Callum Threlfall",
    "Ngozi Okafor",
    "Joanne Fazackerley",
    "Marlon Pinnock",
    "Siobhán Tierney",
    "Harpreet Sandhu",
    "Lesley Wignall",
    "Karwan Haddad",
    "Beth Rimmer",
    "Osian Vaughan",
    "Ruth Entwistle",
)


@dataclass(frozen=True, slots=True)
class Support:
    """One-to-one support: who gave it, from when, at which level of need (1 intensive, 2 supported)."""

    adviser: str
    start_date: date
    level: int


@dataclass(frozen=True, slots=True)
class Life:
    """
    One leaver's true course.

    `predictor` is the logit the outcome was drawn from, luck left out; `days_without` and `days_with` are NEET days
    in the first six months, both ways; `spells` are what really happened, without gaps, from the first September to
    the day of the demo.
    """

    left_school: int
    predictor: float
    at_risk: bool
    support: Support | None
    days_without: int
    days_with: int
    spells: tuple[Spell, ...]


def first_six_months(left_school: int, on: date) -> tuple[date, date]:
    """Return the first and last day of a leaver's first six months so far: 1 September to the end of February."""
    return date(left_school, 9, 1), min(on, date(left_school + 1, 3, 1) - timedelta(days=1))


def predictor(weights: Mapping[str, float], facts: Facts) -> float:
    """Return the linear predictor of being NEET, luck left out."""
    codes = {
        "110": "looked_after",
        "130": "asylum",
        "140": "carer",
        "150": "substance",
        "160": "care_leaver",
        "170": "youth_justice",
        "190": "parent",
        "120": "parent",
        "180": "parent",
        "200": "alternative_provision",
        "210": "mental_health",
    }
    reasons = sorted((weights[name] for name in {codes[code] for code in facts.characteristics}), reverse=True)
    return (
        weights["base"]
        + weights["fsm"] * facts.fsm
        + weights["sen_support"] * (facts.sen == "K")
        + weights["sen_plan"] * (facts.sen == "E")
        + weights["attendance_per_point_below_94"] * max(0.0, 94.0 - max(facts.attendance, 60.0))
        + sum(weight * share for weight, share in zip(reasons, (1.0, 0.5, 0.3, 0.2, 0.1), strict=False))
        + weights["child_in_need"] * facts.child_in_need
        + weights["suspension"] * min(facts.suspensions, 3)
        + weights["attainment"] * facts.attainment
        + weights["in_year_move"] * facts.in_year_move
        + weights["home_educated"] * (facts.schooling == "home")
    )


def make_lives(
    shape: Mapping[str, Any],
    people: Sequence[Person],
    facts: Mapping[str, Facts],
    on: date,
    rng: random.Random,
    paths: random.Random,
) -> dict[str, Life]:
    """
    Return the life of each of the borough's people past Year 11, by person id, up to `on`. What they do between gaps
    draws from `paths` alone.
    """
    leavers = [p for p in people if p.is_ours and p.year_group >= 12]
    risk = {p.id: predictor(shape["neet"], facts[p.id]) for p in leavers}
    points = {p.id: points_in_year_11(shape["support"], p, facts[p.id], on) for p in leavers}
    lives = {}
    for person in leavers:
        own = facts[person.id]
        left_school = academic_year(on) - (person.year_group - 12)
        support = None
        at_risk = points[person.id] >= shape["support"]["least_points"]
        if at_risk and rng.random() < _chance_of_support(shape["support"], points[person.id]):
            started = date(left_school, 1, 6) + timedelta(days=rng.randrange(150))
            level = 1 if points[person.id] >= shape["support"]["intensive_points"] else 2
            support = Support(rng.choice(ADVISERS), started, level)
        gaps = _gaps(shape["neet"], risk[person.id], own.late_luck, left_school, on, rng)
        cut = shape["support"]["days_cut"] * (1 + shape["support"]["days_cut_spread"] * (2 * rng.random() - 1))
        eased = [
            (start, max(1, round(days * (1 - cut))) if start < date(left_school + 1, 3, 1) else days)
            for start, days in gaps
        ]
        window = first_six_months(left_school, on)
        real = eased if support else gaps
        spells = fill_paths(shape["paths"], person, own, real, left_school, on, paths)
        lives[person.id] = Life(
            left_school,
            risk[person.id],
            at_risk,
            support,
            _days_inside(gaps, *window),
            _days_inside(eased, *window),
            tuple(spells),
        )
    return lives


def points_in_year_11(shape: Mapping[str, Any], person: Person, facts: Facts, on: date) -> int:
    """Return the points that a leaver's school gave them on its list of Year 11; 0 where no school here did."""
    if facts.school is None or facts.sharing_limited or person.held_for != "cohort":
        return 0
    told = indicator_cells(person, facts, facts.school, autumn_of_year_11(person, on))
    # Care is the council's to tell, so that nobody is chosen by what the kept list does not show.
    return points_of(told | {"in_care": None}, shape["scheme"])


def autumn_of_year_11(person: Person, on: date) -> int:
    """Return the year of the autumn term that somebody past Year 11 spent in it."""
    return academic_year(on) - (person.year_group - 11)


def _chance_of_support(shape: Mapping[str, Any], points: int) -> float:
    chance = shape["supported_at_least_points"]
    return _logistic(math.log(chance / (1 - chance)) + shape["steeper_with_points"] * (points - shape["least_points"]))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _gaps(
    weights: Mapping[str, float], risk: float, luck: float, left_school: int, on: date, rng: random.Random
) -> list[tuple[date, int]]:
    """
    Return a person's NEET spells without support as (start, days), in order and apart: at leaving, after dropping
    out, at later Septembers.
    """
    value = risk + luck
    longer = 1 + weights["longer_with_risk"] * max(0.0, value - weights["base"])
    chances = [(date(left_school, 9, 1), weights["mean_days_at_leaving"], value)]
    for year in range(left_school, min(on.year, left_school + 3) + 1):
        term = min(int(rng.betavariate(1.3, 2.2) * 300), 299)
        chances.append(
            (
                date(year, 9, 15) + timedelta(days=term),
                weights["mean_days_after_dropout"],
                value + weights["autumn_dropout"],
            )
        )
        chances.append((date(year + 1, 9, 1), weights["mean_days_at_leaving"], value + weights["second_year"]))
    gaps: list[tuple[date, int]] = []
    free_from = date(left_school, 9, 1)
    for start, mean, chance in chances:
        draw, length = rng.random(), rng.random()
        if start < free_from or start > on or draw >= _logistic(chance):
            continue
        days = max(3, round(-mean * longer * math.log(1 - 0.995 * length)))
        gaps.append((start, days))
        free_from = start + timedelta(days=days + 30)
    return gaps


def _days_inside(gaps: Sequence[tuple[date, int]], first: date, last: date) -> int:
    """Return the days of the gaps that fall in a window, both ends counted."""
    return sum(
        max(0, (min(start + timedelta(days=days - 1), last) - max(start, first)).days + 1) for start, days in gaps
    )


def make_early_support(
    shape: Mapping[str, Any], people: Sequence[Person], facts: Mapping[str, Facts], on: date, rng: random.Random
) -> dict[str, Support]:
    """
    Return who in Years 9 to 11 is supported now, by person id: some of the riskiest of each year, likelier in Year
    11.
    """
    found = {}
    for year, chance in ((9, 0.15), (10, 0.3), (11, 0.45)):
        group = [p for p in people if p.year_group == year and p.is_ours]
        group.sort(key=lambda p: (-predictor(shape["neet"], facts[p.id]), p.id))
        for person in group[: round(len(group) * shape["support"]["at_risk_share"])]:
            if rng.random() < chance:
                found[person.id] = Support(
                    rng.choice(ADVISERS), on - timedelta(days=rng.randint(10, 200)), rng.choice((1, 2, 2))
                )
    return found
