"""
Invented caseloads and the enrolment lists that colleges would send of them, with who is who.

Every error has its own rate and every list its seed. Families live together; some have twins, some of whom share a sex.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from towpath.demo.borough.names import load_names
from towpath.rules.names import folded

FIRST_BIRTH, BIRTH_DAYS = date(2006, 9, 1), 7 * 365
PER_POSTCODE = 9
COUNCIL = 30_000
NO_GENDER = 0.05
ONSETS = "b bl br c ch cl cr d dr f fl g gr h j k l m n p pr r s sh st t th tr v w wh y".split()
MIDDLES = "a e i o u ai ea ee oa oo ar er or".split()
ENDS = (
    "ck ford ham ing ington ley low man mer ner ny ridge ro ross rt sby sett son tham ton well wick win worth".split()
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """How often each thing happens to a row of a list."""

    given_typo: float = 0.05
    family_typo: float = 0.05
    nickname: float = 0.04
    """Twice as often for a name that has one, of which about half have."""
    birth_error: float = 0.02
    moved: float = 0.13
    no_upn: float = 0.70
    no_uln: float = 0.35
    number_error: float = 0.003
    swapped: float = 0.01
    part_dropped: float = 0.5
    """Of those with a double-barrelled name."""
    marks_dropped: float = 0.7
    other_family_name: float = 0.005
    no_postcode: float = 0.02
    middle_given: float = 0.2
    unknown: float = 0.05
    """The share of a list whom the caseload does not hold, brothers, sisters and twins of those it does among them."""

    def times(self, factor: float) -> "Troubles":
        """Return the same with every error so many times as often."""
        errors = ("given_typo", "family_typo", "nickname", "birth_error", "moved", "number_error", "swapped")
        return replace(self, **{name: min(getattr(self, name) * factor, 0.6) for name in errors})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """A list and the caseload it is of; `truth` is the pairs of ids that are one person."""

    left: pa.Table
    right: pa.Table
    truth: frozenset[tuple[str, str]]


def lists(rows: int, people: int, seed: int, troubles: Troubles | None = None, *, rare: float = 1.0) -> Lists:
    """
    Return a list of so many rows of a caseload of so many people.

    :param rare: how many times as many families as usual have a rare name: below 1 more strangers share theirs
    """
    [made] = many_lists(1, rows, people, seed, troubles, rare=rare)
    return made


def many_lists(
    count: int, rows: int, people: int, seed: int, troubles: Troubles | None = None, *, rare: float = 1.0
) -> Iterator[Lists]:
    """Yield so many lists of one caseload, one after another; each tells its own errors and its own truth."""
    troubles = troubles or Troubles()
    chance = np.random.default_rng([seed, people])
    everyone = _population(people + people // 10, chance, rare)
    is_held = np.ones(len(everyone), bool)
    is_held[chance.choice(len(everyone), len(everyone) - people, replace=False)] = False
    held, unheld = np.flatnonzero(is_held), np.flatnonzero(~is_held)
    right = everyone.take(pa.array(held))
    strangers = min(round(rows * troubles.unknown), len(unheld))
    rng = random.Random(f"{seed}-{rows}")
    for _ in range(count):
        chosen = np.concatenate(
            [chance.choice(held, rows - strangers, replace=False), chance.choice(unheld, strangers, replace=False)]
        )
        chosen = chance.permutation(chosen)
        picked = everyone.take(pa.array(chosen)).to_pylist()
        postcodes = everyone["postcode"].take(pa.array(chance.integers(0, len(everyone), 4_096))).to_pylist()
        listed = [_row(person, troubles, rng, postcodes) for person in picked]
        left = pa.Table.from_pylist([{**row, "id": f"L{place}"} for place, row in enumerate(listed)])
        truth = frozenset(
            (f"L{place}", person["id"])
            for place, (person, number) in enumerate(zip(picked, chosen.tolist(), strict=True))
            if is_held[number]
        )
        yield Lists(left=left.select(["id", *COLUMNS]), right=right, truth=truth)


COLUMNS = ("given_name", "family_name", "birth_date", "postcode", "gender", "upn", "uln")


def _population(people: int, chance: np.random.Generator, rare: float) -> pa.Table:
    """Return so many people in families that share a name and a door."""
    names = load_names()
    family = _families(people, chance)
    families = int(family[-1]) + 1
    first_of_family = np.r_[True, family[1:] != family[:-1]]
    community = chance.choice(len(names.communities), families, p=_shares(names.shares))
    family_names = _family_names(community, chance, rare)
    council = np.arange(families) * max(1, people // COUNCIL) // families
    postcodes = _postcodes(council, families, chance)
    is_male = chance.random(people) < 0.51
    born = chance.integers(0, BIRTH_DAYS, people)
    is_twin = ~first_of_family & (chance.random(people) < 0.035)
    for place in np.flatnonzero(is_twin):
        born[place] = born[place - 1]
        if chance.random() < 0.66:
            is_male[place] = is_male[place - 1]
    given = _given_names(community[family], is_male, chance)
    for place in np.flatnonzero(~first_of_family):
        while given[place] == given[place - 1] or (place > 1 and given[place] == given[place - 2]):
            given[place] = _given_names(community[family[place : place + 1]], is_male[place : place + 1], chance)[0]
    middles = _given_names(community[family], is_male, chance)
    has_middle = chance.random(people) < 0.6
    said = [f"{one} {other}" if wanted else one for one, other, wanted in zip(given, middles, has_middle, strict=True)]
    days = [FIRST_BIRTH + timedelta(days=day) for day in range(BIRTH_DAYS)]
    numbers = chance.permutation(people)
    upns, ulns = numbers + 10_000_000, chance.permutation(people) * 7 + 1_000_000_007
    no_upn, no_uln = chance.random(people) < 0.03, chance.random(people) < 0.1
    own_family = np.array(family_names, object)[family]
    return pa.table(
        {
            "id": pa.array([f"P{number}" for number in range(people)]),
            "given_name": pa.array(said),
            "family_name": pa.array(own_family.tolist()),
            "birth_date": pa.array([days[day] for day in born.tolist()], pa.date32()),
            "postcode": pa.array(np.array(postcodes, object)[family].tolist()),
            "gender": pa.array(np.where(is_male, "M", "F").tolist()),
            "upn": pa.array([f"A{upn:012d}" for upn in upns.tolist()], mask=no_upn),
            "uln": pa.array([str(uln) for uln in ulns.tolist()], mask=no_uln),
        }
    )


def _families(people: int, chance: np.random.Generator) -> np.ndarray:
    """Return the number of each person's family: nearly half have brothers or sisters of an age to be held too."""
    sizes = chance.choice([1, 2, 3, 4], people, p=[0.62, 0.29, 0.07, 0.02])
    return np.repeat(np.arange(people), sizes)[:people]


