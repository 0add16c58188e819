"""
What is true of each young person besides who they are: schooling, need, circumstances. These are the causes in the
model.
"""

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from towpath.demo.borough.people import Person
from towpath.demo.borough.places import Home, School, load_map, make_home

SESSIONS_POSSIBLE = 146
"""Half-day sessions in the invented autumn term: 73 days."""


@dataclass(frozen=True, slots=True)
class Facts:
    """
    One person's true circumstances.

    `sen` is N, K (support) or E (plan). `characteristics` are published codes. `attendance` is a percentage of the
    autumn term. `attainment` is in standard deviations. `school` is the one attended in or up to Year 11, None where
    there was none here. `schooling` is here, outside, independent, home or missing. `late_luck` is what no record
    holds.
    """

    fsm: bool
    sen: str
    characteristics: frozenset[str]
    attendance: float
    attainment: float
    suspensions: int
    excluded: bool
    child_in_need: bool
    in_year_move: bool
    custody: str
    sharing_limited: bool
    in_care_elsewhere: str
    school: School | None
    schooling: str
    stays_for_sixth_form: bool
    late_luck: float

    def has(self, code: str) -> bool:
        return code in self.characteristics

    @property
    def is_vulnerable(self) -> bool:
        return bool(self.characteristics - {"120", "180"})


def make_facts(shape: Mapping[str, Any], people: Sequence[Person], rng: random.Random) -> dict[str, Facts]:
    """
    Return each person's facts by id. Published shares are met in each year group exactly, by taking those with the
    highest drawn score.
    """
    by_year: dict[tuple[int, bool, str], list[Person]] = defaultdict(list)
    for person in people:
        by_year[person.year_group, person.is_ours, person.held_for].append(person)
    facts: dict[str, Facts] = {}
    for (year, resident, held_for), group in sorted(by_year.items()):
        facts |= _year_facts(shape, year, resident, held_for, group, rng)
    return facts


def pick_share(people: Sequence[Person], share: float, score: Mapping[str, float], rng: random.Random) -> set[str]:
    """
    Return the ids of a share of people, the likelier the higher their score (logit scale): a weighted draw without
    replacement.
    """
    ranked = sorted(
        people, key=lambda p: (-score.get(p.id, 0.0) + math.log(-math.log(1.0 - rng.random() + 1e-12) + 1e-12), p.id)
    )
    return {person.id for person in ranked[: round(len(people) * share)]}


def _year_facts(
    shape: Mapping[str, Any], year: int, resident: bool, held_for: str, people: list[Person], rng: random.Random
) -> dict[str, Facts]:
    rates = shape["facts"]
    poor = {p.id: p.home.deprivation + rng.gauss(0, 0.8) for p in people}
    fsm = pick_share(people, rates["fsm"], {k: 0.9 * v for k, v in poor.items()}, rng)
    need = {p.id: 0.35 * poor[p.id] + (0.6 if p.gender == "M" else 0.0) for p in people}
    plans = pick_share(people, 1.0 if held_for == "plan" else rates["plans"], need, rng)
    rest = [p for p in people if p.id not in plans]
    support = pick_share(rest, rates["school_support"] * len(people) / max(1, len(rest)), need, rng)
    hardship = {p.id: 0.6 * poor[p.id] + 0.5 * (p.id in support) + 0.6 * (p.id in plans) for p in people}
    vulnerable = pick_share(people, 1.0 if held_for == "care" else rates["vulnerable"], hardship, rng)
    drawn = {
        name: pick_share(people, rates[name], {k: 0.8 * v for k, v in hardship.items()}, rng)
        for name in (
            "child_in_need",
            "in_year_move",
            "caring_for_own_child",
            "sharing_limited",
            "custody_under_18",
            "custody_young_adult",
        )
    }
    pregnant = pick_share(
        [p for p in people if p.gender == "F"], rates["pregnant"] * 2 if year >= 11 else 0.0, hardship, rng
    )
    result = {}
    for p in people:
        codes = _reasons(rates["vulnerable_reasons"], p, held_for, rng) if p.id in vulnerable else set()
        if p.id in drawn["caring_for_own_child"] and year >= 11:
            codes.add("120")
        if p.id in pregnant:
            codes.add("180")
        sen = "E" if p.id in plans else "K" if p.id in support else "N"
        trouble = 0.5 * poor[p.id] + 1.2 * bool(codes) + 0.4 * (sen != "N")
        attendance = min(100.0, max(4.0, 100.0 - math.exp(rng.gauss(1.45 + 0.33 * trouble, 0.75))))
        attainment = rng.gauss(
            0.25 - 0.35 * poor[p.id] - 0.9 * (sen == "E") - 0.5 * (sen == "K") - 0.3 * bool(codes), 0.85
        )
        suspended = rng.random() < 1 / (1 + math.exp(3.1 - 0.7 * trouble))
        school, schooling = _schooling(rates, p, sen, codes, resident, rng)
        if schooling == "missing" and year > 11:
            schooling, school = "outside", None
        result[p.id] = Facts(
            fsm=p.id in fsm,
            sen=sen,
            characteristics=frozenset(codes),
            attendance=attendance,
            attainment=attainment,
            suspensions=1 + min(6, int(rng.expovariate(0.7))) if suspended else 0,
            excluded=suspended and rng.random() < 0.04,
            child_in_need=p.id in drawn["child_in_need"] or bool(codes & {"110"}),
            in_year_move=p.id in drawn["in_year_move"],
            custody=_custody(p.id, year, drawn),
            sharing_limited=p.id in drawn["sharing_limited"],
            in_care_elsewhere=rng.choice(load_map().neighbours)[0] if "110" in codes and rng.random() < 0.2 else "",
            school=school,
            schooling=schooling,
            stays_for_sixth_form=rng.random() < 0.72,
            late_luck=rng.gauss(0, shape["neet"]["luck"]),
        )
    return result


