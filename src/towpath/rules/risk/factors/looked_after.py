"""Whether somebody is looked after by a council."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="looked_after",
    question="Are they looked after by a council?",
    evidence=("in_care",),
    unit="yes or no",
    unknown="Nobody has told us. A child placed here by another council may not be on any list of ours.",
    find=told("in_care"),
    words=claims("Looked after by a council", "Not looked after by a council"),
    to_young_person="There is extra help with what comes next for people in care, and you are entitled to it.",
    looked_at="whether you are in care",
    source="In nearly every published approach; characteristic 110",
    is_special_category=False,
    permission="people.view_care",
)
