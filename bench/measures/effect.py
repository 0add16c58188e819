"""What support changed: 200,000 people weighed to be alike on 12 covariates, and how often intervals hold the truth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from measures import Reading, Said, best_of, kept_words
from towpath.analysis.effect.designs import Design
from towpath.analysis.effect.effects import effect_of
from towpath.analysis.effect.entropy import balanced
from towpath.analysis.effect.trial import LARGE_EFFECT, NO_EFFECT, borough

PEOPLE, COVARIATES = 200_000, 12
LIMIT_SECONDS = 1.0
BOROUGHS = 200
LEAST_HELD = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """In how many of so many boroughs the interval held the effect that was put in."""

    effect: float
    held: int
    boroughs: int

    @property
    def is_kept(self) -> bool:
        """Return whether it did often enough."""
        return self.held >= LEAST_HELD * self.boroughs

    @property
    def line(self) -> str:
        """Return the count, the effect, and the limit with whether it was kept."""
        what = f"95% intervals by the default design hold the effect of {self.effect:+.0f} days"
        limit = f"limit {LEAST_HELD:.0%} {kept_words(self.is_kept)}"
        return f"  {'':8}    {self.held:4} of {self.boroughs}  {what}  {limit}"


def measure(people: int | None) -> Iterator[Said]:
    """Yield how long balancing takes beside one pass over the numbers, then the coverage of each effect."""
    count = people or PEOPLE
    chance = np.random.default_rng(0)
    treated = chance.normal(0.2, 1, (count // 10, COVARIATES))
    controls = chance.normal(0, 1, (count - len(treated), COVARIATES))
    means = treated.mean(axis=0)
    floor = best_of(5, lambda: controls.T @ controls)
    yield Reading(what=f"the products of {count:,} people's numbers, once", seconds=floor, floor_seconds=floor)
    seconds = best_of(3, lambda: balanced(controls, means))
    limit = LIMIT_SECONDS if count <= PEOPLE else None
    what = f"{count:,} people balanced on {COVARIATES} covariates"
    yield Reading(what=what, seconds=seconds, floor_seconds=floor, limit_seconds=limit)
    for effect in (NO_EFFECT, LARGE_EFFECT):
        intervals = [effect_of(borough(seed, effect), Design.ENTROPY).estimate.ci for seed in range(BOROUGHS)]
        held = sum(low <= effect <= high for low, high in intervals)
        yield Coverage(effect=effect, held=held, boroughs=BOROUGHS)
