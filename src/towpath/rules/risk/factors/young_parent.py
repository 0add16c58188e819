"""Whether somebody is a parent, caring for their own child or not."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="young_parent",
    question="Are they a parent?",
    evidence=("parent",),
    unit="yes or no",
    unknown="Nobody has told us. A father is told of less often than a mother.",
    find=told("parent"),
    words=claims("A young parent", "Not a parent"),
    to_young_person="There is extra help with what comes next, and with childcare, for young parents.",
    looked_at="whether you are a parent",
    source="Oxfordshire scores it; characteristics 120 and 190",
    is_special_category=False,
    permission="people.edit",
)
