"""
Who told whom what, and when: how the service came to know each true spell, what lapsed, and whom it lost sight of.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from towpath.demo.borough.facts import Facts
from towpath.demo.borough.lives import ADVISERS, Life
from towpath.demo.borough.paths import NEET_CODES, Spell
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import load_map
from towpath.rules import currency
from towpath.rules.dates import academic_year
from towpath.rules.statements import Statement
from towpath.standards import load_standards

EDUCATION = ("210", "220", "230", "240", "250", "270", "280")
FAILED = (
    "no answer",
    "wrong number",
    "message left",
    "moved, no new address",
    "spoke to parent, does not know",
)
HOLIDAYS = ((1, 1), (12, 25), (12, 26))
REVIEWED = ("260", "290", "350", "616", "710")
EVERY = {"310": (270, 340), "320": (270, 340), "530": (45, 80), "410": (100, 165), "430": (100, 165), "460": (100, 165)}
"""
Days between confirmations of what lapses, by code; jobs are confirmed every 110 to 165 days and NEET every 20 to 45.
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """
    One time the service was told: `spell` says what was true. An attempt that reached nobody has an outcome and
    confirms nothing.
    """

    person_id: str
    day: date
    spell: Spell
    how: str
    told_by: str
    adviser: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Known:
    """One activity as the service's own records hold it on a day."""

    code: str
    start_date: date
    end_date: date | None
    recorded_date: date
    verified_date: date
    review_date: date | None
    expected_end_date: date | None
    lapses_date: date | None
    place: str
    number: str
    ukprn: str


def make_confirmations(
    shape: Mapping[str, Any], people: Sequence[Person], lives: Mapping[str, Life], on: date, rng: random.Random
) -> list[Confirmation]:
    """
    Return every confirmation and every failed attempt up to `on`, in person order then by day. Those out of sight
    have none for their last spell.
    """
    found: list[Confirmation] = []
    last_month = on.replace(day=1) - timedelta(days=1)
    for person in people:
        life = lives.get(person.id)
        if life is None:
            continue
        adviser = life.support.adviser if life.support else rng.choice(ADVISERS)
        out_of_sight = rng.random() < 2.2 * shape["tracking"]["not_known"] * (3.0 if life.at_risk else 0.8)
        found_again = out_of_sight and rng.random() < 0.5
        for spell in life.spells:
            lost = out_of_sight and spell is life.spells[-1]
            if not lost:
                found += _told(person, spell, adviser, on, rng)
                continue
            gone_quiet = max(spell.start_date, last_month - timedelta(days=rng.randint(200, 260)))
            if rng.random() < shape["tracking"]["lapsed_part"] and spell.code in ("330", "340", "360", "380"):
                found += [c for c in _told(person, spell, adviser, on, rng) if c.day <= gone_quiet]
            found += _searched_for(person, spell, adviser, on, found_again, rng)
    found.sort(key=lambda c: (c.person_id, c.day))
    return found


def _searched_for(
    person: Person, spell: Spell, adviser: str, on: date, is_found: bool, rng: random.Random
) -> list[Confirmation]:
    """Return the month's attempts to reach somebody out of sight; the last reaches home where they are found."""
    first = on.replace(day=1)
    days = sorted(_working_day(first + timedelta(days=rng.randrange(on.day - 4))) for _ in range(rng.randint(2, 4)))
    attempts = [
        Confirmation(
            person.id, day, spell, rng.choice(("phone", "text", "home visit")), "", adviser, rng.choice(FAILED)
        )
        for day in days
    ]
    if is_found and days[-1] >= spell.start_date:
        attempts[-1] = replace(attempts[-1], how="home visit", told_by="parent", outcome="confirmed")
    return attempts


