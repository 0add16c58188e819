"""What the weights of linkage are, and the one place they are read from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

NOT_GIVEN = 0
"""The level of a field that one side or the other does not give: it says nothing for or against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """
    One degree of agreement, and how often it is met.

    :param m: among pairs that are one person
    :param u: among pairs of strangers; None where it is counted in the lists themselves
    :param times: with no `u`: how many times as often strangers come to this as to the thing counted
    :param relative: among pairs of brothers, sisters and twins; None where as often as of one person
    """

    name: str
    m: float
    relative: float | None
    u: float | None = None
    times: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """
    How often one value of a field is met: as often as in the list that is searched, leant towards what is typical.

    :param rarest: the least often
    :param typical: how often two strangers have the same value
    :param alone: how many others there are thought to be of a value that only one in the list has
    """

    rarest: float
    typical: float
    alone: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    Everything that turns agreements into a weight and a weight into a band.

    :param found: the share of one list that is thought to be in the other
    :param relatives: how many brothers and sisters of a person the other list holds
    :param values: by field, what is thought of how often a value is met before the lists are looked at
    :param sure, probable: the least weight of each band, in bits
    :param margin: how many bits a sure pair must be ahead of its nearest rival
    """

    trained: str
    found: float
    relatives: float
    sure: float
    probable: float
    margin: float
    worth_showing: float
    values: Mapping[str, Values]
    fields: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the model shipped with this release."""
    return read_model((files("towpath.analysis.linkage") / "weights.toml").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """Return the model that a TOML text states."""
    told: Mapping[str, Any] = tomllib.loads(text)
    fields, values = {}, {}
    for name, levels in told["fields"].items():
        if figures := levels.pop("values", None):
            values[name] = Values(**figures)
        fields[name] = tuple(Level(name=level, **figures) for level, figures in levels.items())
    return Model(trained=told["trained"], values=values, fields=fields, **told["prior"], **told["bands"])
