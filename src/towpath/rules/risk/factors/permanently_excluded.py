"""Whether somebody was permanently excluded from a school."""

from towpath.rules.risk.factor import Factor, claims, told

FACTOR = Factor(
    code="permanently_excluded",
    question="Have they been permanently excluded from a school?",
    evidence=("permanently_excluded",),
    unit="yes or no",
    unknown="No list says. An exclusion from another council's school may not have reached us.",
    find=told("permanently_excluded"),
    words=claims("Permanently excluded from a school", "Not permanently excluded"),
    to_young_person="You have had to change schools, and extra help with what comes next could make it easier.",
    looked_at="whether you had to leave a school for good",
    source="Exclusion is in nearly every published approach",
    is_special_category=False,
)
