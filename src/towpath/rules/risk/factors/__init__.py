"""Every factor there is, by name and in the order that pages list them. A test compares the tuple with the folder."""

from towpath.rules.risk.factor import Factor
from towpath.rules.risk.factors import (
    alternative_provision,
    attendance,
    custody,
    ehc_plan,
    ever_excluded,
    first_language,
    free_school_meals,
    looked_after,
    permanently_excluded,
    pregnant,
    sen_support,
    suspension_sessions,
    suspensions,
    young_carer,
    young_parent,
    youth_justice,
)

FACTORS: tuple[Factor, ...] = (
    attendance.FACTOR,
    ehc_plan.FACTOR,
    sen_support.FACTOR,
    free_school_meals.FACTOR,
    looked_after.FACTOR,
    young_carer.FACTOR,
    young_parent.FACTOR,
    pregnant.FACTOR,
    first_language.FACTOR,
    suspensions.FACTOR,
    suspension_sessions.FACTOR,
    permanently_excluded.FACTOR,
    ever_excluded.FACTOR,
    alternative_provision.FACTOR,
    youth_justice.FACTOR,
    custody.FACTOR,
)

_BY_CODE = {factor.code: factor for factor in FACTORS}


def factor_of(code: str) -> Factor:
    """
    Return the factor of that code.

    :raises KeyError: there is no such factor
    """
    return _BY_CODE[code]
