"""Names for invented people: a random pair from lists of our own, with the awkward ones that real lists hold."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

SINGLE = ("Suharto", "Wangari", "Thiri", "Maheswari")
VERY_LONG = (
    "Oluwafunmilayo-Anuoluwapo Temitope Morenikeji Featherstonehaugh-Cholmondeley",
    "Wolfeschlegelsteinhausen-Bergerdorff",
    "Llanfairfechan-ap-Rhydderch y Castell Mawr",
)


@dataclass(frozen=True, slots=True)
class Community:
    """One broad community's names, with the ethnicity and language codes its young people carry and their weights."""

    name: str
    share: float
    ethnicity: dict[str, float]
    language: dict[str, float]
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    communities: tuple[Community, ...]
    shares: tuple[float, ...]
    nicknames: dict[str, str]


@cache
def load_names() -> Names:
    """Return the lists of names, read once."""
    given = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    communities = tuple(
        Community(
            c["name"],
            c["share"],
            c["ethnicity"],
            c["language"],
            tuple(c["female"].split()),
            tuple(c["male"].split()),
            tuple(name.replace("St-", "St ") for name in c["family"].replace("St John", "St-John").split()),
        )
        for c in given["community"]
    )
    return Names(communities, tuple(accumulate(c.share for c in communities)), given["nicknames"])


def pick(weights: dict[str, float], rng: random.Random) -> str:
    """Return one key by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def pick_community(rng: random.Random) -> Community:
    """Return one community by its share."""
    names = load_names()
    return rng.choices(names.communities, cum_weights=names.shares)[0]


def pick_given(community: Community, gender: str, rng: random.Random) -> str:
    """Return a given name; early names in a list are a little likelier, as favourites are."""
    names = community.female if gender == "F" else community.male
    return names[min(int(len(names) * rng.random() ** 1.15), len(names) - 1)]


def pick_family(community: Community, rng: random.Random, *, double: float) -> str:
    """Return a family name, sometimes two with a hyphen."""
    name = rng.choice(community.family)
    if rng.random() < double:
        other = rng.choice(community.family)
        return f"{name}-{other}" if other != name else name
    return name
