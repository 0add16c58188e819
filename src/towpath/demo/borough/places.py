"""The invented borough's map: districts, streets, schools, colleges and training providers."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
"""Letters a postcode's inward part may hold."""
BLOCKS, DOORS, HALF = 8, 20, 5
"""Postcodes of a street, doors of a postcode, and the first sector of a district's second ward."""


@dataclass(frozen=True, slots=True)
class Home:
    """One address and its district. `la` is the council it lies in."""

    line_1: str
    line_2: str
    town: str
    postcode: str
    la: str
    deprivation: float


@dataclass(frozen=True, slots=True)
class School:
    """One invented school: `laestab` is its seven-digit number; `kind` is mainstream, special or alternative."""

    name: str
    laestab: str
    urn: str
    ukprn: str
    kind: str
    style: str
    form: str
    roll: float
    sixth: bool
    outward: str
    gender: str


@dataclass(frozen=True, slots=True)
class Provider:
    """One invented post-16 provider; `code` is the activity its full-time learners are reported under."""

    name: str
    laestab: str
    ukprn: str
    kind: str
    code: str
    style: str
    form: str
    weight: float


@dataclass(frozen=True, slots=True)
class District:
    outward: str
    town: str
    deprivation: float
    weight: float
    la: str
    wards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    council: str
    la: str
    county: str
    neighbours: tuple[tuple[str, str], ...]
    districts: tuple[District, ...]
    outside: tuple[District, ...]
    streets: tuple[str, ...]
    schools: tuple[School, ...]
    providers: tuple[Provider, ...]


@cache
def load_map() -> Map:
    """Return the map, read once."""
    given = tomllib.loads((HERE / "places.toml").read_text("utf-8"))
    la = given["council"]["la_code"]
    shuffled = random.Random("streets")
    streets = [
        f"{stem} {kind}"
        for stem in given["map"]["street_stems"].split()
        for kind in shuffled.sample(given["map"]["street_types"], 3)
    ]
    schools = tuple(
        School(
            s["name"],
            la + s["number"],
            str(990101 + i),
            str(19990101 + i),
            s.get("kind", "mainstream"),
            s["style"],
            s["form"],
            s["roll"],
            s["sixth"],
            s["outward"],
            s.get("gender", ""),
        )
        for i, s in enumerate(given["school"])
    )
    providers = tuple(
        Provider(
            p["name"],
            p.get("la", la) + p["number"] if p["number"] else "",
            str(19990201 + i),
            p["kind"],
            p["code"],
            p["style"],
            p["form"],
            p["weight"],
        )
        for i, p in enumerate(given["provider"])
    )
    return Map(
        given["council"]["name"],
        la,
        given["council"]["county"],
        tuple((code, name) for code, name in given["council"]["neighbours"]),
        tuple(
            District(d["outward"], d["town"], d["deprivation"], d["weight"], la, tuple(d["wards"]))
            for d in given["map"]["districts"]
        ),
        tuple(
            District(d["outward"], d["town"], d["deprivation"], d["weight"], d["la"]) for d in given["map"]["outside"]
        ),
        tuple(dict.fromkeys(streets)),
        schools,
        providers,
    )


def wards_file() -> str:
    """Return the look-up of wards that the council keeps: every postcode of its districts, its ward and its name."""
    lines = ["Postcode,Ward code,Ward name"]
    for place, district in enumerate(load_map().districts):
        for block in range(len(load_map().streets) * BLOCKS):
            postcode = _postcode(district, block)
            half = int(int(postcode[-3]) >= HALF)
            lines.append(f"{postcode},E059{place * 2 + half + 1:05d},{district.wards[half]}")
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _postcode(district: District, block: int) -> str:
    sector, letters = block % 10, block // 10
    return f"{district.outward} {sector}{INWARD[letters // 20 % 20]}{INWARD[letters % 20]}"


def make_home(district: District, rng: random.Random) -> Home:
    """Return a house in a district; a postcode covers about twenty doors of one street."""
    streets = load_map().streets
    index = rng.randrange(len(streets))
    door = rng.randint(1, 140)
    postcode = _postcode(district, index * BLOCKS + door // DOORS)
    flat = rng.random() < 0.12 + 0.06 * max(0.0, district.deprivation)
    line_1 = f"Flat {rng.randint(1, 12)}, {door} {streets[index]}" if flat else f"{door} {streets[index]}"
    return Home(line_1, "", district.town, postcode, district.la, district.deprivation)
