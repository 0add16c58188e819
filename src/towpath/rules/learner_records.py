"""
What a learner's several learning deliveries, as providers return them in the Individualised Learner Record, come to:
one activity, as the sector would say it.

Source: docs/published-facts.md, Learner records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PROGRAMME_AIM, COMPONENT, OTHER_AIM, CORE_AIM = 1, 3, 4, 5
APPRENTICESHIPS = frozenset({2, 3, 20, 21, 22, 23, 25})
"""Programme types: 2, 3 and 20 to 23 are frameworks, 25 is any standard."""
TRAINEESHIP = 24
BREAK_IN_LEARNING = 6
CONTINUING = 1
SUPPORTED_INTERNSHIP = "Z0002347"
"""The aim of the work a supported intern does, which is the core aim of the programme."""

KIND_ORDER = ("apprenticeship", "traineeship", "supported_internship", "education", "")
NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One learning delivery as returned; what was not given, or not readable, is None."""

    aim: str
    aim_type: int | None
    start_date: date | None
    programme_type: int | None = None
    funding_model: int | None = None
    planned_end_date: date | None = None
    actual_end_date: date | None = None
    completion: int | None = None

    @property
    def kind(self) -> str:
        """Return the kind of learning, or nothing for what is neither work-based nor for 16 to 19."""
        if self.programme_type in APPRENTICESHIPS:
            return "apprenticeship"
        if self.programme_type == TRAINEESHIP:
            return "traineeship"
        if self.aim == SUPPORTED_INTERNSHIP:
            return "supported_internship"
        return "education" if self.funding_model in YOUNG_PEOPLE else ""

    @property
    def is_ended(self) -> bool:
        return self.actual_end_date is not None or (self.completion is not None and self.completion != CONTINUING)


YOUNG_PEOPLE = frozenset({25, 82})
"""Funding models of 16 to 19 education: study programmes, T Levels among them, and other 16 to 19 funding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """
    What a learner does with a provider, or last did.

    `ended_date` is the last day where all of it has ended, None where it goes on or nobody says when it ended;
    `is_on_break` that they are to come back.
    """

    kind: str
    aim: str
    start_date: date
    planned_end_date: date | None
    is_ended: bool
    ended_date: date | None
    is_on_break: bool


def learning_of(deliveries: Sequence[Delivery]) -> Learning | None:
    """
    Return the one activity that somebody's deliveries come to, or None where no start of any is known.

    What goes on speaks before what has ended, and of what goes on a programme before a core aim, a core aim before any
    other, and the later start before the earlier. A component of a programme speaks only where its programme aim is
    not given. Learning that has ended ended when the last of its kind did.
    """
    begun = [each for each in deliveries if each.start_date is not None]
    if not begun:
        return None
    main = min(begun, key=_rank)
    of_kind = [each for each in begun if each.kind == main.kind]
    ends = [each.actual_end_date for each in of_kind if each.actual_end_date is not None]
    return Learning(
        kind=main.kind,
        aim=main.aim,
        start_date=main.start_date or NEVER,
        planned_end_date=main.planned_end_date,
        is_ended=main.is_ended,
        ended_date=max(ends, default=None) if main.is_ended else None,
        is_on_break=main.completion == BREAK_IN_LEARNING,
    )


def _rank(each: Delivery) -> tuple[object, ...]:
    """Return where a delivery stands among its learner's: what speaks for them comes first."""
    started = each.start_date or NEVER
    ended = each.actual_end_date or started
    return (
        each.is_ended,
        # Of what has ended, the last to end is what they left.
        -ended.toordinal() if each.is_ended else 0,
        _weight(each),
        KIND_ORDER.index(each.kind),
        -started.toordinal(),
        each.aim,
        -(each.planned_end_date or started).toordinal(),
        each.completion or 0,
    )


def _weight(each: Delivery) -> int:
    order = (PROGRAMME_AIM, CORE_AIM, OTHER_AIM, COMPONENT)
    return order.index(each.aim_type) if each.aim_type in order else len(order)
