"""
Who may join a programme, and what is not known of it.

The rule refuses nobody: what is not met or not known asks whoever enrols them for a reason, which is kept.
Source: docs/adr, A programme is a plan; Multiply's own rules of entry were 19 or over, living in the area, and no maths
at level 2.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.dates import age


class Standing(StrEnum):
    """How somebody stands to one condition."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRule:
    """What a programme asks of whoever joins; an age that is not asked is None. Ages are whole years, both included."""

    least_age: int | None = None
    most_age: int | None = None
    asks_residence: bool = False
    asks_no_maths: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What is known of somebody; None is not known. `has_maths` is a GCSE in maths at grade 4, or its equal."""

    birth_date: date | None = None
    lives_here: bool | None = None
    has_maths: bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition, how they stand to it, and the same in words."""

    condition: str
    standing: Standing
    words: str


def findings_of(rule: EntryRule, facts: EntryFacts, on: date) -> tuple[Finding, ...]:
    """
    Return how somebody stands to each condition that a programme asks.

    :param on: the day on which the run starts, on which ages are counted
    """
    found = []
    years = None if facts.birth_date is None else age(facts.birth_date, on)
    for condition, bound, words in (("least_age", rule.least_age, "at least"), ("most_age", rule.most_age, "at most")):
        if bound is not None:
            told = "The birth date is not known" if years is None else f"Aged {years} when the run starts"
            is_met = None if years is None else years >= bound if condition == "least_age" else years <= bound
            found.append(_finding(condition, is_met, f"{told}; it asks for {words} {bound}."))
    if rule.asks_residence:
        words = _by_what_is_known(
            facts.lives_here,
            "Lives in the council’s area.",
            "Lives outside the council’s area; it is for those who live here.",
            "It is not known whether they live in the council’s area.",
        )
        found.append(_finding("residence", facts.lives_here, words))
    if rule.asks_no_maths:
        words = _by_what_is_known(
            facts.has_maths,
            "Has maths at grade 4 or its equal; it is for those who have not.",
            "Has no maths at grade 4 or its equal.",
            "It is not known whether they have maths at grade 4.",
        )
        found.append(_finding("no_maths", None if facts.has_maths is None else not facts.has_maths, words))
    return tuple(found)


def asks_for_a_reason(findings: tuple[Finding, ...]) -> bool:
    """Return whether somebody may join only with a reason written down: a condition is not met, or not known."""
    return any(each.standing is not Standing.MET for each in findings)


def _finding(condition: str, is_met: bool | None, words: str) -> Finding:
    standing = Standing.NOT_KNOWN if is_met is None else Standing.MET if is_met else Standing.NOT_MET
    return Finding(condition, standing, words)


def _by_what_is_known(claim: bool | None, yes: str, no: str, unknown: str) -> str:
    return unknown if claim is None else yes if claim else no
