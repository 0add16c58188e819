"""Who is taught in another council than they live in. Source: docs/published-facts.md, Cohort and Guarantee."""

from enum import StrEnum


class TaughtWhere(StrEnum):
    """A resident taught elsewhere, or another council's resident taught here."""

    RESIDENT_ELSEWHERE = "resident_elsewhere"
    HERE_FROM_ELSEWHERE = "here_from_elsewhere"


def taught_where(*, is_resident: bool, taught_la: str, council: str) -> TaughtWhere | None:
    """Return on which side of the border somebody is taught; None for whoever crosses none, or where nobody knows."""
    is_taught_here = taught_la == council
    if not taught_la or is_resident == is_taught_here:
        return None
    return TaughtWhere.RESIDENT_ELSEWHERE if is_resident else TaughtWhere.HERE_FROM_ELSEWHERE
