"""The whole invented borough in one value, which every sender's file is written from."""

import random
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from towpath.demo.borough.facts import Facts, make_facts, place_in_care
from towpath.demo.borough.ledger import Confirmation, make_confirmations
from towpath.demo.borough.lives import Life, Support, make_early_support, make_lives, predictor
from towpath.demo.borough.paths import Spell
from towpath.demo.borough.people import Person, make_people
from towpath.demo.borough.september import September, make_september
from towpath.rules.dates import academic_year


@dataclass(frozen=True, slots=True)
class Borough:
    """
    Everything true on the last day of the month. Mappings are by person id; only the borough's own past Year 11 have
    a life.
    """

    on: date
    shape: Mapping[str, Any]
    people: tuple[Person, ...]
    facts: Mapping[str, Facts]
    lives: Mapping[str, Life]
    early_support: Mapping[str, Support]
    confirmations: Mapping[str, Sequence[Confirmation]]
    newcomers: frozenset[str]
    twins: Mapping[str, str]
    predictors: Mapping[str, float]
    september: September

    @property
    def last_month(self) -> date:
        """Return the last day of the month before, when the previous system was read out."""
        return self.on.replace(day=1) - timedelta(days=1)

    def spell_on(self, person: Person, on: date) -> Spell | None:
        """Return what a person past Year 11 was truly doing on a day."""
        life = self.lives.get(person.id)
        return next((spell for spell in life.spells if spell.holds(on)), None) if life else None

    def year_on(self, person: Person, on: date) -> int:
        """Return somebody's year group on a day, which in September is not that of last month's end."""
        return person.year_group - (academic_year(self.on) - academic_year(on))

    def is_resident(self, person: Person) -> bool:
        """Return whether somebody lives in the borough on the last day of the month."""
        return person.is_resident and person.id not in self.september.gone

    def is_tracked(self, person: Person, on: date) -> bool:
        """Return whether the return covers them: residents of Years 11 to 13, and to academic 24 with a plan."""
        year = self.year_on(person, on)
        has_plan = self.facts[person.id].sen == "E"
        is_resident = person.is_resident if on <= self.last_month else self.is_resident(person)
        return is_resident and (11 <= year <= 13 or (13 < year <= 20 and has_plan))


def load_shape() -> Mapping[str, Any]:
    """Return the borough's shape: rates, causes and their weights."""
    return tomllib.loads((Path(__file__).parent / "shape.toml").read_text("utf-8"))


def make_borough(size: int, on: date, seed: int) -> Borough:
    """
    Return the borough as it truly is on a month's last day.

    Each stage draws from its own stream, so changing one does not reshuffle the rest. Of the year that left school
    three summers ago only those once at risk are kept, for the evaluation of support; in September all are, being in
    last month's return.
    """

    def stream(stage: str) -> random.Random:
        return random.Random(f"{seed}:{stage}")

    shape = load_shape()
    everyone = make_people(shape, size, on, stream("people"))
    facts = make_facts(shape, everyone, stream("facts"))
    everyone = place_in_care(everyone, facts, stream("care"))
    lives = make_lives(shape, everyone, facts, on, stream("lives"), stream("paths"))
    too_old = 14 if on.month == 9 else 13
    kept = tuple(
        p for p in everyone if not p.is_ours or p.held_for != "cohort" or p.year_group <= too_old or lives[p.id].at_risk
    )
    lives = {p.id: lives[p.id] for p in kept if p.id in lives}
    confirmations: dict[str, list[Confirmation]] = defaultdict(list)
    for confirmation in make_confirmations(shape, kept, lives, on, stream("ledger")):
        confirmations[confirmation.person_id].append(confirmation)
    fresh = stream("newcomers")
    newcomers = frozenset(
        p.id
        for p in kept
        if p.is_resident and p.year_group <= 13 and fresh.random() < shape["tracking"]["new_in_month"]
    )
    twins: dict[str, str] = {}
    for one, other in pairwise(kept):
        if one.twin and one.family == other.family and one.birth_date == other.birth_date:
            twins |= {one.id: other.id, other.id: one.id}
    early = make_early_support(shape, kept, facts, on, stream("early"))
    risk = {p.id: predictor(shape["neet"], facts[p.id]) for p in kept}
    september = make_september(shape, kept, lives, newcomers, on, stream("september"))
    return Borough(on, shape, kept, facts, lives, early, dict(confirmations), newcomers, twins, risk, september)
