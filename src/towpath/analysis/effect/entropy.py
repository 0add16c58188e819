"""
Entropy balancing: the weights nearest to even under which the controls have the treated's means exactly.

They are found through the dual problem, which has one unknown a covariate and is convex, by Newton's method. Source:
Hainmueller, Entropy Balancing for Causal Effects, Political Analysis 20 (2012).
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

MOST_STEPS = 200
CLOSE_ENOUGH = 1e-9
"""How far a mean may stay from its target, in standard deviations of the controls."""
NO_LONGER_NEARER = 1e-7
SMALLEST_STEP = 1e-10


class OutOfReach(Exception):
    """No weights give the controls these means; `columns` are those whose own mean lies outside all the controls."""

    def __init__(self, columns: tuple[int, ...]) -> None:
        super().__init__(columns)
        self.columns = columns


def balanced(controls: Numbers, means: Numbers) -> Numbers:
    """
    Return a weight for each control, summing to 1, under which the columns have exactly these means.

    :param controls: a row a control and a column a covariate
    :raises OutOfReach: no weights of at least 0 do
    """
    lowest, highest = controls.min(axis=0), controls.max(axis=0)
    slack = CLOSE_ENOUGH * (highest - lowest)
    beyond = np.flatnonzero((means < lowest - slack) | (means > highest + slack))
    if len(beyond):
        raise OutOfReach(tuple(int(column) for column in beyond))
    kept, columns = _on_the_edges(controls, means)
    weights = np.zeros(len(controls))
    weights[kept] = _newton(controls[np.ix_(kept, columns)], means[columns])
    return weights


def _on_the_edges(controls: Numbers, means: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Return the controls that may count and the columns still to be balanced.

    Where everybody treated has the controls' least or greatest value, only controls who have it too may count.
    """
    kept = np.arange(len(controls))
    columns = np.arange(controls.shape[1])
    while True:
        within = controls[np.ix_(kept, columns)]
        lowest, highest = within.min(axis=0), within.max(axis=0)
        slack = CLOSE_ENOUGH * np.maximum(highest - lowest, np.abs(means[columns]) * CLOSE_ENOUGH)
        at_edge = (means[columns] <= lowest + slack) | (means[columns] >= highest - slack)
        if not at_edge.any():
            return kept, columns
        if (beyond := (means[columns] < lowest - slack) | (means[columns] > highest + slack)).any():
            raise OutOfReach(tuple(int(column) for column in columns[beyond]))
        agrees = np.abs(within[:, at_edge] - means[columns][at_edge]) <= slack[at_edge]
        if not (alike := agrees.all(axis=1)).any():
            raise OutOfReach(())
        kept, columns = kept[alike], columns[~at_edge]


def _newton(controls: Numbers, means: Numbers) -> Numbers:
    if controls.shape[1] == 0:
        return np.full(len(controls), 1 / len(controls))
    away = (controls - means) / controls.std(axis=0)
    multipliers = np.zeros(away.shape[1])
    height, weights = _dual(away, multipliers)
    for _ in range(MOST_STEPS):
        slope = away.T @ weights
        if np.abs(slope).max() <= CLOSE_ENOUGH:
            return weights
        curvature = (away * weights[:, None]).T @ away - np.outer(slope, slope)
        step = -np.linalg.lstsq(curvature, slope, rcond=None)[0]
        size = 1.0
        while True:
            tried = multipliers + size * step
            new_height, new_weights = _dual(away, tried)
            if new_height <= height + 1e-4 * size * float(slope @ step) or size < SMALLEST_STEP:
                break
            size /= 2
        if (away @ tried).max() < 0:
            # Every control lies on one side of the means: no weights can bring them there. This proves it.
            raise OutOfReach(())
        if size < SMALLEST_STEP:
            break
        multipliers, height, weights = tried, new_height, new_weights
    if np.abs(away.T @ weights).max() <= NO_LONGER_NEARER:
        return weights
    raise OutOfReach(())


def _dual(away: Numbers, multipliers: Numbers) -> tuple[float, Numbers]:
    """Return the dual's value and the weights at these multipliers."""
    powers = away @ multipliers
    top = powers.max()
    raised = np.exp(powers - top)
    total = raised.sum()
    return float(top + np.log(total)), raised / total
