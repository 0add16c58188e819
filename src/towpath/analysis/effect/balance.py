"""How alike the two groups are on each covariate, before and after, and how many controls the weights are worth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from towpath.analysis.effect.entropy import Numbers
from towpath.analysis.effect.sample import Sample

FLAGGED_ABOVE = 0.1
"""A standardised difference above this is said to be large: Austin, Statistics in Medicine 28 (2009)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """
    How far the treated's mean of a covariate lies above the controls', in standard deviations of the treated before.

    None where everybody has the same value, so that there is no spread to measure in.
    """

    covariate: str
    smd_before: float | None
    smd_after: float | None

    @property
    def is_flagged(self) -> bool:
        """Return whether the groups still differ by more than is usually let pass."""
        return self.smd_after is not None and abs(self.smd_after) > FLAGGED_ABOVE


def balances(sample: Sample, weights: Numbers) -> list[Balance]:
    """Return the balance of each number and each category of the covariates, in their order."""
    spreads = [_spread(sample, place) for place in range(len(sample.shown_names))]
    before = _differences(sample, np.ones(len(sample.treated)))
    after = _differences(sample, weights)
    return [
        Balance(
            covariate=name,
            smd_before=float(before[place] / spread) if spread else None,
            smd_after=float(after[place] / spread) if spread else None,
        )
        for place, (name, spread) in enumerate(zip(sample.shown_names, spreads, strict=True))
    ]


def effective_size(weights: Numbers) -> float:
    """Return how many people of even weight would be as sure as these: Kish, Survey Sampling (1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def flagged(found: Sequence[Balance]) -> list[Balance]:
    """Return those that still differ too much, the worst first."""
    return sorted(
        (each for each in found if each.is_flagged), key=lambda each: (-abs(each.smd_after or 0), each.covariate)
    )


def _differences(sample: Sample, weights: Numbers) -> Numbers:
    treated, controls = weights * sample.treated, weights * ~sample.treated
    difference: Numbers = treated @ sample.shown / treated.sum() - controls @ sample.shown / controls.sum()
    return difference


def _spread(sample: Sample, place: int) -> float:
    """Return the treated's standard deviation, or everybody's where the treated are all the same."""
    values = sample.shown[:, place]
    return _deviation(values[sample.treated]) or _deviation(values)


def _deviation(values: Numbers) -> float:
    if np.isin(values, (0.0, 1.0)).all():
        share = float(values.mean())
        return float((share * (1 - share)) ** 0.5)
    deviation = float(values.std(ddof=1))
    return deviation if deviation > 1e-12 * float(np.abs(values).max()) else 0.0
