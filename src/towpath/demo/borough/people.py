"""
Who lives and learns in the invented borough: families, twins, addresses, identifiers. Facts about them are in
`facts`.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from towpath.demo.borough import names, places
from towpath.demo.borough.places import Home
from towpath.rules.dates import academic_year
from towpath.rules.identifiers import is_uln, upn_check_letter


@dataclass(frozen=True, slots=True)
class Family:
    """One household with young people in it."""

    number: int
    family_name: str
    community: names.Community
    home: Home
    former_home: Home | None
    parent_given_name: str
    parent_phone: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Person:
    """
    One true young person.

    `year_group` is National Curriculum years, counted on past 13; `ethnicity` a school census code. `held_for` is
    cohort, plan or care. `placement` is where care has placed them, where that is not home.
    """

    id: str
    family: Family
    legal_given_name: str
    middle_names: str
    legal_family_name: str
    preferred_given_name: str
    preferred_family_name: str
    former_family_name: str
    birth_date: date
    gender: str
    ethnicity: str
    first_language: str
    year_group: int
    upn: str
    former_upn: str
    uln: str
    local_id: str
    nccis_id: str
    phone: str
    email: str
    parent_name: str
    parent_phone: str
    parent_email: str
    twin: bool
    protected: bool
    held_for: str
    placement: Home | None = None

    @property
    def home(self) -> Home:
        """Return where they live: a placement in care comes before the family's home."""
        return self.placement or self.family.home

    @property
    def former_home(self) -> Home | None:
        """Return where old records may still say they live."""
        return self.family.home if self.placement else self.family.former_home

    @property
    def is_ours(self) -> bool:
        """Return whether their family is the borough's, wherever they are placed."""
        return not self.family.outside

    @property
    def is_resident(self) -> bool:
        return self.home.la == places.load_map().la


DRAMA_LINES = (
    "01632 960",
    "0113 496 0",
    "0114 496 0",
    "0115 496 0",
    "0116 496 0",
    "0117 496 0",
    "0118 496 0",
    "0121 496 0",
    "0131 496 0",
    "0141 496 0",
    "0151 496 0",
    "0161 496 0",
    "0191 498 0",
    "020 7946 0",
    "03069 990",
)
"""Beginnings of telephone numbers kept by Ofcom for drama: nobody can be rung by mistake. Three digits follow."""


class Telephones:
    """
    Hand out each drama number once, mobiles apart; when they run out a person simply has none, so no two people share
    one by chance.
    """

    def __init__(self, rng: random.Random) -> None:
        self._mobiles = [f"07700 900{n:03}" for n in range(1000)]
        self._lines = [f"{start}{n:03}" for start in DRAMA_LINES for n in range(1000)]
        rng.shuffle(self._mobiles)
        rng.shuffle(self._lines)

    def mobile(self) -> str:
        """Return a number nobody has yet, a mobile while they last."""
        return self._mobiles.pop() if self._mobiles else self.line()

    def line(self) -> str:
        """Return a house's number nobody has yet, or nothing."""
        return self._lines.pop() if self._lines else ""


def make_upn(la: str, serial: int, year: int) -> str:
    """
    Return the UPN of an invented primary school's pupil: numbers 3900 up belong to no school, so no child bears it.
    """
    establishment, number = divmod(serial, 1000)
    digits = f"{la}{3900 + establishment % 100}{year % 100:02}{number:03}"
    return upn_check_letter(f"?{digits}") + digits


def make_uln(serial: int) -> str:
    """
    Return the ULN of a serial number: thirty of the ten-digit numbers beginning 98 belong to each serial, and one is
    taken.
    """
    first = 9_800_000_000 + serial * 30 % 199_999_970
    return next(number for number in map(str, range(first + serial % 7, first + 30)) if is_uln(number))


def make_people(shape: Mapping[str, Any], size: int, on: date, rng: random.Random) -> list[Person]:
    """
    Return everybody true, in a fixed order: residents of Years 9 to 13 and the year above, older people with a plan
    or care behind them, and pupils from outside who learn here. The year above is made whole; `lives` keeps those the
    service still holds.

    :param size: residents aged academic 16 and 17 together
    """
    started = academic_year(on)
    half = size / 2
    wanted = {int(year): round(half * factor) for year, factor in shape["cohort"]["rising"].items()}
    drafts: list[tuple[Family, int, date, bool, str]] = []
    telephones = Telephones(rng)
    for family, members in _families(shape, wanted, started, rng, telephones, outside=False):
        drafts += [(family, year, birth, twin, "cohort") for year, birth, twin in members]
    pupils = {year: round(count * shape["cohort"]["outside_pupils"]) for year, count in wanted.items() if year <= 13}
    for family, members in _families(shape, pupils, started, rng, telephones, outside=True, first=len(drafts)):
        drafts += [(family, year, birth, twin, "cohort") for year, birth, twin in members]
    for held_for in ("plan", "care"):
        shares = shape["cohort"]["plans_18_to_24" if held_for == "plan" else "care_18_to_24"]
        older = {14 + i: max(1, round(half * share)) for i, share in enumerate(shares)}
        for family, members in _families(shape, older, started, rng, telephones, outside=False, first=len(drafts)):
            drafts += [(family, year, birth, twin, held_for) for year, birth, twin in members]
    return [_person(shape, number, draft, started, rng, telephones) for number, draft in enumerate(drafts, 1)]


