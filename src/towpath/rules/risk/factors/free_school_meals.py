"""Whether somebody is eligible for free school meals."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="free_school_meals",
    question="Are they eligible for free school meals?",
    evidence=("fsm_eligible",),
    unit="yes or no",
    unknown="No list says. Families who have not applied are not counted as eligible.",
    find=told("fsm_eligible"),
    words=claims("Eligible for free school meals", "Not eligible for free school meals"),
    to_young_person="There may be help with the costs of what comes next, such as travel and kit.",
    looked_at="whether you can get free school meals",
    source="Oxfordshire scores it; a sign of low income, weak in some published tests",
    is_special_category=False,
)
