"""Whether somebody is taught away from their school's premises or in alternative provision."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="alternative_provision",
    question="Are they taught away from school, or in alternative provision?",
    evidence=("alternative_provision",),
    unit="yes or no",
    unknown="Nobody has told us. A school may not list those it sends elsewhere.",
    find=told("alternative_provision"),
    words=claims("In alternative provision or taught away from school", "Not in alternative provision"),
    to_young_person="You learn somewhere other than a big school, and we can help you find what suits you next.",
    looked_at="whether you are taught somewhere other than a school",
    source="Oxfordshire scores it and the published vulnerable group holds it (characteristic 200)",
    is_special_category=False,
)
