"""
Whether somebody was ever suspended or permanently excluded, in any list that we were given.

One yes, however old, is a yes. A no takes both: the latest count of suspensions is none and nobody was permanently
excluded.
"""

from towpath.rules.risk.evidence import NO, YES, Evidence, Piece
from towpath.rules.risk.factor import Factor, Finding, claims


def _find(evidence: Evidence) -> Finding | None:
    told = (*evidence.all("permanently_excluded"), *evidence.all("suspensions"), *evidence.all("suspension_sessions"))
    excluded = [piece for piece in told if _says_excluded(piece)]
    if excluded:
        return Finding(YES, excluded[0].as_at_date, excluded[0].source)
    counted = evidence.latest("suspensions") or evidence.latest("suspension_sessions")
    permanent = evidence.latest("permanently_excluded")
    if counted is None or permanent is None:
        return None
    return Finding(NO, counted.as_at_date, counted.source)


def _says_excluded(piece: Piece) -> bool:
    return piece.value == YES if isinstance(piece.value, str) else piece.value > 0


FACTOR = Factor(
    code="ever_excluded",
    question="Have they ever been suspended or permanently excluded?",
    evidence=("permanently_excluded", "suspensions", "suspension_sessions"),
    unit="yes or no",
    unknown="No list tells both of suspensions and of permanent exclusion, and none tells of either having happened.",
    find=_find,
    words=claims("Has been suspended or permanently excluded", "Never suspended or excluded in the lists we have"),
    to_young_person="School has been hard going at times, and extra help with what comes next could make it easier.",
    looked_at="whether you were ever sent home from school or had to leave one",
    source="Oxfordshire as coded in 2023 scores any exclusion ever",
    is_special_category=False,
)