def _shares(cumulative: Sequence[float]) -> np.ndarray:
    shares = np.diff([0.0, *cumulative])
    return shares / shares.sum()


def _zipf(count: int, power: float, offset: float) -> np.ndarray:
    weights = 1 / (np.arange(count) + offset) ** power
    return weights / weights.sum()


def _family_names(community: np.ndarray, chance: np.random.Generator, rare: float) -> list[str]:
    """Return a family name for each family: one of a community's own, a rare one, or two of them."""
    communities = load_names().communities
    chosen = np.empty(len(community), object)
    for number, known in enumerate(communities):
        places = np.flatnonzero(community == number)
        own = np.array(known.family, object)
        chosen[places] = own[chance.choice(len(own), len(places), p=_zipf(len(own), 0.6, 4))]
        seldom = places[chance.random(len(places)) < rare * (0.5 if number == 0 else 0.25)]
        chosen[seldom] = [_rare_name(draw) for draw in chance.random((len(seldom), 4))]
    double = np.flatnonzero(chance.random(len(community)) < 0.04)
    for place, other in zip(double, chance.permutation(double), strict=True):
        if place != other and " " not in chosen[place]:
            chosen[place] = f"{chosen[place]}{'-' if chance.random() < 0.7 else ' '}{str(chosen[other]).split('-')[0]}"
    return list(chosen)


def _rare_name(draw: np.ndarray) -> str:
    onset, middle, end, second = (words[int(one**1.5 * len(words))] for one, words in zip(draw, PIECES, strict=True))
    return (onset + middle + second + end).capitalize() if draw[3] > 0.5 else (onset + middle + end).capitalize()


PIECES: tuple[Sequence[str], ...] = (ONSETS, MIDDLES, ENDS, "bb dd l ll m nn rr ss tt v".split())


def _given_names(community: np.ndarray, is_male: np.ndarray, chance: np.random.Generator) -> list[str]:
    chosen = np.empty(len(community), object)
    for number, known in enumerate(load_names().communities):
        for own, sex in ((known.male, True), (known.female, False)):
            places = np.flatnonzero((community == number) & (is_male == sex))
            order = np.random.default_rng(len(own)).permutation(len(own))
            drawn = chance.choice(len(own), len(places), p=_zipf(len(own), 0.8, 3))
            chosen[places] = np.array(own, object)[order[drawn]]
    return list(chosen)


