"""
What colleges and training providers send: everybody who is with them, and those who left this month.
"""

import random
from dataclasses import replace
from datetime import timedelta

from towpath.demo.borough.borough import Borough
from towpath.demo.borough.paths import Spell
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import Provider, load_map
from towpath.demo.borough.schools import address, identity
from towpath.demo.borough.tables import Line, Table, Value
from towpath.rules.dates import academic_year, academic_year_start

STARTERS = tuple(
    """
    local_id uln legal_family_name legal_given_name birth_date gender address_line_1 town postcode phone email
    course_title level mode learning_type provider_type start_date expected_end_date provider_ukprn verified_date
    """.split()
)
LEAVERS = tuple(
    """
    local_id uln legal_family_name legal_given_name birth_date postcode course_title start_date end_date
    leaving_reason destination_words provider_ukprn
    """.split()
)
TYPES = {"220": "Sixth form college", "230": "FE college", "280": "Specialist college"}
LEARNING = {"310": "Apprenticeship", "530": "Re-engagement", "460": "Supported internship"}
GONE_TO = {
    "310": "Apprenticeship",
    "330": "Job without training",
    "320": "Job with training",
    "350": "Temporary job",
    "360": "Part-time job",
    "619": "Looking for work",
    "610": "",
    "640": "Illness",
    "230": "Another college",
    "650": "Pregnancy",
    "530": "Re-engagement",
    "210": "Returned to school",
    "220": "Sixth form college",
    "630": "Young parent",
    "620": "Caring responsibilities",
}
REASONS = (
    "Left for employment",
    "Course not right",
    "Health",
    "Did not return",
    "Moved to another provider",
    "Personal reasons",
    "",
)


def provider_tables(borough: Borough, rng: random.Random) -> list[Table]:
    """Return each provider's starters, those in a second year too, and leavers where there were any."""
    tables = []
    first = borough.on.replace(day=1)
    at: dict[str, list[tuple[Person, Spell]]] = {}
    for person in borough.people:
        is_listed = person.id in borough.lives and not borough.september.is_off_lists(person)
        for spell in borough.lives[person.id].spells if is_listed else ():
            at.setdefault(spell.place, []).append((person, spell))
    for provider in load_map().providers:
        learners = at.get(provider.name, [])
        starters = [
            _starter(borough, provider, p, s)
            for p, s in learners
            if s.start_date <= borough.on and (s.end_date is None or s.end_date > borough.on)
        ]
        starters += [
            _starter(borough, provider, person, _as_enrolled(borough, provider, person))
            for person in borough.september.listed_too(provider, borough.people)
        ]
        leavers = [
            _leaver(borough, provider, p, s, rng)
            for p, s in learners
            if s.end_date and first <= s.end_date <= borough.on
        ]
        for kind, what, columns, lines, day in (
            ("college_starters", "Starters", STARTERS, starters, 12),
            ("college_leavers", "Leavers", LEAVERS, leavers, 26),
        ):
            if lines:
                lines.sort(
                    key=lambda line: (
                        str(line.cells["legal_family_name"]),
                        str(line.cells["legal_given_name"]),
                        line.person_id,
                    )
                )
                tables.append(_table(borough, provider, kind, what, columns, lines, day))
    return tables


def _table(
    borough: Borough, provider: Provider, kind: str, what: str, columns: tuple[str, ...], lines: list[Line], day: int
) -> Table:
    form = provider.form if kind == "college_starters" else "csv"
    path = f"{provider.name.lower().replace(' ', '-')}/{what.lower()}-{borough.on:%Y-%m}.{form}"
    kept = list(columns)
    if provider.kind in ("training", "apprenticeship") and kind == "college_starters":
        kept.append("activity_code")
    return Table(
        path,
        provider.name,
        provider.laestab or provider.ukprn,
        kind,
        what,
        "tracking officer",
        borough.on.replace(day=day),
        provider.style,
        form,
        kept,
        lines,
    )


def _learner(borough: Borough, provider: Provider, person: Person) -> dict[str, Value]:
    """Return who a learner is as a college knows them: often by the name they go by, and without their UPN."""
    cells = identity(person) | address(borough, person)
    return cells | {
        "local_id": f"{provider.name[:2].upper()}{int(person.id[1:]) * 37 % 100000:06}",
        "gender": person.gender,
        "provider_ukprn": provider.ukprn,
    }


def _starter(borough: Borough, provider: Provider, person: Person, spell: Spell) -> Line:
    level = next((word for word in spell.course.split() if word.isdigit()), "3")
    return Line(
        person.id,
        _learner(borough, provider, person)
        | {
            "phone": person.phone,
            "email": person.email,
            "course_title": spell.course,
            "level": level,
            "mode": "Part-time" if spell.code == "250" else "Full-time",
            "learning_type": LEARNING.get(spell.code, "Study programme"),
            "provider_type": TYPES.get(provider.code, "Training provider"),
            "start_date": spell.start_date,
            "expected_end_date": spell.expected_end_date,
            "verified_date": borough.on.replace(day=10),
            "activity_code": spell.code,
        },
    )


def _as_enrolled(borough: Borough, provider: Provider, person: Person) -> Spell:
    """Return what a provider believes of somebody who enrolled there as well and never came."""
    spell = borough.spell_on(person, borough.on)
    assert spell is not None, "whoever enrolled twice learns somewhere"
    return replace(spell, code=provider.code, place=provider.name, number=provider.laestab, ukprn=provider.ukprn)


def _leaver(borough: Borough, provider: Provider, person: Person, spell: Spell, rng: random.Random) -> Line:
    spells = borough.lives[person.id].spells
    following = spells[spells.index(spell) + 1].code if spell in spells[:-1] else ""
    told = GONE_TO.get(following, "") if rng.random() < 0.55 else "Not known" if rng.random() < 0.3 else ""
    return Line(
        person.id,
        _learner(borough, provider, person)
        | {
            "course_title": spell.course,
            "start_date": spell.start_date,
            "end_date": spell.end_date,
            "leaving_reason": rng.choice(REASONS),
            "destination_words": told,
        },
    )


def stray_learner(borough: Borough, table: Table, rng: random.Random, *, gone: bool) -> Line | None:
    """
    Return a row that should not be in a provider's list: a starter already gone, or (`gone` false) a leaver who is
    still there.
    """
    provider = next(p for p in load_map().providers if p.name == table.sender)
    term = academic_year_start(academic_year(borough.on))
    listed = {line.person_id for line in table.lines}
    found = [
        (person, spell)
        for person in borough.people
        if person.id in borough.lives and person.id not in listed
        for spell in borough.lives[person.id].spells
        if spell.place == provider.name
        and (
            spell.start_date >= term and spell.end_date and spell.end_date < borough.on
            if gone
            else spell.holds(borough.on)
        )
    ]
    if not found:
        return None
    person, spell = rng.choice(found)
    if gone:
        return _starter(borough, provider, person, spell)
    return _leaver(
        borough,
        provider,
        person,
        replace(spell, end_date=max(spell.start_date, borough.on - timedelta(days=rng.randint(1, 20)))),
        rng,
    )
