"""What young people do between NEET spells: places, jobs, apprenticeships, and the code each is reported under."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from towpath.demo.borough.facts import Facts
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import Provider, School, load_map

COURSES = (
    "A Levels",
    "A Levels",
    "A Levels",
    "T Level Health",
    "T Level Digital",
    "T Level Education and Early Years",
    "Level 2 Motor Vehicle",
    "Level 3 Business",
    "Level 1 Hair and Beauty",
    "Level 2 Construction Multi-skills",
    "Level 3 Applied Science",
    "Level 3 Sport",
    "Level 2 Health and Social Care",
    "Entry Pathway to Work",
    "Level 3 Art and Design",
    "Level 2 Catering",
    "Level 2 Bricklaying",
    "Level 3 Computing",
    "Level 1 Skills for Life",
    "ESOL Entry 3",
)
EMPLOYERS = (
    "Saltpan Stores",
    "Curlew Care Ltd",
    "Bollard Street Bakery",
    "Ropewalk Joinery",
    "Heronwater Leisure",
    "Wharf & Daughters Scaffolding",
    "Millrace Kitchens",
    "Estuary Logistics",
    "The Oyster Bar",
    "Gorse Lane Garage",
    "Lapwing Nursery",
    "Packhorse Couriers",
)
NEET_CODES = {
    "610",
    "615",
    "616",
    "619",
    "620",
    "630",
    "640",
    "650",
    "660",
    "670",
    "680",
    "540",
}
JOBS = ("330", "330", "330", "340", "340", "350", "360", "360", "380")


@dataclass(frozen=True, slots=True)
class Spell:
    """
    One true stretch of a person's course: both dates count, and a None end is still going on. `place` is a school,
    provider or employer.
    """

    code: str
    start_date: date
    end_date: date | None
    place: str
    number: str
    ukprn: str
    course: str
    expected_end_date: date | None
    review_date: date | None

    def holds(self, on: date) -> bool:
        return self.start_date <= on and (self.end_date is None or on <= self.end_date)

    @property
    def is_neet(self) -> bool:
        return self.code in NEET_CODES


def fill_paths(
    weights: Mapping[str, float],
    person: Person,
    facts: Facts,
    gaps: Sequence[tuple[date, int]],
    left_school: int,
    on: date,
    rng: random.Random,
) -> list[Spell]:
    """
    Return spells without a gap from 1 September of the leaving year to `on`: the NEET gaps given, and places between
    them.
    """
    spells: list[Spell] = []
    start = date(left_school, 9, 1)
    for gap_start, days in gaps:
        if gap_start > start:
            spells += _places(weights, person, facts, start, gap_start - timedelta(days=1), on, rng)
        gap_end = gap_start + timedelta(days=days - 1)
        spells.append(_neet(person, facts, gap_start, gap_end if gap_end < on else None, rng))
        start = gap_end + timedelta(days=1)
    if start <= on:
        spells += _places(weights, person, facts, start, None, on, rng)
    return spells


def _places(
    weights: Mapping[str, float],
    person: Person,
    facts: Facts,
    start: date,
    end: date | None,
    on: date,
    rng: random.Random,
) -> list[Spell]:
    """Return one place after another to fill a stretch; some change course or go on to something else without a gap."""
    spells = []
    last = end or on
    while True:
        spell = _place(weights, person, facts, start, rng)
        until = spell.expected_end_date
        change = start + timedelta(days=round(rng.expovariate(weights["change_each_month"] / 30.4)) + 21)
        summer_too = timedelta(days=31 if until and (until.month, until.day) == (7, 31) else 0)
        stops = min((day for day in (until and until + summer_too, change, last) if day), default=last)
        if stops >= last:
            spells.append(replace(spell, end_date=end))
            return spells
        spells.append(replace(spell, end_date=stops))
        start = stops + timedelta(days=1)


def _likely(weights: Mapping[str, float], person: Person, facts: Facts, start: date) -> dict[str, float]:
    """Return how likely each kind of place is on a day: attainment, need, age and the time of year move it."""
    able = facts.attainment
    plan = facts.sen == "E"
    autumn = start.month in (8, 9)
    older = person.year_group > 13
    moved = {
        "school_sixth_form": (2.0**able) * (0.4 if plan else 1.0) * autumn,
        "apprenticeship": (1.0 if autumn else 2.2) * 1.25 ** -abs(able),
        "training": 1.7**-able,
        "supported_internship": 15 * plan * (person.year_group >= 13),
        "special_college": 12 * plan,
        "job": 1.6**-able * (0.6 if person.year_group <= 12 else 1.0) * (1.0 if autumn else 3.0),
        "re_engagement": 1.8**-able * (2.5 if facts.is_vulnerable else 1.0),
        "higher_education": 25 * older * 1.5**able,
    }
    return {kind: weight * moved.get(kind, 1.0) for kind, weight in weights.items() if kind != "change_each_month"}


def _place(weights: Mapping[str, float], person: Person, facts: Facts, start: date, rng: random.Random) -> Spell:
    """Return what a person takes up on a day, as their facts make likely, with the date it is due to end."""
    if facts.custody in ("290", "710"):
        end = start + timedelta(days=800) if facts.custody == "290" else None
        return Spell(facts.custody, start, None, "", "", "", "", end, start + timedelta(days=170))
    likely = _likely(weights, person, facts, start)
    kind = rng.choices(list(likely), list(likely.values()))[0]
    summer = date(start.year + (start.month >= 8), 7, 31)
    two_years = rng.random() < 0.62 and person.year_group <= 13 and start.month in (8, 9)
    long = date(summer.year + 1, 7, 31) if two_years else summer
    course = rng.choice(COURSES)
    match kind:
        case "school_sixth_form":
            school = _sixth_form(person, facts, rng)
            return Spell("210", start, None, school.name, school.laestab, school.ukprn, "A Levels", long, None)
        case "college":
            return _at(_choose("230 220", "college outside", rng), start, long, course)
        case "part_time_education":
            return replace(_at(_choose("230", "college", rng), start, summer, course), code="250")
        case "special_college":
            return _at(_choose("280", "specialist", rng), start, long, "Preparation for Adulthood")
        case "supported_internship":
            return replace(_at(_choose("280", "specialist", rng), start, summer, "Supported internship"), code="460")
        case "training":
            return _at(_choose("410", "training", rng), start, start + timedelta(days=rng.randint(180, 330)), course)
        case "other_full_time":
            return replace(_at(_choose("410", "training", rng), start, summer, course), code="270")
        case "re_engagement":
            end = start + timedelta(days=rng.randint(60, 110))
            return _at(_choose("530", "training", rng), start, end, "Stepping Stones")
        case "apprenticeship":
            end = start + timedelta(days=rng.randint(380, 720))
            provider = _choose("310 230", "apprenticeship college", rng)
            return replace(_at(provider, start, end, "Apprenticeship"), code="310")
        case "higher_education":
            end = date(summer.year + 2, 7, 31)
            return Spell("240", start, None, "University of the Estuary", "", "", "Degree", end, None)
        case _:
            code = "320" if kind == "job_with_study" else rng.choice(JOBS)
            review = start + timedelta(days=rng.randint(150, 240)) if code == "350" else None
            return Spell(code, start, None, rng.choice(EMPLOYERS), "", "", "", None, review)


def _sixth_form(person: Person, facts: Facts, rng: random.Random) -> School:
    """Return the sixth form somebody joins: their own school's if it has one and they stay, else another."""
    if facts.school and facts.school.sixth and facts.stays_for_sixth_form:
        return facts.school
    sixths = [s for s in load_map().schools if s.sixth and s.kind == "mainstream" and s.gender in ("", person.gender)]
    return rng.choices(sixths, [s.roll for s in sixths])[0]