def _told(person: Person, spell: Spell, adviser: str, on: date, rng: random.Random) -> list[Confirmation]:
    """Return the confirmations of one spell in the ordinary run of things."""
    end = min(spell.end_date or on, on)
    if spell.code in EDUCATION:
        how, told_by = "provider list", "provider"
        autumns = [
            date(year, 9, 10)
            for year in range(spell.start_date.year, end.year + 1)
            if date(year, 9, 1) > spell.start_date
        ]
        slow = 42 if spell.start_date.month == 9 else 14
        days = [
            spell.start_date + timedelta(days=rng.randint(3, slow)),
            *(autumn + timedelta(days=rng.randint(0, 40)) for autumn in autumns),
        ]
    else:
        neet = spell.code in NEET_CODES
        how = rng.choice(("phone", "phone", "phone", "text", "home visit", "drop-in", "partner"))
        told_by = (
            "partner agency"
            if how == "partner"
            else rng.choice(("young person", "young person", "young person", "parent"))
        )
        low, high = (20, 45) if neet else (60, 100) if spell.code in REVIEWED else EVERY.get(spell.code, (110, 165))
        days = [spell.start_date + timedelta(days=rng.randint(2, 14 if neet else 21))]
        while days[-1] <= end:
            days.append(days[-1] + timedelta(days=rng.randint(low, high)))
    kept = sorted({working for day in days if (working := _working_day(day)) <= end})
    return [Confirmation(person.id, day, spell, how, told_by, adviser, "confirmed") for day in kept]


def _working_day(day: date) -> date:
    """Return the day, or the next on which somebody is at work."""
    while day.weekday() >= 5 or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def known_on(
    person: Person, facts: Facts, life: Life | None, confirmations: Sequence[Confirmation], on: date
) -> list[Known]:
    """
    Return what the service's records hold about a person at the end of a day, oldest first; the last is the current
    activity.

    A Year 11 pupil has the one compulsory-age activity. A leaver whose present spell nobody has confirmed keeps the
    last one known, ended when the provider said so; one out of sight with no activity left becomes 810.
    """
    known = []
    started = academic_year(on)
    if life is None or life.left_school > started:
        return [_at_school(person, facts, started)]
    if life.left_school == started:
        known.append(_at_school(person, facts, life.left_school - 1))
    told = [c for c in confirmations if c.day <= on and c.outcome == "confirmed"]
    for index, spell in enumerate(life.spells):
        about = [c for c in told if c.spell is spell]
        if not about:
            continue
        following = [c for c in told if c.spell in life.spells[index + 1 :]]
        end = spell.end_date if spell.end_date and spell.end_date <= on and following else None
        known.append(_known(spell, about[0].day, about[-1].day, end))
    current = next((spell for spell in life.spells if spell.holds(on)), None)
    unseen = current is not None and not any(c.spell is current for c in told)
    if unseen and current is not None and (on - current.start_date).days > 75:
        start = max(current.start_date, known[-1].verified_date + timedelta(days=1)) if known else current.start_date
        code = ("810", "810", "810", "820", "830")[int(person.id[1:]) % 5]
        if start <= on:
            if known:
                known[-1] = replace(known[-1], end_date=start - timedelta(days=1))
            known.append(
                _known(
                    Spell(code, start, None, "", "", "", "", None, None),
                    start,
                    min(on, start + timedelta(days=14)),
                    None,
                )
            )
    return known


def _at_school(person: Person, facts: Facts, started: int) -> Known:
    """Return the compulsory-age activity of Year 11 in the academic year begun in `started`."""
    code = {"home": "120", "missing": "140"}.get(facts.schooling, "130" if facts.custody == "130" else "110")
    school = facts.school if code == "110" else None
    number = (
        school.laestab
        if school
        else f"{load_map().la}9999"
        if code != "110" or facts.schooling == "independent"
        else "3418999"
    )
    start, end = date(started, 9, 1), date(started + 1, 8, 31)
    spell = Spell(
        code, start, None, school.name if school else "", number, school.ukprn if school else "", "", end, None
    )
    return _known(spell, start + timedelta(days=9 + int(person.id[1:]) % 20), start + timedelta(days=40), None)


def _known(spell: Spell, recorded: date, verified: date, end: date | None) -> Known:
    review = None
    if spell.code in REVIEWED:
        review = verified + timedelta(days=90)
    due = spell.expected_end_date if spell.code not in ("310", "530", *NEET_CODES) else None
    statement = Statement(
        id=0,
        code=spell.code,
        start_date=spell.start_date,
        end_date=end,
        verified_date=verified,
        expected_end_date=due,
        review_date=review,
    )
    return Known(
        spell.code,
        spell.start_date,
        end,
        recorded,
        verified,
        review,
        due,
        currency.currency_of(statement, load_standards()).lapses_date,
        spell.place,
        spell.number,
        spell.ukprn,
    )
