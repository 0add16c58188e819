"""
What a September does besides: families who moved away over the summer, learners whom no list names, and learners whom
two lists name, since they enrolled at one place and never told the other.
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towpath.demo.borough.lives import Life
from towpath.demo.borough.people import Person
from towpath.demo.borough.places import Home, Provider, load_map, make_home
from towpath.rules.dates import academic_year_start

MONTH = 9
COLLEGES = ("220", "230")
YEARS = (12, 13)


@dataclass(frozen=True, slots=True)
class September:
    """
    By person id: where whoever left the borough lives now, who is with a school or provider that left them off its
    list, and the other place that lists whoever enrolled twice. Nobody is in two of them, and all is empty in other
    months.
    """

    is_on: bool
    gone: Mapping[str, Home]
    unlisted: frozenset[str]
    twice: Mapping[str, Provider]

    def number_of(self, person: Person) -> str:
        """Return the number that the previous system held: over the summer the office asked families for theirs."""
        return person.phone or (person.parent_phone if self.is_on else "")

    def is_off_lists(self, person: Person) -> bool:
        return person.id in self.unlisted or person.id in self.gone

    def listed_too(self, provider: Provider, people: Iterable[Person]) -> list[Person]:
        """Return who is on this provider's list of starters and learns somewhere else."""
        return [person for person in people if self.twice.get(person.id) == provider]


def make_september(
    shape: Mapping[str, Any],
    people: Sequence[Person],
    lives: Mapping[str, Life],
    newcomers: Collection[str],
    on: date,
    rng: random.Random,
) -> September:
    """Return what this September did, of residents a year or two past Year 11 whom the previous system held."""
    if on.month != MONTH:
        return September(is_on=False, gone={}, unlisted=frozenset(), twice={})
    shares = shape["september"]
    first = academic_year_start(on.year)
    gone, unlisted, twice = {}, set(), {}
    for person in people:
        draw, choice = rng.random(), random.Random(f"{person.id}:september")
        if not person.is_resident or person.placement or person.year_group not in YEARS or person.id in newcomers:
            continue
        spell = next((each for each in lives[person.id].spells if each.holds(on)), None)
        if draw < shares["gone"]:
            gone[person.id] = make_home(choice.choice(load_map().outside), choice)
        elif draw < shares["gone"] + shares["unlisted"]:
            unlisted.add(person.id)
        elif draw < shares["gone"] + shares["unlisted"] + shares["twice"] and spell and spell.start_date >= first:
            elsewhere = [each for each in load_map().providers if each.code in COLLEGES and each.name != spell.place]
            twice[person.id] = choice.choice(elsewhere)
    return September(is_on=True, gone=gone, unlisted=frozenset(unlisted), twice=twice)