def _families(
    shape: Mapping[str, Any],
    wanted: Mapping[int, int],
    started: int,
    rng: random.Random,
    telephones: Telephones,
    *,
    outside: bool,
    first: int = 0,
) -> Iterator[tuple[Family, list[tuple[int, date, bool]]]]:
    """Yield families until every year group has its number; each member is (year group, birth date, is a twin)."""
    left = dict(wanted)
    number = first
    districts = places.load_map().outside if outside else places.load_map().districts
    weights = [district.weight for district in districts]
    while any(left.values()):
        number += 1
        year = rng.choices(list(left), list(left.values()))[0]
        members: list[tuple[int, date, bool]] = []
        while True:
            birth = _birth(year, started, rng)
            left[year] -= 1
            twin = left[year] > 0 and rng.random() < shape["cohort"]["twin"]
            members.append((year, birth, twin))
            if twin:
                left[year] -= 1
                members.append((year, birth, True))
            younger = [other for other in (year - 1, year - 2, year - 3) if left.get(other, 0) > 0]
            if not younger or rng.random() >= shape["cohort"]["sibling"]:
                break
            year = rng.choice(younger)
        community = names.pick_community(rng)
        district = rng.choices(districts, weights)[0]
        home = places.make_home(district, rng)
        moved = rng.random() < shape["people"]["moved_this_year"]
        former = places.make_home(rng.choices(districts, weights)[0], rng) if moved else None
        name = _family_name(shape, community, rng)
        parent = names.pick_given(community, rng.choice("FFM"), rng)
        yield Family(number, name, community, home, former, parent, telephones.line(), outside), members


def _birth(year_group: int, started: int, rng: random.Random) -> date:
    """
    Return a birth date in the year group: Year 11 is 15 on the 31 August before the academic year begun in `started`.
    """
    earliest = date(started - year_group - 5, 9, 1)
    latest = date(started - year_group - 4, 8, 31)
    return earliest + timedelta(days=rng.randint(0, (latest - earliest).days))


def _family_name(shape: Mapping[str, Any], community: names.Community, rng: random.Random) -> str:
    if rng.random() < shape["people"]["very_long_name"]:
        return rng.choice(names.VERY_LONG)
    source = names.pick_community(rng) if rng.random() < shape["people"]["mixed_names"] else community
    return names.pick_family(source, rng, double=shape["people"]["double_barrelled"])


def _person(
    shape: Mapping[str, Any],
    number: int,
    draft: tuple[Family, int, date, bool, str],
    started: int,
    rng: random.Random,
    telephones: Telephones,
) -> Person:
    family, year, birth, twin, held_for = draft
    rates = shape["people"]
    gender = "F" if rng.random() < 0.49 else "M"
    given = names.pick_given(family.community, gender, rng)
    middle = names.pick_given(family.community, gender, rng) if rng.random() < rates["middle_name"] else ""
    nickname = names.load_names().nicknames.get(given, middle)
    preferred = nickname if nickname and rng.random() < rates["known_by_other_given_name"] else ""
    family_name = family.family_name
    former = names.pick_family(family.community, rng, double=0) if rng.random() < rates["former_family_name"] else ""
    known_as = (
        names.pick_family(family.community, rng, double=0) if rng.random() < rates["known_by_other_family_name"] else ""
    )
    if rng.random() < rates["single_name"]:
        given, family_name, middle, preferred = "", rng.choice(names.SINGLE), "", ""
    if rng.random() < rates["gender_not_stated"]:
        gender = rng.choice("UW")
    la = places.load_map().la if not family.outside or rng.random() < 0.3 else family.home.la
    upn = make_upn(la, number, started - year + 1)
    told_parent = rng.random() >= rates["parent_missing"]
    parent = f"{family.parent_given_name} {family.family_name}" if told_parent else ""
    slug = (
        "".join(c for c in (preferred or given or family_name).lower() if c.isascii() and c.isalpha()) or "young.person"
    )
    has_mobile = family.number % 13 == 0 and rng.random() < rates["has_mobile"]
    return Person(
        id=f"T{number:05}",
        family=family,
        legal_given_name=given,
        middle_names=middle,
        legal_family_name=family_name,
        preferred_given_name=preferred,
        preferred_family_name=known_as,
        former_family_name=former,
        birth_date=birth,
        gender=gender,
        ethnicity=names.pick(family.community.ethnicity, rng),
        first_language=names.pick(family.community.language, rng),
        year_group=year,
        upn=upn,
        former_upn=make_upn(la, number, started - year + 2) if rng.random() < 0.01 else "",
        uln=make_uln(number) if year >= 10 else "",
        local_id=f"{100000 + number}",
        nccis_id=f"{places.load_map().la}{number:010}",
        phone=telephones.mobile() if has_mobile else "",
        email=f"{slug}.{number}@example.com" if rng.random() < rates["has_email"] and year >= 11 else "",
        parent_name=parent,
        parent_phone=family.parent_phone if told_parent else "",
        parent_email=f"household.{family.number}@example.org" if told_parent and rng.random() < 0.6 else "",
        twin=twin,
        protected=rng.random() < rates["protected_address"],
        held_for=held_for,
    )
