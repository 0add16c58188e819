"""
Urgent looks: who may look for once at what their role does not see, at which things, for how long and on what grounds.

No law says so; it is the service's custom. Safeguarding concerns are no door here, and never will be one: their lead
is rung instead.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from towpath.rules.access import may

LEAST_WORDS = 10


class Door(StrEnum):
    """One kind of thing about one person that some roles do not see. An urgent look opens one of them."""

    ADDRESS = "address"
    NOTES = "notes"
    CARE = "care"
    JUSTICE = "justice"
    HEALTH = "health"


LEAVE: Mapping[Door, str] = {
    Door.ADDRESS: "people.view_protected_address",
    Door.NOTES: "people.view_protected_address",
    Door.CARE: "people.view_care",
    Door.JUSTICE: "people.view_justice",
    Door.HEALTH: "people.view_health",
}
"""The permission that stands open to those who need not ask. Notes for few and protected addresses share one."""


def doors_for(role: str) -> tuple[Door, ...]:
    """Return what somebody of a role may ask to look at: nothing where they may not ask, or see all of it anyway."""
    if not may(role, "urgent.look"):
        return ()
    return tuple(door for door in Door if not may(role, LEAVE[door]))


def wrong_with_reason(reason: str) -> str:
    """Return what is wrong with a reason and what to do, or nothing. Marks without a letter or digit are no words."""
    words = [word for word in reason.split() if any(each.isalnum() for each in word)]
    if not words:
        return "Say why you need to see it."
    if len(words) < LEAST_WORDS:
        said = "1 word" if len(words) == 1 else f"{len(words)} words"
        return f"You gave {said}. Say in {LEAST_WORDS} or more why you need to see it now: a manager reads it."
    return ""


def is_look_open(*, opened_at: datetime, until_at: datetime, closed_at: datetime | None, at: datetime) -> bool:
    """Return whether a look is open at an instant. The instant at which it ends, or was closed, is too late."""
    return opened_at <= at < until_at and (closed_at is None or at < closed_at)
