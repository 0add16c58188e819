"""A young person's own pages: what a code opens and for how long, and how they are told who saw their record."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from towpath.rules.access import (
    ADVISER,
    COMMISSIONER,
    DATA_LEAD,
    MANAGER,
    PROVIDER,
    SAFEGUARDING_LEAD,
    SCHOOL_LEAD,
    SPECIALIST,
    TRACKING_OFFICER,
)

YOUNG_PERSON = "young_person"
"""The role under which the log holds what somebody saw and did on their own pages. It can be given to no user."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: nothing that is read for another, so no 0 or O and no 1, I or L."""
CODE_LENGTH = 12
MOST_TRIES = 5

IDLE = timedelta(minutes=30)
LONGEST_VISIT = timedelta(hours=4)


def tidy_code(typed: str) -> str:
    """Return a code as it was made, from however it was typed: small letters, spaces and dashes do not matter."""
    return re.sub(r"[\W_]", "", typed, flags=re.ASCII).upper()


def birthday_fits(birth_date: date | None, day: int, month: int) -> bool:
    """Return whether this is the day and month of a birth date; of one that is not known, nothing fits."""
    return birth_date is not None and (birth_date.day, birth_date.month) == (day, month)


class CodeState(StrEnum):
    """How a code stands. What ended it first, speaks."""

    WAITING = "waiting"
    USED = "used"
    LOCKED = "locked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


def code_state(
    *,
    expires_at: datetime,
    used_at: datetime | None,
    locked_at: datetime | None,
    cancelled_at: datetime | None,
    at: datetime,
) -> CodeState:
    """Return how a code stands at an instant; the last instant before it expires still counts."""
    if used_at is not None:
        return CodeState.USED
    if locked_at is not None:
        return CodeState.LOCKED
    if cancelled_at is not None:
        return CodeState.CANCELLED
    return CodeState.EXPIRED if at >= expires_at else CodeState.WAITING


def is_visit_open(*, started_at: datetime, seen_at: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """Return whether a visit may go on: not ended, not idle for half an hour, and begun less than four hours ago."""
    return ended_at is None and at < seen_at + IDLE and at < started_at + LONGEST_VISIT


_WHO = {
    YOUNG_PERSON: "You, or someone with your code,",
    ADVISER: "An adviser",
    SPECIALIST: "A specialist adviser",
    TRACKING_OFFICER: "Someone who checks what young people are doing",
    MANAGER: "A manager",
    DATA_LEAD: "Someone who looks after the records",
    SCHOOL_LEAD: "Someone at your school",
    COMMISSIONER: "Someone who pays for the service",
    PROVIDER: "Someone at your college or training provider",
    "employer": "An employer",
}
_WHAT = {
    "own.viewed": "looked at these pages",
    "own.code_made": "made a code for these pages",
    "plan.copied": "made a copy of your plan",
    "charter.link_opened": "read what we sent them about you",
    "urgent.viewed": "looked at something that most of us do not see, and had to say why",
    "returns.taken_out": "took out the list we must send to the government",
}
TOLD_BY_NAME = frozenset(_WHAT)
"""The kinds of event that are told in words of their own."""
_NEVER_TOLD = ("concern.",)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at somebody's record as they are told of it: a role and a deed in words, and no name."""

    who: str
    what: str


def told_of(kind: str, role: str, people: int) -> Look | None:
    """
    Return how a disclosure is told to the person, or None where it is not.

    Whoever keeps somebody safe is never told of: that they looked would itself say that there is a worry.

    :param people: how many people's records were shown at once
    """
    if role == SAFEGUARDING_LEAD or kind.startswith(_NEVER_TOLD):
        return None
    what = _WHAT.get(kind) or ("opened your record" if people == 1 else "saw your name in a list")
    return Look(_WHO.get(role, "Someone who works with us"), what)


_TELLERS = {
    "young_person": "you",
    "seen": "our staff",
    "parent": "someone who knows you",
    "provider_list": "your school, college or training place",
    "provider_contact": "your school, college or training place",
    "employer": "an employer",
    "government_list": "the government",
}


def teller_words(how: str) -> str:
    """Return who told us what somebody does, as they are told it: which service it was could say too much."""
    return _TELLERS.get(how, "another service that works with us")


def giver_words(source: str) -> str:
    """Return who gave us a fact, from the mark of where it came from."""
    if source.startswith("import:"):
        return "a list from a school, college or council"
    return "our staff" if source.startswith("page:") else "another service that works with us"
