"""Whether somebody is supervised by youth justice."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="youth_justice",
    question="Are they supervised by youth justice?",
    evidence=("youth_justice",),
    unit="yes or no",
    unknown="Nobody has told us. The service that knows may not share its list.",
    find=told("youth_justice"),
    words=claims("Supervised by youth justice", "Not supervised by youth justice"),
    to_young_person="You are working with another team already, and we can help with what comes next alongside them.",
    looked_at="whether you work with the youth justice team",
    source="Oxfordshire scores it; characteristic 170",
    is_special_category=True,
    permission="people.view_justice",
)
