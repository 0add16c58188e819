"""A learner of the Individualised Learner Record as one row: what their deliveries come to, and what may be kept."""

from datetime import date

from towpath.imports.reading.layout import Pairs
from towpath.rules.learner_records import Delivery, learning_of

DELIVERY = "LearningDelivery["
PROGRAMME = "ZPROG001"
"""What every programme aim is called, which says nothing of the programme."""
OF_A_DELIVERY = frozenset(
    (
        "LearnAimRef AimType AimSeqNumber LearnStartDate LearnPlanEndDate LearnActEndDate FundModel ProgType StdCode "
        "CompStatus"
    ).split()
)
OF_A_LEARNER = frozenset(
    (
        "LearnRefNumber ULN FamilyName GivenNames DateOfBirth Sex Postcode AddLine1 AddLine2 AddLine3 AddLine4 TelNo "
        "Email PlanLearnHours PlanEEPHours"
    ).split()
)
"""
What is kept of a learner. A record also tells of health, benefits, employment and National Insurance, none of which we
need: it is dropped before anything is stored.
"""


def gather(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """Return a learner's elements with what their deliveries come to, under `Learning`, and those that are kept."""
    learner = tuple((path, text) for path, text in pairs if path in OF_A_LEARNER)
    deliveries = tuple(
        (path, text)
        for path, text in pairs
        if path.startswith(DELIVERY) and path.count("/") == 1 and path.rpartition("/")[2] in OF_A_DELIVERY
    )
    return (*learner, *_learning(deliveries), *_hours(learner)), (*learner, *deliveries)


def _learning(pairs: Pairs) -> Pairs:
    found: dict[str, dict[str, str]] = {}
    for path, text in pairs:
        place, _, name = path.rpartition("/")
        found.setdefault(place, {}).setdefault(name, text)
    learning = learning_of([_delivery(each) for each in found.values()])
    if learning is None:
        return ()
    told = {
        "Says": "left" if learning.is_ended else "started",
        "Kind": learning.kind,
        "Start": learning.start_date.isoformat(),
        "PlannedEnd": learning.planned_end_date.isoformat() if learning.planned_end_date else "",
        "End": learning.ended_date.isoformat() if learning.ended_date else "",
        "Aim": "" if learning.aim == PROGRAMME else f"Aim {learning.aim}",
        "OnBreak": "Y" if learning.is_on_break else "",
    }
    return tuple((f"Learning/{name}", text) for name, text in told.items() if text)


def _hours(learner: Pairs) -> Pairs:
    """Return the planned hours of learning and of employability, enrichment and pastoral work together."""
    given = [int(text) for path, text in learner if path in ("PlanLearnHours", "PlanEEPHours") and text.isdecimal()]
    return (("Learning/Hours", str(sum(given))),) if given else ()


def _delivery(given: dict[str, str]) -> Delivery:
    return Delivery(
        aim=given.get("LearnAimRef", ""),
        aim_type=_number(given.get("AimType")),
        start_date=_day(given.get("LearnStartDate")),
        programme_type=_number(given.get("ProgType")),
        funding_model=_number(given.get("FundModel")),
        planned_end_date=_day(given.get("LearnPlanEndDate")),
        actual_end_date=_day(given.get("LearnActEndDate")),
        completion=_number(given.get("CompStatus")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