def _reasons(weights: Mapping[str, float], person: Person, held_for: str, rng: random.Random) -> set[str]:
    """
    Return why somebody is in the vulnerable group; leaving care needs an age of 16 or more, asylum a first language
    that is not English.
    """
    allowed = {
        code: weight
        for code, weight in weights.items()
        if (code != "160" or person.year_group >= 12)
        and (code != "110" or person.year_group <= 13)
        and (code != "130" or person.first_language != "ENG")
    }
    if person.first_language in {"TIR", "KUR", "PUS", "AMR"}:
        allowed["130"] = allowed.get("130", 5) * 30
    first = "160" if held_for == "care" else rng.choices(list(allowed), list(allowed.values()))[0]
    codes = {first}
    if first == "130" and person.year_group <= 13:
        codes.add("110")
    if rng.random() < 0.33:
        codes.add(rng.choices(list(allowed), list(allowed.values()))[0])
    return codes - {"110"} if "160" in codes else codes


def _custody(person_id: str, year: int, drawn: Mapping[str, set[str]]) -> str:
    if year in (10, 11, 12) and person_id in drawn["custody_under_18"]:
        return "290" if year > 11 else "130"
    return "710" if year >= 13 and person_id in drawn["custody_young_adult"] else ""


def _schooling(
    rates: Mapping[str, Any], person: Person, sen: str, codes: set[str], resident: bool, rng: random.Random
) -> tuple[School | None, str]:
    """Return where they learn or learned up to Year 11: school here, or outside, independent, home or missing."""
    schools = load_map().schools
    if resident:
        draw = rng.random()
        for name, schooling in (
            ("missing_education", "missing"),
            ("home_educated", "home"),
            ("independent_school", "independent"),
            ("educated_outside", "outside"),
        ):
            if draw < rates[name]:
                return None, schooling
            draw -= rates[name]
    kind = (
        "special"
        if sen == "E" and rng.random() < 0.5
        else "alternative"
        if "200" in codes and rng.random() < 0.75
        else "mainstream"
    )
    choices = [s for s in schools if s.kind == kind and s.gender in ("", person.gender)]
    near = [s.roll * (4.0 if s.outward == person.home.postcode.split()[0] else 1.0) for s in choices]
    return rng.choices(choices, near)[0], "here"


def place_in_care(people: Sequence[Person], facts: Mapping[str, Facts], rng: random.Random) -> list[Person]:
    """
    Return the people with those in care, leaving care or seeking asylum alone living where they are placed.

    Some share a children's home or supported lodgings, so one address holds several who are not a family; some are
    placed outside the borough, which stays responsible for them.
    """
    here, outside = load_map().districts, load_map().outside
    children = [make_home(rng.choice(here), rng) for _ in range(3)]
    lodgings = [make_home(rng.choice(here), rng) for _ in range(3)]
    placed = []
    for person in people:
        own, draw = facts[person.id], rng.random()
        home: Home | None = None
        if not person.is_ours or not (own.characteristics & {"110", "130", "160"}):
            placed.append(person)
            continue
        if own.has("110"):
            home = (
                rng.choice(children)
                if draw < 0.12
                else make_home(rng.choice(outside), rng)
                if draw < 0.24
                else make_home(rng.choice(here), rng)
                if draw < 0.85
                else None
            )
        elif draw < 0.4:
            home = rng.choice(lodgings)
        placed.append(replace(person, placement=home))
    return placed
