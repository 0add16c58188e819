"""
What 1 September changes for one young person. Nothing is written for it: every change follows from a date.

A year group follows from the birth date, a school-age code and education lapse on 31 August by their terms, and the
cohort ends by academic age. Source: docs/published-facts.md, Cohort and Currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.cohort import LAST_SCHOOL_ACADEMIC_AGE, MEASURED_ACADEMIC_AGES, PLAN_ACADEMIC_AGES
from towpath.rules.dates import academic_age, birthday
from towpath.rules.ready_lists import Situation
from towpath.rules.spells import Standing
from towpath.standards import Group

ADULT = 18


@dataclass(frozen=True, slots=True)
class Rollover:
    """The turn of one academic year."""

    year: int

    @property
    def eve(self) -> date:
        """The last day of the year that ends."""
        return self.first - timedelta(days=1)

    @property
    def first(self) -> date:
        """The first day of the year that begins."""
        return date(self.year, 9, 1)


@dataclass(frozen=True, slots=True)
class RolloverList:
    """One list of whom 1 September changes, and what each needs next."""

    code: str
    words: str
    to_do: str


ROLLOVER_LISTS: tuple[RolloverList, ...] = (
    RolloverList(
        "left_school_not_known",
        "Leave school age, not known from 1 September",
        "Their school-age code ends on 31 August. Ask for colleges’ and sixth forms’ enrolment lists, and start with "
        "those who have no offer.",
    ),
    RolloverList(
        "left_school_known",
        "Leave school age, known from 1 September",
        "What they do next is on record already. Confirm it when the lists come.",
    ),
    RolloverList(
        "lapses",
        "Known until 31 August, and not from 1 September",
        "Their course ended, or what was known of it lapses. Ask who returns for a second year.",
    ),
    RolloverList(
        "goes_on",
        "Past school age, and known on both days",
        "Nothing to do for the turn of the year: what is known of them, NEET included, reaches over the summer.",
    ),
    RolloverList(
        "known_from_september",
        "Past school age, known from 1 September and not the day before",
        "What they begin is on record already. Confirm it when the lists come.",
    ),
    RolloverList(
        "still_not_known",
        "Past school age, and not known on either day",
        "They stand on the desk’s lists of not known already.",
    ),
    RolloverList(
        "joins",
        "Start Year 11, and join the return",
        "Check that a school’s roll names them, and ask what they mean to do next.",
    ),
    RolloverList(
        "kept_by_plan",
        "Past Year 13, and stay in the return by an EHC plan",
        "Check that the plan is still in force, and who reviews it.",
    ),
    RolloverList(
        "ages_out",
        "Leave the cohort after Year 13",
        "Say goodbye well, and say whom to ask from now. Close the case, or keep it for another reason.",
    ),
    RolloverList(
        "plan_ages_out",
        "Leave the cohort at 25, who had an EHC plan",
        "Hand over to adult services before the day.",
    ),
    RolloverList(
        "turns_18",
        "Turn 18 in September",
        "Tell them what changes at 18. The duty to take part ends on the birthday; the cohort does not.",
    ),
)
ROLLOVER_BY_CODE: Mapping[str, RolloverList] = {each.code: each for each in ROLLOVER_LISTS}


def rollover_lists(before: Situation | None, after: Situation | None, turn: Rollover) -> tuple[str, ...]:
    """
    Return the codes of the lists on which somebody stands, given how they stand on 31 August and on 1 September.

    Either is None where the council tracks them for nothing on that day; of whom both are, no list tells.
    """
    was = before if before is not None and before.is_tracked else None
    now = after if after is not None and after.is_tracked else None
    if was is None and now is None:
        return ()
    someone = now or was
    assert someone is not None
    found = [_moves(was, now, turn)]
    eighteen = birthday(someone.birth_date, ADULT)
    if now is not None and (eighteen.year, eighteen.month) == (turn.year, turn.first.month):
        found.append("turns_18")
    return tuple(filter(None, found))


def _moves(was: Situation | None, now: Situation | None, turn: Rollover) -> str:
    if now is None:
        assert was is not None
        if academic_age(was.birth_date, turn.first) == PLAN_ACADEMIC_AGES.stop:
            return "plan_ages_out"
        return "ages_out" if academic_age(was.birth_date, turn.eve) == max(MEASURED_ACADEMIC_AGES) else ""
    years = academic_age(now.birth_date, turn.first)
    if years <= LAST_SCHOOL_ACADEMIC_AGE:
        return "joins"
    if years in PLAN_ACADEMIC_AGES:
        return "kept_by_plan"
    if years == LAST_SCHOOL_ACADEMIC_AGE + 1:
        return "left_school_known" if _is_known(now) else "left_school_not_known"
    was_known = was is not None and _is_known(was)
    if _is_known(now):
        return "goes_on" if was_known else "known_from_september"
    return "lapses" if was_known else "still_not_known"


def _is_known(one: Situation) -> bool:
    return one.group is not Group.NOT_KNOWN and one.standing is Standing.CURRENT
