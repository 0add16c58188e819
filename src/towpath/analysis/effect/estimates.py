"""
Comparing outcomes by weighted regression, with standard errors that do not trust the residuals to be alike.

Weights count as fixed. Standard errors are HC1, clustered by matched set where a design matches and by a column where
one is named, with the correction of Stata and of R's sandwich for few clusters.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.regression.linear_model import WLS

from towpath.analysis.effect.entropy import Numbers
from towpath.analysis.effect.sample import DEPENDS, Sample

CONFIDENCE = 0.95
SMALLEST = 1e-300
PER_STANDARD_DEVIATION = 0.91
"""A difference of one standard deviation as a log risk ratio: VanderWeele and Ding, Annals 167 (2017)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How much higher the outcome of the treated is, its standard error, and its 95% interval by Student's t."""

    estimate: float
    se: float
    ci: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EValue:
    """
    How strong something unseen must be to explain the estimate away, and to bring its interval to no difference.

    It is a risk ratio, with both having the treatment and the outcome. 1 means that nothing is needed.
    """

    point: float
    interval: float


def difference(sample: Sample, weights: Numbers, clusters: NDArray[np.int64] | None) -> Estimate:
    """Return the difference of weighted means, over everybody who counts."""
    return _regressed(sample, weights, clusters, np.empty((len(weights), 0)))


def adjusted_difference(sample: Sample, weights: Numbers, clusters: NDArray[np.int64] | None) -> Estimate | None:
    """
    Return the difference for the treated after regression on the covariates in each group; None with too few people.

    Each group has its own slopes, and the covariates are taken from the treated's mean: so the coefficient is the
    effect averaged over the treated.
    """
    counts = weights > 0
    smaller_group = min((counts & sample.treated).sum(), (counts & ~sample.treated).sum())
    if smaller_group <= sample.regressors.shape[1] + 1:
        return None
    centred = sample.regressors - np.average(sample.regressors[sample.treated], axis=0, weights=weights[sample.treated])
    spread = centred[counts].std(axis=0)
    centred = centred / np.where(spread > 0, spread, 1)
    return _regressed(sample, weights, clusters, np.hstack([centred, centred * sample.treated[:, None]]))


def e_value(sample: Sample, weights: Numbers, found: Estimate) -> EValue | None:
    """Return the E-value of an estimate, or None where the outcome never varies or never happens to controls."""
    controls = ~sample.treated
    mean = float(np.average(sample.outcome[controls], weights=weights[controls]))
    if sample.outcome_is_yes_or_no:
        if mean <= 0:
            return None
        point, *limits = (max((mean + shift) / mean, 1e-6) for shift in (found.estimate, *found.ci))
    else:
        spread = float(sample.outcome[weights > 0].std(ddof=1))
        if spread == 0:
            return None
        scaled = [np.clip(PER_STANDARD_DEVIATION * shift / spread, -50, 50) for shift in (found.estimate, *found.ci)]
        point, *limits = (float(np.exp(each)) for each in scaled)
    low, high = limits
    nearest = 1.0 if low <= 1 <= high else min((low, high), key=lambda ratio: abs(np.log(ratio)))
    return EValue(point=_needed(point), interval=_needed(nearest))


def _needed(ratio: float) -> float:
    ratio = max(ratio, 1 / ratio)
    return float(ratio + (ratio * (ratio - 1)) ** 0.5)


def _regressed(sample: Sample, weights: Numbers, clusters: NDArray[np.int64] | None, covariates: Numbers) -> Estimate:
    counts = weights > 0
    columns = _new(np.column_stack([np.ones(counts.sum()), sample.treated[counts], covariates[counts]]))
    model = WLS(sample.outcome[counts], columns, weights=weights[counts])
    if clusters is None:
        fitted = model.fit(cov_type="HC1")
        freedom = float(fitted.df_resid)
    else:
        groups = clusters[counts]
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
        freedom = min(len(np.unique(each)) for each in groups.reshape(len(groups), -1).T) - 1.0
    estimate, se = float(fitted.params[1]), float(fitted.bse[1])
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom)) * se if freedom > 0 else np.inf
    return Estimate(estimate=estimate, se=se, ci=(estimate - reach, estimate + reach))


def _new(columns: Numbers) -> Numbers:
    """Return the columns that those before them do not explain, so that the first ones always stay."""
    corner = np.abs(np.diag(np.linalg.qr(columns, mode="r")))
    says_something = corner > DEPENDS * np.maximum(np.linalg.norm(columns, axis=0), SMALLEST)
    return columns[:, says_something]
