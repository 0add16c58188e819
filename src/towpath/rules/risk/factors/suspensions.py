"""How often somebody was suspended. No session missed through it means no suspension; some means at least one."""

from decimal import Decimal

from towpath.rules.risk.evidence import Evidence, Value, plain
from towpath.rules.risk.factor import Factor, Finding, found


def _find(evidence: Evidence) -> Finding | None:
    if count := evidence.latest("suspensions"):
        return found(count)
    sessions = evidence.latest("suspension_sessions")
    if sessions is None:
        return None
    at_least = min(Decimal(sessions.value), Decimal(1))
    return Finding(at_least, sessions.as_at_date, sessions.source)


def _words(value: Value) -> str:
    if value == 0:
        return "Never suspended"
    return "Suspended at least once" if value == 1 else f"Suspended {plain(value)} times"


FACTOR = Factor(
    code="suspensions",
    question="How often were they suspended?",
    evidence=("suspensions", "suspension_sessions"),
    unit="suspensions; 1 where only the sessions missed are known",
    unknown="No list of the period says whether they were suspended.",
    find=_find,
    words=_words,
    to_young_person="School has been hard going at times, and extra help with what comes next could make it easier.",
    looked_at="how often you were suspended from school",
    source="Exclusion is in nearly every published approach",
    is_special_category=False,
)
