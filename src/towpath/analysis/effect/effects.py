"""One design, from people to an effect with its interval, its balance and what a reader must be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from towpath.analysis.effect.balance import FLAGGED_ABOVE, Balance, balances, effective_size, flagged
from towpath.analysis.effect.designs import Counted, Design, counted
from towpath.analysis.effect.estimates import Estimate, EValue, adjusted_difference, difference, e_value
from towpath.analysis.effect.sample import Sample

ESTIMAND = "ATT"
DEFAULT_CALIPER = 0.2
SMALL_GROUP = 20
HEAVY_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """
    What a design found: the effect on the treated, plain and after regression on the covariates.

    `treated` and `controls` count; `given_treated` and `given_controls` were there. `effective_controls` is how many
    of even weight would be as sure, and `largest_share` the greatest part of the comparison that one control makes.
    """

    design: Design
    estimate: Estimate
    adjusted: Estimate | None
    treated: int
    controls: int
    given_treated: int
    given_controls: int
    effective_controls: float
    largest_share: float
    balance: tuple[Balance, ...]
    e_value: EValue | None
    warnings: tuple[str, ...]


def effect_of(sample: Sample, design: Design, *, caliper: float = DEFAULT_CALIPER) -> Effect:
    """
    Return the effect on the treated under a design.

    :param caliper: how far apart a pair may be, in standard deviations of the propensity score
    :raises NoOverlap: the controls cannot be made like the treated
    """
    by_design = counted(sample, design, caliper=caliper)
    weights = by_design.weights
    clusters = _clusters(sample, by_design)
    on_controls = weights[~sample.treated]
    estimate = difference(sample, weights, clusters)
    adjusted = adjusted_difference(sample, weights, clusters)
    found = balances(sample, weights)
    effect = Effect(
        design=design,
        estimate=estimate,
        adjusted=adjusted,
        treated=int((weights[sample.treated] > 0).sum()),
        controls=int((on_controls > 0).sum()),
        given_treated=int(sample.treated.sum()),
        given_controls=len(on_controls),
        effective_controls=effective_size(on_controls),
        largest_share=float(on_controls.max() / on_controls.sum()),
        balance=tuple(found),
        e_value=e_value(sample, weights, estimate),
        warnings=(),
    )
    return replace(effect, warnings=tuple(_warnings(effect, sample)))


def _clusters(sample: Sample, by_design: Counted) -> NDArray[np.int64] | None:
    both = [each for each in (by_design.pairs, sample.clusters) if each is not None]
    if not both:
        return None
    return both[0] if len(both) == 1 else np.column_stack(both)


def _warnings(effect: Effect, sample: Sample) -> Iterator[str]:
    if effect.design is Design.UNADJUSTED:
        yield "Nothing was done to make the groups alike: the estimate holds whatever they differ in."
    if lost := effect.given_treated - effect.treated:
        yield (
            f"{lost:,} of the {effect.given_treated:,} treated have no match and are left out:"
            " the estimate is not about them."
        )
    for each in flagged(effect.balance):
        yield (
            f"{each.covariate} still differs by {each.smd_after:.4f} standard deviations, more than {FLAGGED_ABOVE:g}."
        )
    if effect.largest_share > HEAVY_SHARE:
        yield f"One control makes {effect.largest_share:.0%} of the comparison."
    if min(effect.treated, effect.effective_controls) < SMALL_GROUP:
        yield (
            f"{effect.treated:,} treated and controls worth {effect.effective_controls:.1f}:"
            f" with fewer than {SMALL_GROUP} on a side the interval is rough."
        )
    if effect.adjusted is None:
        yield "There are too few people for so many covariates: nothing is adjusted by regression."
    yield from _silent_words(sample.silent)


def _silent_words(silent: Sequence[str]) -> Iterator[str]:
    for name in silent:
        yield f"{name} says nothing that the others do not, or is the same for everybody: nothing was done with it."
