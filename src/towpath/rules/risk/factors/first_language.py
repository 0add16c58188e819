"""
Whether somebody's first language is English.

A census code says more than a school's yes or no to English as an additional language, so it speaks first. A plain no
is read as English, though it does not tell whether that was only believed.
"""

from towpath.rules.risk.evidence import YES, Evidence, Value
from towpath.rules.risk.factor import Factor, Finding

NOT_SAID = frozenset({"REF", "NOT", "ZZZ"})
"""Refused, not obtained, and not yet classified: an answer was asked for and there is none."""

ENGLISH, BELIEVED_ENGLISH, OTHER = "english", "believed_english", "other"
SAID = {
    ENGLISH: "First language is English",
    BELIEVED_ENGLISH: "First language is believed to be English",
    OTHER: "First language is not English",
}


def _find(evidence: Evidence) -> Finding | None:
    code = next((each for each in evidence.all("first_language") if each.value not in NOT_SAID), None)
    if code is not None:
        language = {"ENG": ENGLISH, "ENB": BELIEVED_ENGLISH}.get(str(code.value), OTHER)
        return Finding(language, code.as_at_date, code.source)
    flag = evidence.latest("eal")
    if flag is None:
        return None
    return Finding(OTHER if flag.value == YES else ENGLISH, flag.as_at_date, flag.source)


def _words(value: Value) -> str:
    return SAID[str(value)]


FACTOR = Factor(
    code="first_language",
    question="Is English their first language?",
    evidence=("first_language", "eal"),
    unit="english, believed_english or other",
    unknown="Nobody has told us, or the family was asked and did not say.",
    find=_find,
    words=_words,
    to_young_person="You speak more than one language. We can help you make the most of that in what comes next.",
    looked_at="what your first language is",
    source="Oxfordshire scores it; language can stand for ethnic origin, so watch it for fairness",
    is_special_category=True,
)
