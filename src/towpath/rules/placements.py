"""Whether a placement may start, and whether it lasted. Dates are the last days that count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SUSTAINED_WEEKS = (4, 13, 26)
"""After how many whole weeks somebody is asked whether they are still there. Source: the Charter's service practice."""


@dataclass(frozen=True, slots=True)
class Needed:
    """One check that a placement needs before it starts; `expires` says that it must carry its last day."""

    code: str
    words: str
    expires: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One check as it was seen."""

    code: str
    checked_date: date
    expires_date: date | None


class Why(StrEnum):
    """Why a check does not let a placement start."""

    MISSING = "has not been seen"
    EXPIRED = "has expired"
    NO_LAST_DAY = "was seen without the day on which it runs out"


@dataclass(frozen=True, slots=True)
class Stop:
    """A check that stops a start, and why; `last_date` is the day on which it ran out."""

    needed: Needed
    why: Why
    last_date: date | None = None


def stops(needed: Sequence[Needed], held: Iterable[Held], on: date) -> tuple[Stop, ...]:
    """
    Return what stops a placement from starting on a day; nothing where every check that it needs is in force.

    Of several of one kind the one that lasts longest speaks. A check counts from the day on which it was seen, and its
    last day still counts.
    """
    seen = [each for each in held if each.checked_date <= on]
    return tuple(stop for each in needed if (stop := _stop(each, [one for one in seen if one.code == each.code], on)))


def _stop(needed: Needed, held: Sequence[Held], on: date) -> Stop | None:
    if not held:
        return Stop(needed, Why.MISSING)
    dates = [each.expires_date for each in held if each.expires_date is not None]
    if not needed.expires and len(dates) < len(held):
        return None
    if not dates:
        return Stop(needed, Why.NO_LAST_DAY)
    last = max(dates)
    return Stop(needed, Why.EXPIRED, last) if last < on else None


class Lasted(StrEnum):
    """Whether somebody was still there after so many weeks."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not yet due"
    UNKNOWN = "not known"


def due_date(started: date, weeks: int) -> date:
    """Return the day on which so many whole weeks are done: the same weekday."""
    return started + timedelta(weeks=weeks)


def lasted(
    started: date, weeks: int, on: date, *, ended: date | None = None, still_there_date: date | None = None
) -> Lasted:
    """
    Return whether a placement lasted so many weeks, as known on a day.

    An end before the due day says no, and one on it or later says yes. Without an end, somebody must have said on the
    due day or later that they are still there; silence is not a yes.
    """
    due = due_date(started, weeks)
    if ended is not None and ended < due:
        return Lasted.NO
    if on < due:
        return Lasted.NOT_YET
    if ended is not None or (still_there_date is not None and still_there_date >= due):
        return Lasted.YES
    return Lasted.UNKNOWN
