"""How many sessions somebody missed through suspension. Never suspended means none; suspended alone does not say."""

from decimal import Decimal

from towpath.rules.risk.evidence import Evidence, Value, plain
from towpath.rules.risk.factor import Factor, Finding, found


def _find(evidence: Evidence) -> Finding | None:
    if sessions := evidence.latest("suspension_sessions"):
        return found(sessions)
    count = evidence.latest("suspensions")
    if count is None or count.value != 0:
        return None
    return Finding(Decimal(0), count.as_at_date, count.source)


def _words(value: Value) -> str:
    return f"Missed {plain(value)} {'session' if value == 1 else 'sessions'} of school through suspension"


FACTOR = Factor(
    code="suspension_sessions",
    question="How many sessions of school did they miss through suspension?",
    evidence=("suspension_sessions", "suspensions"),
    unit="sessions, two to a day",
    unknown="No list of the period says how long they were suspended for.",
    find=_find,
    words=_words,
    to_young_person="You have spent time out of school, and extra help with what comes next could make it easier.",
    looked_at="how long you were suspended from school",
    source="Oxfordshire scores exclusion in two steps; its unit is not known and sessions are assumed",
    is_special_category=False,
)
