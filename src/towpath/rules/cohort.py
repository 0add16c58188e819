"""Who is in the monthly return, who is in the published measures, and for what reasons a record is held at all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.dates import academic_age, age

LAST_SCHOOL_ACADEMIC_AGE = 15
MEASURED_ACADEMIC_AGES = (16, 17)
PLAN_ACADEMIC_AGES = range(18, 25)
EARLY_INTERVENTION_ACADEMIC_AGES = range(13, 16)
CARE_EXPERIENCED_UNDER = 25


class CohortPart(StrEnum):
    """Which part of the return a young person belongs to on a day."""

    YEAR_11 = "Year 11"
    YEAR_12 = "Year 12"
    YEAR_13 = "Year 13"
    EHC_PLAN = "18 to 24 with an EHC plan"
    OUTSIDE = "outside the return"


def cohort_part(birth_date: date, on: date, *, has_ehc_plan: bool) -> CohortPart:
    """
    Return which part of the monthly return someone of this birth date belongs to.

    The cohort ends by academic age, never on a birthday; SEN support without a plan does not extend it.
    Source: docs/published-facts.md, Cohort.
    """
    match academic_age(birth_date, on):
        case 15:
            return CohortPart.YEAR_11
        case 16:
            return CohortPart.YEAR_12
        case 17:
            return CohortPart.YEAR_13
        case older if older in PLAN_ACADEMIC_AGES and has_ehc_plan:
            return CohortPart.EHC_PLAN
        case _:
            return CohortPart.OUTSIDE


def is_measured(birth_date: date, on: date) -> bool:
    """Return whether someone counts in the published 16 to 17 measures on a day: academic age 16 or 17."""
    return academic_age(birth_date, on) in MEASURED_ACADEMIC_AGES


def is_of_school_age(birth_date: date, on: date) -> bool:
    """Return whether someone is not past Year 11 on a day; it ends on 31 August, never on a birthday."""
    return academic_age(birth_date, on) <= LAST_SCHOOL_ACADEMIC_AGE


class ReasonHeld(StrEnum):
    """Why the service may hold a record; each has its own ages, and leaving one does not end another."""

    TRACKED = "tracked for the return"
    EARLY_INTERVENTION = "early intervention"
    CARE_EXPERIENCED = "care-experienced"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFacts:
    """What decides why a record is held. A fact not known is None and gives no reason."""

    birth_date: date
    has_ehc_plan: bool | None
    is_resident: bool | None
    is_educated_here: bool | None
    is_care_experienced: bool | None


def reasons_held(facts: HeldFacts, on: date) -> frozenset[ReasonHeld]:
    """
    Return every reason for which a record is held on a day.

    Tracking follows residence, from Year 11 to academic age 17, or 24 with an EHC plan. Early intervention runs from
    Year 9 to the end of Year 11
    for those who live or learn here. The care-experienced are held to their 25th birthday wherever they are placed.
    """
    reasons = set()
    part = cohort_part(facts.birth_date, on, has_ehc_plan=bool(facts.has_ehc_plan))
    if facts.is_resident and part is not CohortPart.OUTSIDE:
        reasons.add(ReasonHeld.TRACKED)
    in_early_years = academic_age(facts.birth_date, on) in EARLY_INTERVENTION_ACADEMIC_AGES
    if in_early_years and (facts.is_resident or facts.is_educated_here):
        reasons.add(ReasonHeld.EARLY_INTERVENTION)
    if facts.is_care_experienced and age(facts.birth_date, on) < CARE_EXPERIENCED_UNDER:
        reasons.add(ReasonHeld.CARE_EXPERIENCED)
    return frozenset(reasons)
