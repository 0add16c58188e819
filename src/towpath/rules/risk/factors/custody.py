"""Whether somebody is in custody."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="custody",
    question="Are they in custody?",
    evidence=("custody",),
    unit="yes or no",
    unknown="Nobody has told us.",
    find=told("custody"),
    words=claims("In custody", "Not in custody"),
    to_young_person="We can start planning with you now for what comes next.",
    looked_at="whether you are held in custody",
    source="Oxfordshire scores it; activity 710",
    is_special_category=True,
    permission="people.view_justice",
)
