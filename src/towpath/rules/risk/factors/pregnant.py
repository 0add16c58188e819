"""Whether somebody is pregnant."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="pregnant",
    question="Are they pregnant?",
    evidence=("pregnant",),
    unit="yes or no",
    unknown="Nobody has told us. It is told to few, so unknown is the usual answer, of boys too.",
    find=told("pregnant"),
    words=claims("Pregnant", "Not pregnant"),
    to_young_person="There is extra help with what comes next for people who are expecting a baby.",
    looked_at="whether you are expecting a baby",
    source="Oxfordshire scores it; characteristic 180",
    is_special_category=True,
    permission="people.edit",
)
