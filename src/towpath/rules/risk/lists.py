"""A school's list of pupils: who is on it, whether it is late, and what differs from the scoring before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.dates import add_months


class ListState(StrEnum):
    """How far a school's list has got."""

    WAITING = "waiting"
    LATE = "late"
    SIGNED = "signed"


class Change(StrEnum):
    """What became of one pupil between two scorings, as far as the list goes."""

    NEW = "new"
    LEFT = "left"
    RISEN = "risen"
    FALLEN = "fallen"
    OTHER_REASONS = "other_reasons"
    SAME = "same"
    NEVER_ON = "never_on"


@dataclass(frozen=True, slots=True)
class Looked:
    """What one scoring made of a pupil; `is_listed` says that it put them on the list."""

    is_listed: bool
    band: str
    reasons: frozenset[tuple[str, int]]
    """Each factor that gave points, with how many."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one pupil, and which reasons came and went; in order of name."""

    change: Change
    gained: tuple[tuple[str, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()


def state_of(due_date: date, signed_date: date | None, on: date) -> ListState:
    """
    Return how far a list has got on a day. The day by which it is due is not late.

    :param signed_date: when it was signed off, None where it never was or the council has opened it again
    """
    if signed_date is not None:
        return ListState.SIGNED
    return ListState.LATE if on > due_date else ListState.WAITING


def is_listed(band: str, least: str, bands: Sequence[str]) -> bool:
    """
    Return whether a band is at least the one that puts a pupil on the list.

    :param bands: from the highest down; a band that is not among them, as of somebody not scored, is on no list
    """
    return band in bands and bands.index(band) <= bands.index(least)


def difference_of(before: Looked | None, now: Looked | None, bands: Sequence[str]) -> Difference:
    """
    Return what became of one pupil between two scorings. Whoever was not looked at or not scored is None.

    A pupil who came or went is only that; of one who is on both lists a change of band is said before one of reasons.
    """
    old, new = before.reasons if before else frozenset(), now.reasons if now else frozenset()
    gained, lost = tuple(sorted(new - old)), tuple(sorted(old - new))
    if before is None or now is None or not (before.is_listed and now.is_listed):
        return Difference(_came_or_went(before, now), gained, lost)
    # A band that the scheme of now has not got is neither higher nor lower than any.
    moved = bands.index(before.band) - bands.index(now.band) if before.band in bands else 0
    if moved:
        return Difference(Change.RISEN if moved > 0 else Change.FALLEN, gained, lost)
    return Difference(Change.OTHER_REASONS if gained or lost else Change.SAME, gained, lost)


def _came_or_went(before: Looked | None, now: Looked | None) -> Change:
    if now and now.is_listed:
        return Change.NEW
    return Change.LEFT if before and before.is_listed else Change.NEVER_ON


def answer_due(objected_date: date) -> date:
    """
    Return the last day to answer an objection: one month after it was made.

    Source: UK GDPR, articles 12(3) and 21.
    """
    return add_months(objected_date, 1)
