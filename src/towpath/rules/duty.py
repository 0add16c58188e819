"""
The duty to participate in education or training: owed by the young person, and not the same as the cohort of the
return.

Source: Education and Skills Act 2008, Part 1; participation groups from standards, see SOURCES.md `memory-duty`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.dates import age, birthday, school_leaving_date
from towpath.standards import Participation


class DutyState(StrEnum):
    """Whether somebody owes the duty on a day."""

    NOT_YET = "not yet owed: of compulsory school age"
    OWED = "owed"
    ENDED_AT_18 = "ended on the 18th birthday"
    ENDED_AT_LEVEL_3 = "ended on reaching level 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Whether the duty is owed, the first day on which it can be, and the day on which it no longer is."""

    state: DutyState
    starts_on: date
    ends_before: date


def duty_on(birth_date: date, on: date, *, level_3_date: date | None = None) -> Duty:
    """
    Return whether somebody resident in England owes the duty to participate on a day.

    It begins the day after the last Friday in June of the school year in which they turn 16, and ends on the 18th
    birthday or, if sooner, on the
    day they reach level 3.
    """
    starts_on = school_leaving_date(birth_date) + timedelta(days=1)
    eighteen = birthday(birth_date, 18)
    ends_before = min(eighteen, level_3_date) if level_3_date else eighteen
    if level_3_date and level_3_date <= on and level_3_date < eighteen:
        state = DutyState.ENDED_AT_LEVEL_3
    elif age(birth_date, on) >= 18:
        state = DutyState.ENDED_AT_18
    elif on < starts_on:
        state = DutyState.NOT_YET
    else:
        state = DutyState.OWED
    return Duty(state=state, starts_on=starts_on, ends_before=ends_before)


DUTY_WORDS = {
    Participation.COMPULSORY_AGE: "Of compulsory school age: the duty is not yet owed.",
    Participation.PARTICIPATING: "Meets the duty to participate.",
    Participation.WORKING_TOWARDS: "Working towards participation: does not yet meet the duty.",
    Participation.TEMPORARY_BREAK: "On a temporary break from participation.",
    Participation.NOT_PARTICIPATING: "Does not meet the duty to participate.",
    Participation.EXCLUDED: "Left out of the participation measures.",
    Participation.NOT_KNOWN: "Not known whether the duty is met.",
}


def meets_duty(participation: Participation) -> bool:
    """Return whether an activity of this kind meets the duty in full."""
    return participation is Participation.PARTICIPATING
