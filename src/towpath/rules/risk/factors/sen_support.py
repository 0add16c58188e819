"""Whether somebody has SEN support without a plan. The flag that staff correct speaks before a school's code."""

from towpath.rules.risk.evidence import NO, YES, Evidence
from towpath.rules.risk.factor import Factor, Finding, claims, found


def _find(evidence: Evidence) -> Finding | None:
    if flag := evidence.latest("sen_support_flag"):
        return found(flag)
    provision = evidence.latest("sen_provision")
    if provision is None:
        return None
    return Finding(YES if provision.value == "K" else NO, provision.as_at_date, provision.source)


FACTOR = Factor(
    code="sen_support",
    question="Do they have SEN support?",
    evidence=("sen_support_flag", "sen_provision"),
    unit="yes or no",
    unknown="No list says whether they have SEN support.",
    find=_find,
    words=claims("Has SEN support", "Has no SEN support"),
    to_young_person="You have some extra support at school, and we can help you find the same in what comes next.",
    looked_at="whether you get help with learning at school",
    source="In every published approach under special educational needs",
    is_special_category=True,
)