def _postcodes(council: np.ndarray, families: int, chance: np.random.Generator) -> list[str]:
    """Return a postcode for each family; each council has its own districts."""
    units = max(1, COUNCIL // PER_POSTCODE)
    drawn = chance.integers(0, units, families)
    made = {}
    postcodes = []
    for area, unit in zip(council.tolist(), drawn.tolist(), strict=True):
        if (area, unit) not in made:
            mixed = random.Random(f"{area}-{unit}")
            letters = "".join(mixed.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
            first = "QVXZ"[area % 4] + "ABCDEFGHKLMNPRSTUWXY"[area // 4 % 20]
            made[area, unit] = f"{first}{1 + unit % 14} {unit // 14 % 9 + 1}{letters}"
        postcodes.append(made[area, unit])
    return postcodes


def _row(person: dict, troubles: Troubles, rng: random.Random, postcodes: Sequence[str]) -> dict:
    """Return somebody as a list has them."""
    row = {**person, **_names_said(person, troubles, rng)}
    if rng.random() < troubles.birth_error:
        row["birth_date"] = _mistaken(row["birth_date"], rng)
    if rng.random() < troubles.moved:
        row["postcode"] = _moved(row["postcode"], rng, postcodes)
    if rng.random() < troubles.no_postcode:
        row["postcode"] = None
    for name, missing in (("upn", troubles.no_upn), ("uln", troubles.no_uln)):
        if rng.random() < missing:
            row[name] = None
        elif row[name] and rng.random() < troubles.number_error:
            place = rng.randrange(1, len(row[name]))
            row[name] = f"{row[name][:place]}{rng.randrange(10)}{row[name][place + 1 :]}"
    if rng.random() < NO_GENDER:
        row["gender"] = None
    return row


def _names_said(person: dict, troubles: Troubles, rng: random.Random) -> dict[str, str]:
    """Return somebody's names as a list has them."""
    given, *middles = person["given_name"].split()
    if rng.random() < troubles.nickname * 2:
        given = load_names().nicknames.get(given, given)
    if rng.random() < troubles.given_typo:
        given = typo(given, rng)
    family = _family_said(person["family_name"], troubles, rng)
    if rng.random() < troubles.marks_dropped and not (given + family).isascii():
        given, family = folded(given).capitalize(), folded(family).capitalize()
    if middles and rng.random() < troubles.middle_given:
        given = f"{given} {middles[0]}"
    if rng.random() < troubles.swapped:
        given, family = family, given
    style: Callable[[str], str] = rng.choice([str, str, str, str.upper, str.lower])
    return {"given_name": style(given), "family_name": style(family)}


def _family_said(family: str, troubles: Troubles, rng: random.Random) -> str:
    if "-" in family and rng.random() < troubles.part_dropped:
        family = rng.choice([family.split("-")[0], family.split("-")[-1], family.replace("-", " ")])
    if rng.random() < troubles.family_typo:
        family = typo(family, rng)
    if rng.random() < troubles.other_family_name:
        family = rng.choice(load_names().communities[0].family)
    return family


def typo(name: str, rng: random.Random) -> str:
    """Return a name with one letter left out, put in, mistaken or changed with its neighbour."""
    if len(name) < 3:
        return name
    place = rng.randrange(1, len(name))
    match rng.randrange(4):
        case 0:
            return name[:place] + name[place + 1 :]
        case 1:
            return name[:place] + rng.choice(LETTERS) + name[place:]
        case 2:
            return name[:place] + rng.choice(LETTERS) + name[place + 1 :]
        case _:
            return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def _mistaken(born: date, rng: random.Random) -> date:
    """Return a birth date turned round, or with its day, month or year mistaken."""
    if born.day <= 12 and rng.random() < 0.5:
        return born.replace(month=born.day, day=born.month)
    match rng.randrange(3):
        case 0:
            return born.replace(day=rng.randrange(1, 29))
        case 1:
            return born.replace(month=rng.randrange(1, 13), day=min(born.day, 28))
        case _:
            return born.replace(year=born.year + rng.choice([-1, 1]), day=min(born.day, 28))


def _moved(postcode: str, rng: random.Random, postcodes: Sequence[str]) -> str:
    """Return a postcode near by, or anybody's."""
    if rng.random() < 0.4:
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        return postcode[:-2] + rng.choice(letters) + rng.choice(letters)
    return rng.choice(postcodes)
