"""
The way from a shortlist to still being there after six weeks: one step after another, each on its own day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.dates import academic_year, day_words, year_group

SIX_WEEKS = timedelta(weeks=6)
SEPTEMBER = 9
GUARANTEED_YEAR_GROUPS = (11, 12)
OFFER_MADE, AWAITED = "110", "140"
GIVE_WAY_TO_OFFER = ("", "120", "122", "123", "124", "140", "150", "151", "153", "154", "159")
"""Every status but those of an offer; "" is none. What is published since is somebody's word, and stands."""
GIVE_WAY_TO_APPLICATION = ("", "151", "159")
"""What an application shows to be out of date: nothing recorded, not applied, not yet recorded."""
SIXTEEN_HOURS = 16


class Stage(StrEnum):
    """Where an application has got to; the last three end it before its time."""

    SHORTLISTED = "shortlisted"
    APPLIED = "applied"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    STARTED = "started"
    SIX_WEEKS = "six_weeks"
    REFUSED = "refused"
    TURNED_DOWN = "turned_down"
    LEFT = "left"


WAY = (Stage.SHORTLISTED, Stage.APPLIED, Stage.OFFERED, Stage.ACCEPTED, Stage.STARTED, Stage.SIX_WEEKS)
ENDINGS = (Stage.REFUSED, Stage.TURNED_DOWN, Stage.LEFT)

STAGE_WORDS = {
    Stage.SHORTLISTED: "On the shortlist",
    Stage.APPLIED: "Applied",
    Stage.OFFERED: "Offered a place",
    Stage.ACCEPTED: "Accepted the offer",
    Stage.STARTED: "Started",
    Stage.SIX_WEEKS: "Still there at six weeks",
    Stage.REFUSED: "Not offered a place",
    Stage.TURNED_DOWN: "Turned down by the young person",
    Stage.LEFT: "Left before six weeks",
}


def next_stages(steps: Mapping[Stage, date]) -> tuple[Stage, ...]:
    """Return what may be recorded next, the usual first; nothing once it has ended."""
    reached = _reached(steps)
    if reached is Stage.SIX_WEEKS or any(stage in steps for stage in ENDINGS):
        return ()
    onward = WAY[WAY.index(reached) + 1] if reached else Stage.SHORTLISTED
    if reached is None:
        return (onward,)
    if reached is Stage.STARTED:
        return (onward, Stage.LEFT)
    if reached is Stage.APPLIED:
        return (onward, Stage.REFUSED, Stage.TURNED_DOWN)
    return (onward, Stage.TURNED_DOWN)


def wrong_with_step(steps: Mapping[Stage, date], stage: Stage, happened_date: date, on: date) -> str:
    """Return why a step cannot be recorded as told, and what to do; nothing where it can."""
    if happened_date > on:
        return f"{day_words(happened_date)} has not come yet. Record it once it has happened."
    allowed = next_stages(steps)
    if not allowed:
        return "This application has ended. Start another one."
    if stage not in allowed:
        wanted = " or ".join(f"“{STAGE_WORDS[each]}”" for each in allowed)
        return f"“{STAGE_WORDS[stage]}” does not come next. Record {wanted} first."
    latest = max(steps.values(), default=None)
    if latest and happened_date < latest:
        return f"The step before it was on {day_words(latest)}. Give that day or a later one."
    if stage is Stage.SIX_WEEKS and happened_date < (due := six_weeks_after(steps[Stage.STARTED])):
        return f"Six weeks are up on {day_words(due)}. Record it on that day or later."
    if stage is Stage.LEFT and happened_date >= (due := six_weeks_after(steps[Stage.STARTED])):
        return f"Six weeks were up on {day_words(due)}. Record that they were still there, and then what they do now."
    return ""


def six_weeks_after(start: date) -> date:
    """Return the day on which somebody who started has been there for six weeks."""
    return start + SIX_WEEKS


def _reached(steps: Mapping[Stage, date]) -> Stage | None:
    return next((stage for stage in reversed(WAY) if stage in steps), None)


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """One September's guarantee, and the year in which somebody was just before it."""

    cohort_year: int
    year_group: int


def guaranteed_by(birth_date: date | None, start_date: date) -> Guaranteed | None:
    """
    Return the September Guarantee that a place in learning falls under, or None where it falls under none.

    It is the September of the academic year in which the place starts, of those in Year 11 or 12 just before it.
    Source: docs/published-facts.md, Guarantee.
    """
    if birth_date is None:
        return None
    year = academic_year(start_date)
    group = year_group(birth_date, date(year, 8, 31))
    return Guaranteed(year, group) if group in GUARANTEED_YEAR_GROUPS else None


def start_of_place(start_rule: str, start_date: date | None, said_date: date) -> date:
    """
    Return when a place starts, as far as is known on the day when somebody speaks of it.

    :param start_rule: of `towpath.rules.openings.StartRule`
    """
    if start_rule == "september":
        if start_date is not None and start_date >= said_date:
            return start_date
        first = date(said_date.year, SEPTEMBER, 1)
        return max(first, said_date) if said_date.month <= SEPTEMBER else date(said_date.year + 1, SEPTEMBER, 1)
    if start_date is None:
        return said_date
    # What takes people at any time has a first day and no last, so a first day gone by is no start to come.
    return start_date if start_rule == "fixed_date" else max(start_date, said_date)


def said_to_guarantee(stages: Iterable[Stage], standing: str) -> str:
    """
    Return the status that an application gives the September Guarantee in place of the one that stands, or nothing.

    An offer made stays made, whatever becomes of it; an application speaks only while its outcome is awaited.
    Source: standards list "guarantee_statuses".

    :param stages: those that it has reached
    :param standing: the status that stands now, empty where there is none
    """
    reached = set(stages)
    if Stage.OFFERED in reached:
        return OFFER_MADE if standing in GIVE_WAY_TO_OFFER else ""
    if Stage.APPLIED in reached and not reached & set(ENDINGS):
        return AWAITED if standing in GIVE_WAY_TO_APPLICATION else ""
    return ""


def proposed_code(
    kind: str,
    *,
    is_school: bool = False,
    is_college: bool = False,
    is_sixth_form_college: bool = False,
    is_training_provider: bool = False,
    is_reengagement: bool = False,
    is_part_time: bool | None = None,
    hours_a_week: int | None = None,
) -> str | None:
    """
    Return the activity code that a start speaks for, to be proposed and never believed by itself; None where none does.

    Source: standards list "activity_codes".
    """
    if kind == "apprenticeship":
        return "310"
    if kind == "vacancy":
        return "360" if hours_a_week is not None and hours_a_week < SIXTEEN_HOURS else "330"
    if kind != "course":
        return None
    if is_reengagement:
        return "530"
    if is_part_time:
        return "250"
    if is_sixth_form_college:
        return "220"
    if is_college:
        return "230"
    if is_training_provider:
        return "410"
    return "210" if is_school else None
