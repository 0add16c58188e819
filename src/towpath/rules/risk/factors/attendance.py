"""How much of school somebody attended."""

from towpath.rules.risk.evidence import plain
from towpath.rules.risk.factor import Factor, told

FACTOR = Factor(
    code="attendance",
    question="How much of school did they attend?",
    evidence=("attendance_percent",),
    unit="percent of possible sessions",
    unknown="No list of the period gave their attendance. It may be poor: those missing from a list often are.",
    find=told("attendance_percent"),
    words=lambda value: f"Attended {plain(value)}% of school",
    to_young_person="You have missed some school, so we would like to help you get to what comes next.",
    source="Attendance is in every published approach; below 90% goes with about four times the risk",
    is_special_category=False,
)
