"""Whether somebody cares for another who is not their own child."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="young_carer",
    question="Do they care for somebody at home?",
    evidence=("young_carer",),
    unit="yes or no",
    unknown="Nobody has told us. Many young carers are known to nobody.",
    find=told("young_carer"),
    words=claims("A young carer", "Not a young carer"),
    to_young_person="You look after somebody at home, and we can help what comes next fit around that.",
    looked_at="whether you look after somebody at home",
    source="Oxfordshire scores it; characteristic 140",
    is_special_category=False,
    permission="people.edit",
)
