"""Whether somebody has an education, health and care plan. The flag staff correct speaks before a school's code."""

from towpath.rules.risk.evidence import NO, YES, Evidence
from towpath.rules.risk.factor import Factor, Finding, claims, found


def _find(evidence: Evidence) -> Finding | None:
    if flag := evidence.latest("send_flag"):
        return found(flag)
    provision = evidence.latest("sen_provision")
    if provision is None:
        return None
    return Finding(YES if provision.value == "E" else NO, provision.as_at_date, provision.source)


FACTOR = Factor(
    code="ehc_plan",
    question="Do they have an education, health and care plan?",
    evidence=("send_flag", "sen_provision"),
    unit="yes or no",
    unknown="No list says whether they have a plan. A plan elsewhere may not have reached us.",
    find=_find,
    words=claims("Has an education, health and care plan", "Has no education, health and care plan"),
    to_young_person="You have a plan for your support, and we can help it carry on into what comes next.",
    looked_at="whether you have an education, health and care plan",
    source="In every published approach under special educational needs",
    is_special_category=True,
)
