"""
Who is in a month's return, and by which status.

Everyone of the cohort who lives here is sent as P. Whoever was in the return before and no longer belongs is sent once
more with the status that says why; somebody kept for the September Guarantee alone (G) is sent while that is reported.
That leavers are sent once, in the first return that can say so, is remembered and not published: docs/published-
facts.md, Cohort.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.cohort import PLAN_ACADEMIC_AGES, CohortPart, cohort_part
from towpath.rules.dates import academic_age, year_group
from towpath.rules.residence import ELSEWHERE, leads
from towpath.rules.returns.context import (
    FIRST_MONTH_OF_GUARANTEE,
    LAST_MONTH_OF_GUARANTEE,
    OUTSIDE_ENGLAND,
)
from towpath.rules.returns.facts import ReturnFacts, ReturnTerms

PRIMARY, GUARANTEE_ONLY = "P", "G"
AGED_OUT, PLAN_CEASED, LEFT_ENGLAND, TRANSFERRED, DUPLICATE = "A", "L", "E", "T", "M"
LEAVERS = frozenset({AGED_OUT, PLAN_CEASED, LEFT_ENGLAND, TRANSFERRED, DUPLICATE, "D"})
GUARANTEE_MONTHS = range(5, 11)
"""Statuses are reported from late May to the end of October: docs/published-facts.md, Guarantee."""


class NotSent(StrEnum):
    """Why somebody is not in the return."""

    OUTSIDE_AGES = "outside the ages of the return"
    LIVES_ELSEWHERE = "another council leads"
    LEFT_EARLIER = "left before this month"
    NOTHING_KNOWN = "nothing is known of what they do"
    NO_BIRTH_DATE = "no birth date"


@dataclass(frozen=True, slots=True)
class Membership:
    """The status that somebody is sent by, where they moved to, and whether we worked the status out."""

    status: str
    moved_to: str = ""
    is_worked_out: bool = False


def guarantee_year(birth_date: date, on: date) -> int:
    """
    Return the year group whose September Guarantee a month reports of someone of this birth date.

    From April to August it is their own; from September to March the same people are a year group higher.
    Source: docs/published-facts.md, Guarantee (checks 905 and 906).
    """
    is_same_year = FIRST_MONTH_OF_GUARANTEE <= on.month <= LAST_MONTH_OF_GUARANTEE
    return year_group(birth_date, on) if is_same_year else year_group(birth_date, on) - 1


def membership(facts: ReturnFacts, terms: ReturnTerms) -> Membership | NotSent:
    """Return by which status somebody is sent, or why they are not."""
    on = terms.period_end
    status = facts.value("cohort_status")
    if status == GUARANTEE_ONLY:
        return _kept_for_guarantee(facts, terms)
    part = cohort_part(facts.birth_date, on, has_ehc_plan=facts.value("send_flag") == "Y")
    if status in LEAVERS:
        return _leaving(facts, terms, Membership(status, facts.value("transferred_to_la")), NotSent.LEFT_EARLIER)
    if part is CohortPart.OUTSIDE:
        return _leaving(facts, terms, _past_the_ages(facts, on), NotSent.OUTSIDE_AGES)
    if not leads(terms.council, facts.value("lead_la")):
        return _leaving(facts, terms, _moved(facts), NotSent.LIVES_ELSEWHERE)
    return Membership(PRIMARY)


def _kept_for_guarantee(facts: ReturnFacts, terms: ReturnTerms) -> Membership | NotSent:
    is_season = terms.period_end.month in GUARANTEE_MONTHS
    if guarantee_year(facts.birth_date, terms.period_end) not in (11, 12):
        return NotSent.OUTSIDE_AGES
    return Membership(GUARANTEE_ONLY) if is_season or _was_sent(facts, terms) else NotSent.LEFT_EARLIER


def _moved(facts: ReturnFacts) -> Membership:
    lead = facts.value("lead_la")
    # Where nobody has named the council, check 13 asks which it is.
    moved_to = facts.value("transferred_to_la") if lead == ELSEWHERE else lead
    return Membership(LEFT_ENGLAND if moved_to in OUTSIDE_ENGLAND else TRANSFERRED, moved_to, is_worked_out=True)


def _past_the_ages(facts: ReturnFacts, on: date) -> Membership | None:
    """Return how somebody outside the cohort leaves it: only those who had a plan leave by a status."""
    age = academic_age(facts.birth_date, on)
    if age in PLAN_ACADEMIC_AGES:
        return Membership(PLAN_CEASED, is_worked_out=True)
    return Membership(AGED_OUT, is_worked_out=True) if age == PLAN_ACADEMIC_AGES.stop else None


def _leaving(
    facts: ReturnFacts, terms: ReturnTerms, leaves: Membership | None, otherwise: NotSent
) -> Membership | NotSent:
    if leaves is None or not _was_sent(facts, terms):
        return otherwise
    # Without a plan, nobody of 18 may be sent by any status: check 40.
    is_past = academic_age(facts.birth_date, terms.period_end) in PLAN_ACADEMIC_AGES
    return NotSent.OUTSIDE_AGES if is_past and not had_plan(facts) else leaves


def had_plan(facts: ReturnFacts) -> bool:
    """Return whether somebody has an EHC plan, or had one when the month began: a leaver is sent with it."""
    return any(values is not None and values["send_flag"].value == "Y" for values in (facts.values, facts.before))


def _was_sent(facts: ReturnFacts, terms: ReturnTerms) -> bool:
    """Return whether the return before this one had somebody in its cohort, by what was known when the month began."""
    if facts.before is None or facts.before["cohort_status"].value != PRIMARY:
        return False
    plan = facts.before["send_flag"].value == "Y"
    part = cohort_part(facts.birth_date, terms.period_end_before, has_ehc_plan=plan)
    return part is not CohortPart.OUTSIDE and leads(terms.council, facts.before["lead_la"].value)
