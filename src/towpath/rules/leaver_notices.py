"""
A provider told that somebody left learning: whether the law asked it to, and what is ours to do by when.

Telling is the provider's duty (Education and Skills Act 2008, section 13): somebody past compulsory school age and
under 18 who leaves before the end. In how many working days we follow up is the council's own choice and no law's.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.cohort import is_of_school_age
from towpath.rules.dates import birthday
from towpath.rules.owed import AddWorkingDays, Owed

ADULT = 18
MOST_EARLY_DAYS = 92
"""A notice of somebody who is going to leave comes so many days before at the most."""


class NoticeClock(StrEnum):
    """What is owed to a notice: to find out what they do now, or to hand it to the council where they live."""

    FOLLOW_UP = "follow_up"
    PASS_ON = "pass_on"


class NoticeState(StrEnum):
    """What became of a notice; one that was a mistake counts for nothing."""

    WAITING = "waiting"
    FOLLOWED = "followed"
    PASSED_ON = "passed_on"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice as it came. `is_resident` is whether this council leads for them on the day when it is asked."""

    birth_date: date | None
    left_date: date
    received_date: date
    is_resident: bool


def was_owed(notice: Notice) -> bool | None:
    """Return whether the law asked the provider to tell us; None where the birth date is not known."""
    if notice.birth_date is None:
        return None
    is_school_age = is_of_school_age(notice.birth_date, notice.left_date)
    return not is_school_age and notice.left_date < birthday(notice.birth_date, ADULT)


def days_to_tell(notice: Notice) -> int:
    """Return how many days after they left we were told; 0 where we were told before."""
    return max((notice.received_date - notice.left_date).days, 0)


def owed_to(notice: Notice, follow_up_days: int, add_working_days: AddWorkingDays) -> Owed[NoticeClock]:
    """
    Return what a waiting notice is owed and by when.

    Another council's resident is passed on as soon as practicable: on the day it came, or the first working day after.
    A follow-up is counted from the later of the notice and the leaving.
    """
    if not notice.is_resident:
        return Owed(NoticeClock.PASS_ON, add_working_days(notice.received_date, 1))
    begins = max(notice.left_date, notice.received_date)
    return Owed(NoticeClock.FOLLOW_UP, add_working_days(begins, follow_up_days))


def wrong_with_notice(left_date: date, received_date: date, on: date) -> str:
    """Return why a notice cannot be recorded as told, and what to do; nothing where it can."""
    if received_date > on:
        return "The day we were told has not come yet. Give the day on which the notice came."
    if (left_date - received_date).days > MOST_EARLY_DAYS:
        return f"They leave more than {MOST_EARLY_DAYS} days after we were told. Check the day on which they leave."
    return ""
