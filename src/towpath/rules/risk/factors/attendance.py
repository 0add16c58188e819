"""How much of school somebody attended."""

from decimal import ROUND_FLOOR, Decimal

from towpath.rules.risk.evidence import Value, plain
from towpath.rules.risk.factor import Factor, told


def _attended(value: Value) -> str:
    # Never rounded up, or 84.999 would be said to be 85% and below 85%.
    shown = value.quantize(Decimal("0.01"), ROUND_FLOOR).normalize() if isinstance(value, Decimal) else value
    return f"Attended {plain(shown)}% of school"


FACTOR = Factor(
    code="attendance",
    question="How much of school did they attend?",
    evidence=("attendance_percent",),
    unit="percent of possible sessions",
    unknown="No list of the period gave their attendance. It may be poor: those missing from a list often are.",
    find=told("attendance_percent"),
    words=_attended,
    to_young_person="You have missed some school, so we would like to help you get to what comes next.",
    looked_at="how much of school you go to",
    source="Attendance is in every published approach; below 90% goes with about four times the risk",
    is_special_category=False,
)
