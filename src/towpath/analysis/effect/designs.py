"""The designs: how much each person counts, and who is matched with whom."""

import warnings
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from towpath.analysis.effect.entropy import Numbers, OutOfReach, balanced
from towpath.analysis.effect.sample import Sample

TIED_WITHIN = 12
"""Probabilities that agree to this many decimals are the same: beyond it they differ only by rounding."""
TELLS_APART = 1e-6


class Design(StrEnum):
    """How the controls are made like the treated."""

    UNADJUSTED = "unadjusted"
    NEAREST = "nearest"
    CALIPER = "caliper"
    IPW = "ipw"
    ENTROPY = "entropy"

    @property
    def is_matched(self) -> bool:
        """Return whether it pairs each treated person with one control."""
        return self in (Design.NEAREST, Design.CALIPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    How much each person counts: the treated 1 each and the controls as much in sum, or 0 where they are left out.

    `pairs` holds the same number for the two of a match and -1 for nobody's; None where the design does not match.
    """

    weights: Numbers
    pairs: NDArray[np.int64] | None = None


class NoOverlap(Exception):
    """The controls cannot be made like the treated; `covariates` names those that stand in the way."""

    def __init__(self, covariates: tuple[str, ...]) -> None:
        super().__init__(", ".join(covariates))
        self.covariates = covariates


def counted(sample: Sample, design: Design, *, caliper: float) -> Counted:
    """
    Return how much each person counts under a design.

    :param caliper: how far apart a pair may be, in standard deviations of the propensity score
    :raises NoOverlap: the covariates leave the two groups nothing in common
    """
    match design:
        case Design.UNADJUSTED:
            return Counted(weights=np.ones(len(sample.treated)))
        case Design.ENTROPY:
            return Counted(weights=_entropy(sample))
        case Design.IPW:
            probability = propensity(sample)
            return Counted(weights=np.where(sample.treated, 1.0, probability / (1 - probability)))
    probability = propensity(sample)
    width = caliper * float(probability.std(ddof=1)) if design is Design.CALIPER else np.inf
    pairs = matched(probability, sample.treated, width=width)
    if not (pairs >= 0).any():
        raise NoOverlap(())
    return Counted(weights=(pairs >= 0).astype(np.float64), pairs=pairs)


def propensity(sample: Sample) -> Numbers:
    """
    Return the probability that each is treated, given their covariates, by logistic regression.

    :raises NoOverlap: the covariates tell the groups apart without fail
    """
    columns = np.column_stack([np.ones(len(sample.treated)), sample.regressors])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # Separation is told below, in words that name the covariate.
        warnings.simplefilter("ignore")
        fitted = GLM(sample.treated.astype(np.float64), columns, family=Binomial()).fit(tol=1e-12, maxiter=100)
    probability: Numbers = np.asarray(fitted.fittedvalues)
    if not np.isfinite(probability).all() or np.abs(probability - sample.treated).max() < TELLS_APART:
        raise NoOverlap(_in_the_way(sample))
    return np.clip(probability, 1e-12, 1 - 1e-12)


def matched(probability: Numbers, treated: NDArray[np.bool_], *, width: float) -> NDArray[np.int64]:
    """
    Return the number of each person's pair, or -1: the treated likeliest first, each with the nearest free control.

    Everybody stands in one line by probability, then row: a treated person looks to both sides for the next free
    control and takes the nearer, the one before where both are as near. So ties never depend on chance.
    """
    places = np.round(probability, TIED_WITHIN)
    line = np.argsort(places, kind="stable")
    place_of = np.empty(len(line), np.int64)
    place_of[line] = np.arange(len(line))
    before = [place if not treated[row] else place - 1 for place, row in enumerate(line)]
    after = [place if not treated[row] else place + 1 for place, row in enumerate(line)]
    pairs = np.full(len(line), -1, np.int64)
    rows = np.flatnonzero(treated)
    for number, row in enumerate(rows[np.argsort(-places[rows], kind="stable")]):
        near = [
            (abs(places[line[place]] - places[row]), place)
            for place in (_next(before, place_of[row]), _next(after, place_of[row]))
            if 0 <= place < len(line)
        ]
        if near and min(near)[0] <= width:
            place = min(near)[1]
            pairs[row] = pairs[line[place]] = number
            before[place], after[place] = place - 1, place + 1
    return pairs


def _next(links: list[int], place: int) -> int:
    """Return the next free place along the links, and shorten them for whoever comes after."""
    passed = []
    while 0 <= place < len(links) and links[place] != place:
        passed.append(place)
        place = links[place]
    for each in passed:
        links[each] = place
    return place


def _entropy(sample: Sample) -> Numbers:
    controls = ~sample.treated
    try:
        shares = balanced(sample.regressors[controls], sample.regressors[sample.treated].mean(axis=0))
    except OutOfReach as beyond:
        raise NoOverlap(_named(sample, beyond.columns) or _in_the_way(sample)) from beyond
    weights = np.ones(len(sample.treated))
    weights[controls] = shares * sample.treated.sum()
    return weights


def _named(sample: Sample, columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sample.covariates[sample.regressor_of[column]] for column in columns))


def _in_the_way(sample: Sample) -> tuple[str, ...]:
    """Return each covariate without which the rest could be balanced; all of them where no single one is in the way."""
    controls, means = sample.regressors[~sample.treated], sample.regressors[sample.treated].mean(axis=0)
    parents = np.asarray(sample.regressor_of)
    alone = []
    for number, covariate in enumerate(sample.covariates):
        others = parents != number
        if others.all() or not others.any():
            continue
        try:
            balanced(controls[:, others], means[others])
        except OutOfReach:
            continue
        alone.append(covariate)
    return tuple(alone) or sample.covariates