def _choose(codes: str, kinds: str, rng: random.Random) -> Provider:
    found = [p for p in load_map().providers if p.code in codes.split() and p.kind in kinds.split()]
    return rng.choices(found, [p.weight for p in found])[0]


def _at(provider: Provider, start: date, end: date, course: str) -> Spell:
    return Spell(provider.code, start, None, provider.name, provider.laestab, provider.ukprn, course, end, None)


def _neet(person: Person, facts: Facts, start: date, end: date | None, rng: random.Random) -> Spell:
    """Return a NEET spell under the code their circumstances call for; most are simply looking."""
    for characteristic, code in (("180", "650"), ("120", "630"), ("140", "620")):
        if facts.has(characteristic) and rng.random() < 0.6:
            return Spell(code, start, end, "", "", "", "", None, None)
    if facts.has("210") and rng.random() < 0.5:
        return Spell("640", start, end, "", "", "", "", None, None)
    if facts.sen == "E" and rng.random() < 0.06:
        return Spell("670", start, end, "", "", "", "", None, None)
    code = rng.choices(("619", "610", "640", "615", "616", "540", "680", "660"), (62, 18, 6, 4, 5, 2, 2.5, 0.5))[0]
    return Spell(code, start, end, "", "", "", "", None, start + timedelta(days=90) if code == "616" else None)
