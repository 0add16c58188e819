"""Boroughs made up by a seed, with a known effect of support on days NEET, to see how well it is found."""

import numpy as np

from towpath.analysis.effect.sample import Facts, Sample, sample_of

NO_EFFECT, LARGE_EFFECT = 0.0, -30.0


def borough(seed: int, effect: float, *, people: int = 400) -> Sample:
    """
    Return young people of whom advisers support the likelier to be NEET, and their days NEET out of 182.

    :param effect: days that support adds, so a good one is below 0
    """
    chance = np.random.default_rng(seed)
    attendance = np.clip(chance.normal(90, 8, people), 40, 100)
    points = chance.poisson(2.0, people).astype(float)
    in_care = chance.binomial(1, 0.12, people).astype(float)
    sen = chance.choice(["none", "support", "plan"], people, p=[0.7, 0.2, 0.1])
    pull = -1.2 - 0.06 * (attendance - 90) + 0.25 * (points - 2) + 0.8 * in_care + 0.5 * (sen == "plan")
    supported = chance.binomial(1, 1 / (1 + np.exp(-pull))).astype(float)
    days = 45 - 1.1 * (attendance - 90) + 7 * (points - 2) + 18 * in_care + 10 * (sen == "plan")
    days = days + chance.normal(0, 25, people) + effect * supported
    facts = [
        Facts(name="attendance", numbers=attendance),
        Facts(name="points", numbers=points),
        Facts(name="in_care", numbers=in_care),
        Facts(name="sen", words=sen.astype(object)),
    ]
    return sample_of(supported, days, facts)
